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

package io.webgateway.benchmarks.application;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers a few bytes, or many, and counts what is uploaded.
 */
@RestController
class SampleController {

	private static final int BUFFER = 65536;

	private static final byte[] ZEROES = new byte[BUFFER];

	@GetMapping("/hello")
	String hello() {
		return "Hello, world!";
	}

	/**
	 * Answer with one array.
	 */
	@GetMapping("/whole/{length}")
	byte[] whole(@PathVariable int length) {
		return new byte[length];
	}

	/**
	 * Answer with a stream of buffers.
	 */
	@GetMapping("/stream/{length}")
	Mono<Void> stream(@PathVariable long length, ServerHttpResponse response) {
		response.getHeaders().setContentLength(length);
		Flux<DataBuffer> body = Flux.generate(() -> length, (remaining, sink) -> {
			int size = (int) Math.min(remaining, BUFFER);
			if (size == 0) {
				sink.complete();
			}
			else {
				sink.next(response.bufferFactory().allocateBuffer(size).write(ZEROES, 0, size));
			}
			return remaining - size;
		});
		return response.writeWith(body);
	}

	/**
	 * Answer with the length of the body of the request.
	 */
	@PostMapping("/upload")
	Mono<String> upload(@RequestBody Flux<DataBuffer> body) {
		return body.map((buffer) -> {
			long length = buffer.readableByteCount();
			DataBufferUtils.release(buffer);
			return length;
		}).reduce(0L, Long::sum).map(String::valueOf);
	}

}
