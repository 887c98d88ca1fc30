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

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayListener;

/**
 * Who the users of requests are, through listeners whose web servers are trusted to say
 * so. Through any other listener, and through the HTTP port, everybody is nobody.
 */
public final class GatewayIdentities {

	private final Map<String, PrincipalResolver> resolvers = new HashMap<>();

	/**
	 * Create new identities.
	 * @param listeners the listeners whose web servers are trusted, with the variables in
	 * which they tell who the user is
	 */
	public GatewayIdentities(Map<GatewayListener, IdentityVariables> listeners) {
		listeners.forEach((listener, variables) -> this.resolvers.put(listener.getName(),
				new PrincipalResolver(variables, () -> listener.distrust(Distrust.USER))));
	}

	/**
	 * Return identities that trust no listener.
	 * @return the identities
	 */
	public static GatewayIdentities none() {
		return new GatewayIdentities(Map.of());
	}

	/**
	 * Return the user of a request. Only the name is read before he is asked for.
	 * @param request the request
	 * @return the user, or {@code null} for nobody
	 */
	@Nullable Mono<GatewayUser> userOf(GatewayRequest request) {
		PrincipalResolver resolver = this.resolvers.get(request.listener());
		String name = (resolver != null) ? resolver.resolveName(request.variables()) : null;
		if (resolver == null || name == null) {
			return null;
		}
		return Mono.fromSupplier(() -> resolver.resolve(name, request.variables())).cache();
	}

}
