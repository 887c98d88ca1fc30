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

package io.webgateway.http;

import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.publisher.Mono;

import io.webgateway.server.GatewayExchange;
import io.webgateway.server.GatewayHandler;

/**
 * Hands the requests of a listener to Spring's {@link HttpHandler}.
 */
public class GatewayHttpHandlerAdapter implements GatewayHandler {

	private final HttpHandler httpHandler;

	private final ContextPathResolver contextPathResolver;

	/**
	 * Create a new adapter.
	 * @param httpHandler handles the requests
	 * @param contextPathResolver decides the context path of each request
	 */
	public GatewayHttpHandlerAdapter(HttpHandler httpHandler, ContextPathResolver contextPathResolver) {
		this.httpHandler = httpHandler;
		this.contextPathResolver = contextPathResolver;
	}

	@Override
	public Mono<Void> handle(GatewayExchange exchange) {
		return Mono.error(new UnsupportedOperationException(this.httpHandler + " " + this.contextPathResolver));
	}

}
