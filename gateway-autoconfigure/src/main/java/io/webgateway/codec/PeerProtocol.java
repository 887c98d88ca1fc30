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

package io.webgateway.codec;

import java.util.Locale;

/**
 * Protocols that a peer may speak, whether it should or not.
 *
 * @see ProtocolDetector
 */
public enum PeerProtocol {

	/**
	 * FastCGI.
	 */
	FASTCGI("FastCGI"),

	/**
	 * SCGI.
	 */
	SCGI("SCGI"),

	/**
	 * The uwsgi protocol of uWSGI.
	 */
	UWSGI("uwsgi"),

	/**
	 * AJP.
	 */
	AJP("AJP"),

	/**
	 * HTTP before version 2.
	 */
	HTTP("HTTP"),

	/**
	 * HTTP/2 without an upgrade.
	 */
	HTTP_2("HTTP/2"),

	/**
	 * The beginning of a TLS handshake.
	 */
	TLS("TLS"),

	/**
	 * Version 1 or 2 of the PROXY protocol, by which a proxy tells the addresses of its
	 * client before anything else.
	 */
	PROXY_PROTOCOL("the PROXY protocol"),

	/**
	 * Something else.
	 */
	OTHER("something else");

	private final String displayName;

	private final String kind = name().toLowerCase(Locale.ROOT).replace('_', '-');

	PeerProtocol(String displayName) {
		this.displayName = displayName;
	}

	/**
	 * Return a name of the protocol for programs, as in {@code proxy-protocol}.
	 * @return the name
	 */
	public String getKind() {
		return this.kind;
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
