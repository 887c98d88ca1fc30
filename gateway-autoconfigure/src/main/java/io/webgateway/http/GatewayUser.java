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

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The user as the web server has authenticated him. Nothing of it comes from header
 * fields of the request.
 * <p>
 * This is no {@link java.security.Principal}: WebFlux takes any argument of such a type
 * for the principal of the exchange, also one that is to be the principal of Spring
 * Security's authentication.
 *
 * @param name the name of the user
 * @param authType how the user was authenticated ({@code AUTH_TYPE}), such as
 * {@code Basic} or {@code openid-connect}, {@code null} if the web server does not say
 * @param claims what else the web server tells of the user, by the names of the variables
 * without their prefixes and in the order of arrival
 * @param authorities what the user is or may, in the order of arrival
 * @serial exclude
 */
public record GatewayUser(String name, @Nullable String authType, Map<String, String> claims,
		List<String> authorities) implements Serializable {

	private static final long serialVersionUID = 1L;

	/**
	 * Create a new user.
	 * @param name the name of the user
	 * @param authType how the user was authenticated
	 * @param claims what else is told of the user
	 * @param authorities what the user is or may
	 */
	public GatewayUser {
		claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
		authorities = List.copyOf(authorities);
	}

	/**
	 * Return the name, and nothing else: claims may be secrets. An authentication whose
	 * principal this is takes it for its own name.
	 */
	@Override
	public String toString() {
		return this.name;
	}

}
