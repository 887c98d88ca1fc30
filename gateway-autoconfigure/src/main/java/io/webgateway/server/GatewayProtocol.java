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

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.PeerProtocol;

/**
 * Protocols by which a web server hands requests to an application.
 */
public enum GatewayProtocol {

	/**
	 * FastCGI, after the FastCGI Specification 1.0.
	 */
	FASTCGI("FastCGI"),

	/**
	 * SCGI, the Simple Common Gateway Interface.
	 */
	SCGI("SCGI"),

	/**
	 * The uwsgi protocol of uWSGI.
	 */
	UWSGI("uwsgi"),

	/**
	 * AJP, the Apache JServ Protocol 1.3.
	 */
	AJP("AJP"),

	/**
	 * Any of the others, as the first bytes of each connection tell. A listener may have
	 * it, but no connection and no request.
	 */
	AUTO("auto");

	private final String displayName;

	GatewayProtocol(String displayName) {
		this.displayName = displayName;
	}

	/**
	 * Return the protocol that a peer speaks.
	 * @return the protocol, or {@code null} if it is no gateway protocol
	 */
	static @Nullable GatewayProtocol of(PeerProtocol protocol) {
		return switch (protocol) {
			case FASTCGI -> FASTCGI;
			case SCGI -> SCGI;
			case UWSGI -> UWSGI;
			case AJP -> AJP;
			case HTTP, HTTP_2, TLS, PROXY_PROTOCOL, OTHER -> null;
		};
	}

	/**
	 * Return the protocol as that of a peer.
	 */
	PeerProtocol ofPeer() {
		return switch (this) {
			case FASTCGI -> PeerProtocol.FASTCGI;
			case SCGI -> PeerProtocol.SCGI;
			case UWSGI -> PeerProtocol.UWSGI;
			case AJP -> PeerProtocol.AJP;
			case AUTO -> PeerProtocol.OTHER;
		};
	}

	/**
	 * Return the names of protocols in a sentence, as in {@code FastCGI and SCGI}.
	 * @param protocols the protocols, at least one
	 * @return the names
	 */
	static String names(List<GatewayProtocol> protocols) {
		int last = protocols.size() - 1;
		String others = protocols.subList(0, last)
			.stream()
			.map(GatewayProtocol::toString)
			.collect(Collectors.joining(", "));
		return others.isEmpty() ? protocols.get(last).toString() : others + " and " + protocols.get(last);
	}

	/**
	 * Return the name of the protocol as its authors write it.
	 * @return the name for people
	 */
	@Override
	public String toString() {
		return this.displayName;
	}

}
