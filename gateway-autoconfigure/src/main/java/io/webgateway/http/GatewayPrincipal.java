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
import java.security.Principal;

/**
 * The principal of an exchange whose user the web server has authenticated.
 *
 * @param user the user
 * @serial exclude
 */
public record GatewayPrincipal(GatewayUser user) implements Principal, Serializable {

	private static final long serialVersionUID = 1L;

	@Override
	public String getName() {
		return this.user.name();
	}

	@Override
	public String toString() {
		return this.user.toString();
	}

}
