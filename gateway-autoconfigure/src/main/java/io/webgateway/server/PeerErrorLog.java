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

import io.netty.channel.Channel;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Logs what peers of one listener do wrong: one warning in a while, and with the peer's
 * bytes escaped, because who sends nonsense may mean the log.
 */
final class PeerErrorLog {

	private static final Logger logger = Loggers.getLogger(GatewayListener.class);

	private final String listener;

	private final GatewayProtocol protocol;

	private final ThrottledWarning warning;

	PeerErrorLog(String listener, GatewayProtocol protocol) {
		this(listener, protocol, new ThrottledWarning());
	}

	private PeerErrorLog(String listener, GatewayProtocol protocol, ThrottledWarning warning) {
		this.listener = listener;
		this.protocol = protocol;
		this.warning = warning;
	}

	/**
	 * Return the same log for connections that speak a certain protocol.
	 */
	PeerErrorLog speaking(GatewayProtocol protocol) {
		return new PeerErrorLog(this.listener, protocol, this.warning);
	}

	/**
	 * Log that bytes could not be decoded.
	 * @param message what was expected, without bytes of the peer
	 * @param bytes the first of the bytes, possibly none
	 */
	void log(Channel channel, String message, byte[] bytes) {
		if (bytes.length == 0) {
			log(channel, message);
		}
		else {
			log(channel, message + ", but got \"" + PeerBytes.escape(bytes) + "\"");
		}
	}

	/**
	 * Log a mistake.
	 * @param message what was wrong, without bytes of the peer
	 */
	void log(Channel channel, String message) {
		boolean logged = this.warning.log((suppressed) -> logger.warn(
				"Gateway listener '{}' closed a connection that did not speak {} as it should: {}{}{}", this.listener,
				(this.protocol != GatewayProtocol.AUTO) ? this.protocol : "a gateway protocol", message, peer(channel),
				suppressed));
		if (!logged) {
			logger.debug("[{}] {}", channel.id().asShortText(), message);
		}
	}

	private String peer(Channel channel) {
		return (channel.remoteAddress() instanceof InetSocketAddress address) ? " (peer " + address + ")" : "";
	}

}
