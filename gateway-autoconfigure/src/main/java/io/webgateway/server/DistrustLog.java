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

package io.webgateway.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Logs what one listener does not accept because anybody could have sent it: one warning
 * in a while for each reason, without anything that a peer has sent.
 */
final class DistrustLog {

	private static final Logger logger = Loggers.getLogger(GatewayListener.class);

	private final String listener;

	private final Map<Distrust, ThrottledWarning> warnings = new EnumMap<>(Distrust.class);

	DistrustLog(String listener) {
		this.listener = listener;
		for (Distrust distrust : Distrust.values()) {
			if (distrust.getWarning() != null) {
				this.warnings.put(distrust, new ThrottledWarning());
			}
		}
	}

	/**
	 * Log that something was not accepted.
	 * @param peer the address of who sent it
	 */
	void log(Distrust distrust, @Nullable SocketAddress peer) {
		log(distrust, (peer instanceof InetSocketAddress address) ? address.getAddress().getHostAddress() : "");
	}

	/**
	 * Log that something was not accepted.
	 * @param peer who sent it, in words that are not the peer's own, possibly empty
	 */
	void log(Distrust distrust, String peer) {
		ThrottledWarning warning = this.warnings.get(distrust);
		if (warning != null) {
			warning.log((suppressed) -> logger.warn("Gateway listener '{}': {}{}{}", this.listener,
					distrust.getWarning(), peer.isEmpty() ? "" : " (peer " + peer + ")", suppressed));
		}
	}

}
