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

package io.webgateway.autoconfigure;

import org.jspecify.annotations.Nullable;

import io.webgateway.autoconfigure.ListenerProperties.Status;
import io.webgateway.server.GatewayProtocol;

/**
 * Reads where one listener tells its status, and refuses it where nobody would ask.
 */
class StatusPathReader {

	static final String PROPERTY = "status.path";

	private final String listener;

	private final GatewayProtocol protocol;

	private final Status properties;

	StatusPathReader(String listener, GatewayProtocol protocol, Status properties) {
		this.listener = listener;
		this.protocol = protocol;
		this.properties = properties;
	}

	/**
	 * Return where the listener tells its status.
	 * @return the path, or {@code null} if there is none
	 */
	@Nullable String read() {
		String path = this.properties.getPath();
		if (path == null) {
			return null;
		}
		String property = ListenerNames.property(this.listener, PROPERTY);
		if (!path.startsWith("/") || path.indexOf('?') != -1) {
			throw new InvalidListenerPropertyException(property, path, "it is no path",
					"Set '" + property + "' to a path such as '/status', without a query.");
		}
		if (this.protocol != GatewayProtocol.FASTCGI) {
			throw new InvalidListenerPropertyException(property, path,
					"programs that watch php-fpm speak FastCGI, but the listener speaks " + this.protocol,
					"Remove '" + property + "', or set it for a listener that speaks FastCGI.");
		}
		return path;
	}

}
