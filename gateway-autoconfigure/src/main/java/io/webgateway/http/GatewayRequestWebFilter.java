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

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Makes the gateway request an attribute of its exchange, and its user known. The request
 * cannot do that by itself: before there is an exchange, a base path of the application
 * or forwarded header fields have put another request in its place.
 */
public class GatewayRequestWebFilter implements WebFilter, Ordered {

	private final GatewayIdentities identities;

	private final PrincipalPropagation propagation;

	/**
	 * Create a new filter that knows no users.
	 */
	public GatewayRequestWebFilter() {
		this(GatewayIdentities.none(), PrincipalPropagation.ofExchange());
	}

	/**
	 * Create a new filter.
	 * @param identities who the users of requests are
	 * @param propagation makes them known
	 */
	public GatewayRequestWebFilter(GatewayIdentities identities, PrincipalPropagation propagation) {
		this.identities = identities;
		this.propagation = propagation;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		GatewayRequest request = GatewayRequest.of(exchange.getRequest());
		if (request == null) {
			return chain.filter(exchange);
		}
		exchange.getAttributes().put(GatewayRequest.ATTRIBUTE, request);
		Mono<GatewayUser> user = this.identities.userOf(request);
		return (user != null) ? this.propagation.filter(exchange, chain, request, user) : chain.filter(exchange);
	}

}
