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

package io.webgateway.it.application;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
class BodyController {

	@PostMapping("/digest")
	Mono<Digest> digest(@RequestBody(required = false) Flux<DataBuffer> body) {
		return Mono.defer(() -> {
			MessageDigest digest = TestBytes.digest();
			AtomicLong length = new AtomicLong();
			return body.map((buffer) -> {
				length.addAndGet(buffer.readableByteCount());
				buffer.readableByteBuffers().forEachRemaining(digest::update);
				DataBufferUtils.release(buffer);
				return buffer.readableByteCount();
			}).then(Mono.fromCallable(() -> new Digest(length.get(), HexFormat.of().formatHex(digest.digest()))));
		});
	}

	/** Counts only, for bodies of which the digest would take too long. */
	@PutMapping("/count")
	Mono<Long> count(@RequestBody Flux<DataBuffer> body) {
		return body.map((buffer) -> {
			long count = buffer.readableByteCount();
			DataBufferUtils.release(buffer);
			return count;
		}).reduce(0L, Long::sum);
	}

	@PostMapping("/echo")
	Flux<DataBuffer> echo(@RequestBody(required = false) Flux<DataBuffer> body) {
		return body;
	}

	@PostMapping("/form")
	Mono<Map<String, List<String>>> form(ServerWebExchange exchange) {
		return exchange.getFormData().map(LinkedHashMap::new);
	}

	@PostMapping("/upload")
	Mono<Map<String, Object>> upload(@RequestPart("title") String title, @RequestPart("file") FilePart file) {
		return digest(file.content()).map((digest) -> {
			Map<String, Object> result = new LinkedHashMap<>();
			result.put("title", title);
			result.put("filename", file.filename());
			result.put("length", digest.length());
			result.put("sha256", digest.sha256());
			return result;
		});
	}

	record Digest(long length, String sha256) {

	}

}
