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

import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Makes the user that the web server has authenticated known to the application.
 */
@FunctionalInterface
public interface PrincipalPropagation {

	/**
	 * Delegate to the next filter, which is to see the user.
	 * @param exchange the exchange
	 * @param chain the next filter
	 * @param request the request as it came through a listener
	 * @param user the user, the same each time he is asked for
	 * @return completes when the exchange has been handled
	 */
	Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain, GatewayRequest request, Mono<GatewayUser> user);

	/**
	 * Return a propagation that makes the user the principal of the exchange.
	 * @return the propagation
	 */
	static PrincipalPropagation ofExchange() {
		return (exchange, chain, request, user) -> chain
			.filter(exchange.mutate().principal(user.map(GatewayPrincipal::new)).build());
	}

}
