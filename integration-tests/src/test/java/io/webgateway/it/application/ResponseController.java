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

import java.time.Duration;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
class ResponseController {

	private static final int CHUNK = 16 * 1024;

	private final DataBufferFactory bufferFactory = DefaultDataBufferFactory.sharedInstance;

	@GetMapping("/greeting")
	String greeting() {
		return "Hello";
	}

	@GetMapping("/empty")
	Mono<Void> empty() {
		return Mono.empty();
	}

	/** A segment with an encoded slash is one segment. */
	@GetMapping("/segments/{segment}/end")
	String segment(@PathVariable String segment) {
		return segment;
	}

	@RequestMapping("/status/{status}")
	ResponseEntity<String> status(@PathVariable int status) {
		if (status == 204 || status == 304) {
			return ResponseEntity.status(HttpStatusCode.valueOf(status)).eTag("\"tag\"").build();
		}
		return ResponseEntity.status(HttpStatusCode.valueOf(status)).body("status " + status);
	}

	@GetMapping("/headers")
	ResponseEntity<String> headers() {
		return ResponseEntity.ok()
			.header("X-Single", "one")
			.header("X-Repeated", "first", "second")
			.header("X-Empty", "")
			.header("X-Odd", "a\"b;c=d,e:f \\ % é")
			.header("Vary", "Accept", "Origin")
			.header("X-Long", "x".repeat(3000))
			.body("headers");
	}

	@GetMapping("/cookies")
	ResponseEntity<String> cookies(ServerHttpResponse response) {
		response.addCookie(ResponseCookie.from("a", "1").path("/").httpOnly(true).build());
		response.addCookie(ResponseCookie.from("b", "2").maxAge(Duration.ofHours(1)).sameSite("Lax").build());
		response.addCookie(ResponseCookie.from("c", "3").secure(true).build());
		return ResponseEntity.ok("cookies");
	}

	@GetMapping("/location/{status}")
	ResponseEntity<String> location(@PathVariable int status, @RequestParam String to) {
		return ResponseEntity.status(HttpStatusCode.valueOf(status)).header(HttpHeaders.LOCATION, to).body("see " + to);
	}

	@GetMapping("/failure/before")
	Mono<String> failureBefore() {
		return Mono.error(new IllegalStateException("the application fails before the first byte"));
	}

	@GetMapping(path = "/bytes/{length}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	byte[] bytes(@PathVariable int length) {
		return TestBytes.first(length);
	}

	/** A body that comes in parts and does not tell its length. */
	@GetMapping(path = "/generated/{length}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	Flux<DataBuffer> generated(@PathVariable long length) {
		return Flux.generate(() -> 0L, (position, sink) -> {
			int size = (int) Math.min(CHUNK, length - position);
			if (size == 0) {
				sink.complete();
			}
			else {
				sink.next(this.bufferFactory.wrap(TestBytes.slice(position, size)));
			}
			return position + size;
		});
	}

	/** Many zeros, which cost nothing to make. */
	@GetMapping(path = "/zeros/{length}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
	ResponseEntity<Flux<DataBuffer>> zeros(@PathVariable long length, ServerHttpResponse response) {
		byte[] zeros = new byte[4 * CHUNK];
		Flux<DataBuffer> body = Flux.generate(() -> 0L, (position, sink) -> {
			int size = (int) Math.min(zeros.length, length - position);
			if (size == 0) {
				sink.complete();
			}
			else {
				sink.next(response.bufferFactory().wrap((size < zeros.length) ? new byte[size] : zeros));
			}
			return position + size;
		});
		return ResponseEntity.ok().contentLength(length).body(body);
	}

	/** Links as applications make them from the request. */
	@GetMapping("/links")
	String links(ServerHttpRequest request) {
		return request.getPath().contextPath().value() + "/greeting";
	}

}
