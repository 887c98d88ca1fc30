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

package io.webgateway.it;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import io.webgateway.http.GatewayRequest;

/**
 * Answers requests with the field {@code X-Arrival} with what of the path has arrived and
 * what Spring sees of it, whatever the path is.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class ArrivalFilter implements WebFilter {

	static final String FIELD = "X-Arrival";

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		if (!request.getHeaders().containsHeader(FIELD)) {
			return chain.filter(exchange);
		}
		DataBuffer body = exchange.getResponse()
			.bufferFactory()
			.wrap(Contract.JSON.writeValueAsBytes(describe(request)));
		return exchange.getResponse().writeWith(Mono.just(body));
	}

	private static Map<String, String> describe(ServerHttpRequest request) {
		Map<String, String> description = new LinkedHashMap<>();
		GatewayRequest gateway = GatewayRequest.of(request);
		for (String name : MountTable.VARIABLES) {
			String value = gateway.variables().get(name);
			if (value != null) {
				description.put(name, value);
			}
		}
		description.put("listener", gateway.listener());
		description.put("contextPath", request.getPath().contextPath().value());
		description.put("pathWithinApplication", request.getPath().pathWithinApplication().value());
		return description;
	}

}
