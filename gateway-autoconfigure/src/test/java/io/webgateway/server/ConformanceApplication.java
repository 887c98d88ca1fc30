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

package io.webgateway.server;

import java.util.concurrent.atomic.AtomicInteger;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.webgateway.codec.MetaVariables;

/**
 * The application that the conformance vectors describe.
 */
final class ConformanceApplication implements GatewayHandler {

	private final AtomicInteger calls = new AtomicInteger();

	/**
	 * Return how often it has been called since this was asked.
	 */
	int takeCalls() {
		return this.calls.getAndSet(0);
	}

	@Override
	public Mono<Void> handle(GatewayExchange exchange) {
		this.calls.incrementAndGet();
		MetaVariables variables = exchange.getVariables();
		String uri = String.valueOf(variables.get("REQUEST_URI"));
		return switch (uri) {
			case "/wait" -> Mono.never();
			case "/early" -> {
				exchange.commit(Answers.head(413));
				yield exchange.write(Mono.fromSupplier(() -> Answers.buffer(exchange, "early")));
			}
			case "/stream" ->
				Answers.body(exchange, Flux.just(Answers.buffer(exchange, "first")).concatWith(Flux.never()));
			case "/fail" -> Mono.error(new IllegalStateException("failed as it should"));
			default -> Answers.size(exchange.getRequestBody())
				.flatMap((size) -> Answers.text(exchange, variables.get("REQUEST_METHOD") + " " + uri + " " + size));
		};
	}

}
