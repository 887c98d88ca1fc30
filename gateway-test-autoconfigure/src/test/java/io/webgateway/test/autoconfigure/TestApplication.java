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

package io.webgateway.test.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.webgateway.http.GatewayRequest;

/**
 * An application that is tested.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
class TestApplication {

	static final String PART = "x".repeat(1000);

	private final Sinks.Many<String> cancelled = Sinks.many().replay().all();

	@GetMapping("/hello")
	String hello() {
		return "Hello";
	}

	@GetMapping("/request")
	Map<String, Object> request(ServerHttpRequest request, GatewayRequest gateway) {
		Map<String, Object> description = new TreeMap<>();
		description.put("uri", request.getURI().toString());
		description.put("contextPath", request.getPath().contextPath().value());
		description.put("protocol", gateway.protocol().toString());
		description.put("remote", request.getRemoteAddress().getHostString());
		description.put("x", request.getHeaders().getOrDefault("X", List.of()));
		description.put("cookies", request.getCookies().toSingleValueMap().keySet());
		return description;
	}

	@PostMapping("/echo")
	Flux<byte[]> echo(@RequestBody Flux<byte[]> body) {
		return body;
	}

	@PostMapping("/refuse")
	ResponseEntity<String> refuse() {
		return ResponseEntity.status(HttpStatus.FORBIDDEN).body("no");
	}

	@GetMapping("/endless/{id}")
	Flux<String> endless(@PathVariable String id) {
		return Flux.interval(Duration.ofMillis(5))
			.onBackpressureDrop()
			.map((number) -> PART)
			.doOnCancel(() -> this.cancelled.tryEmitNext(id));
	}

	@GetMapping("/cancelled/{id}")
	Mono<String> cancelled(@PathVariable String id) {
		return this.cancelled.asFlux().filter(id::equals).next();
	}

	@GetMapping("/large/{parts}")
	Flux<String> large(@PathVariable int parts) {
		return Flux.range(0, parts).map((number) -> PART);
	}

	@GetMapping("/broken")
	Flux<String> broken() {
		return Flux.just(PART, PART).concatWith(Mono.error(new IllegalStateException("broken")));
	}

	@GetMapping("/cookies")
	ResponseEntity<Void> cookies() {
		return ResponseEntity.status(HttpStatus.FOUND)
			.header(HttpHeaders.LOCATION, "/hello")
			.header(HttpHeaders.SET_COOKIE,
					ResponseCookie.from("a", "1").httpOnly(true).sameSite("Lax").build().toString())
			.header(HttpHeaders.SET_COOKIE, ResponseCookie.from("b", "2").path("/x").build().toString())
			.build();
	}

	@DeleteMapping("/nothing")
	ResponseEntity<Void> nothing() {
		return ResponseEntity.noContent().build();
	}

	@GetMapping("/never")
	Mono<String> never() {
		return Mono.never();
	}

}
