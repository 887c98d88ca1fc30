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
import java.util.List;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

import io.webgateway.codec.PeerProtocol;

/**
 * What becomes of connections to one listener whose peer speaks a protocol that the
 * listener does not: it is counted, logged once in a while, and answered so that the peer
 * can show what is wrong.
 */
final class ProtocolMistakes {

	private static final Logger logger = Loggers.getLogger(GatewayListener.class);

	private final String listener;

	private final ListenAddress address;

	private final List<GatewayProtocol> protocols;

	private final ListenerStatistics statistics;

	/** Of connections on which nothing is asked of the application. */
	private final ListenerStatistics mistaken = new ListenerStatistics();

	private final ThrottledWarning warning = new ThrottledWarning();

	/**
	 * Create new mistakes.
	 * @param listener the name of the listener
	 * @param address where it is configured to listen
	 * @param protocols the protocols that it speaks
	 * @param statistics counts the mistakes
	 */
	ProtocolMistakes(String listener, ListenAddress address, List<GatewayProtocol> protocols,
			ListenerStatistics statistics) {
		this.listener = listener;
		this.address = address;
		this.protocols = protocols;
		this.statistics = statistics;
	}

	/**
	 * Return the protocols that the listener speaks.
	 */
	List<GatewayProtocol> protocols() {
		return this.protocols;
	}

	/**
	 * Return what counts the requests that are no more than answered with a page.
	 */
	ListenerStatistics mistakenStatistics() {
		return this.mistaken;
	}

	/**
	 * A peer has made the mistake.
	 * @param protocol the protocol that it speaks
	 */
	void made(Channel channel, PeerProtocol protocol) {
		this.statistics.malformed(protocol);
		boolean logged = this.warning
			.log((suppressed) -> logger.warn("Gateway listener '{}' on {} speaks {}, but {} sent {}: {}{}",
					this.listener, address(channel), GatewayProtocol.names(this.protocols), peer(channel), protocol,
					remedy(protocol), suppressed));
		if (!logged) {
			logger.debug("[{}] Peer sent {}", channel.id().asShortText(), protocol);
		}
	}

	private String address(Channel channel) {
		return (channel.localAddress() instanceof InetSocketAddress local) ? text(local) : this.address.toString();
	}

	private static String peer(Channel channel) {
		SocketAddress peer = channel.remoteAddress();
		return (peer instanceof InetSocketAddress remote) ? text(remote) : "a peer";
	}

	private static String text(InetSocketAddress address) {
		return new TcpListenAddress(address.getAddress().getHostAddress(), address.getPort()).toString();
	}

	private String remedy(PeerProtocol protocol) {
		if (protocol == PeerProtocol.PROXY_PROTOCOL) {
			return "remove 'send-proxy' or 'send-proxy-v2' from the server in HAProxy, 'proxy_protocol' in nginx";
		}
		if (protocol == PeerProtocol.AJP && isWithoutAjp()) {
			return "for AJP the listener needs a 'secret', or 'secret-required: false'";
		}
		String directives = WebServerDirectives.line(this.protocols);
		return "use " + directives + ((protocol == PeerProtocol.TLS) ? ", without TLS" : "");
	}

	/**
	 * Return whether the listener would speak AJP if it had a secret.
	 */
	private boolean isWithoutAjp() {
		return this.protocols.size() > 1 && !this.protocols.contains(GatewayProtocol.AJP);
	}

	/**
	 * Return the answer to a peer that speaks no gateway protocol.
	 * @param excerpt the first bytes of the peer
	 * @return the bytes, or {@code null} if the peer could not show any
	 */
	byte @Nullable [] answer(PeerProtocol protocol, byte[] excerpt) {
		return switch (protocol) {
			case HTTP -> MistakeAnswers.http(page(protocol), excerpt);
			case HTTP_2 -> MistakeAnswers.http2(page(protocol));
			case TLS -> MistakeAnswers.tls();
			default -> null;
		};
	}

	/**
	 * Return a page that says what is wrong.
	 */
	String page(PeerProtocol protocol) {
		StringBuilder page = new StringBuilder(sentence(protocol)).append("\n\n");
		if (protocol == PeerProtocol.AJP && isWithoutAjp()) {
			return page.append("For AJP the listener of the application needs a secret.\n").toString();
		}
		if (protocol == PeerProtocol.HTTP || protocol == PeerProtocol.HTTP_2) {
			page.append("It is not for browsers, but for a web server. ");
		}
		return page.append("In the configuration of the web server, use\n\n")
			.append(WebServerDirectives.table(this.protocols))
			.toString();
	}

	private String sentence(PeerProtocol protocol) {
		return "This port speaks " + GatewayProtocol.names(this.protocols) + ", but was sent " + protocol + ".";
	}

}
