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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.webgateway.http.AccessLogPattern;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.TcpListenAddress;

/**
 * Settings of all configured listeners, which are valid for each and do not get in one
 * another's way.
 */
class ConfiguredListeners {

	private final Map<String, ListenerSettings> settings = new LinkedHashMap<>();

	private final @Nullable AccessLogPattern accessLogPattern;

	ConfiguredListeners(GatewayProperties properties) {
		this.accessLogPattern = new AccessLogReader(properties.accessLog()).read();
		Map<String, String> names = new LinkedHashMap<>();
		properties.listeners().forEach((name, listener) -> {
			ListenerSettings settings = new ListenerSettingsReader(name, listener).read();
			if (!takesFreePort(settings.address())) {
				String other = names.putIfAbsent(settings.address().toString(), name);
				if (other != null) {
					throw sameAddress(settings, other);
				}
			}
			this.settings.put(name, settings);
		});
	}

	private static boolean takesFreePort(ListenAddress address) {
		return address instanceof TcpListenAddress tcpAddress && tcpAddress.port() == 0;
	}

	private static InvalidListenerPropertyException sameAddress(ListenerSettings settings, String other) {
		String property = ListenerNames.property(settings.name(), "bind");
		return new InvalidListenerPropertyException(property, settings.address(),
				"listener '" + other + "' is to listen there as well",
				"Set '" + property + "' or '" + ListenerNames.property(other, "bind") + "' to another address.");
	}

	/**
	 * Return how the lines of the access log are made.
	 * @return the pattern, or {@code null} if there is no access log
	 */
	@Nullable AccessLogPattern accessLogPattern() {
		return this.accessLogPattern;
	}

	boolean isEmpty() {
		return this.settings.isEmpty();
	}

	boolean contains(String name) {
		return this.settings.containsKey(name);
	}

	ListenerSettings get(String name) {
		ListenerSettings settings = this.settings.get(name);
		if (settings == null) {
			throw new IllegalStateException("Gateway listener '" + name + "' is not configured");
		}
		return settings;
	}

}
