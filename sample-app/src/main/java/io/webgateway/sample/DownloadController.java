/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.webgateway.sample;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;

/**
 * Gives files of any size: they are made while they are sent, as fast as they are taken.
 */
@Controller
class DownloadController {

	private static final int CHUNK_SIZE = 64 * 1024;

	@GetMapping("/download")
	ResponseEntity<Flux<DataBuffer>> download(@RequestParam(defaultValue = "100MB") String size,
			ServerHttpRequest request, ServerHttpResponse response) {
		long length = parse(size);
		ContentDisposition disposition = ContentDisposition.attachment().filename("offsets-" + length + ".txt").build();
		return ResponseEntity.ok()
			.contentLength(length)
			.contentType(MediaType.TEXT_PLAIN)
			.header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
			// Making content that nobody will see can take long
			.body((request.getMethod() == HttpMethod.HEAD) ? Flux.empty() : content(length, response.bufferFactory()));
	}

	private long parse(String size) {
		try {
			DataSize dataSize = DataSize.parse(size);
			if (!dataSize.isNegative()) {
				return dataSize.toBytes();
			}
		}
		catch (IllegalArgumentException | ArithmeticException ex) {
			// The same answer as for a negative size
		}
		throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "A size is a number and a unit, as in 100MB");
	}

	private Flux<DataBuffer> content(long length, DataBufferFactory bufferFactory) {
		return Flux.generate(() -> 0L, (offset, sink) -> {
			int size = (int) Math.min(CHUNK_SIZE, length - offset);
			if (size == 0) {
				sink.complete();
			}
			else {
				sink.next(bufferFactory.wrap(OffsetLines.at(offset, size)));
			}
			return offset + size;
		});
	}

}
