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

package io.webgateway.autoconfigure.security;

import java.net.InetSocketAddress;
import java.security.Principal;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import io.webgateway.http.GatewayRequest;
import io.webgateway.http.GatewayUser;
import io.webgateway.http.PrincipalPropagation;

/**
 * Puts the user into the security context before Spring Security's own filters run. These
 * leave a context alone that is there, so that the application's filter chains need not
 * know of it, and no session is asked for or made.
 */
class SecurityContextPropagation implements PrincipalPropagation {

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain, GatewayRequest request,
			Mono<GatewayUser> user) {
		Mono<Authentication> authentication = user.map((value) -> authentication(value, request, exchange)).cache();
		return chain.filter(exchange.mutate().principal(authentication.cast(Principal.class)).build())
			.contextWrite(
					ReactiveSecurityContextHolder.withSecurityContext(authentication.map(SecurityContextImpl::new)));
	}

	private static Authentication authentication(GatewayUser user, GatewayRequest request, ServerWebExchange exchange) {
		PreAuthenticatedAuthenticationToken token = new PreAuthenticatedAuthenticationToken(user, "N/A",
				AuthorityUtils.createAuthorityList(user.authorities()));
		token.setDetails(new GatewayAuthenticationDetails(request.listener(),
				hostAddress(exchange.getRequest().getRemoteAddress())));
		return token;
	}

	private static @Nullable String hostAddress(@Nullable InetSocketAddress address) {
		return (address != null && address.getAddress() != null) ? address.getAddress().getHostAddress() : null;
	}

}
