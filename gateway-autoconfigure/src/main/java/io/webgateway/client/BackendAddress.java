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

package io.webgateway.client;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/**
 * Addresses of applications, in the words in which listeners are told to bind.
 */
final class BackendAddress {

	private static final String UNIX = "unix:";

	private static final int MAX_PORT = 65535;

	private BackendAddress() {
	}

	/**
	 * Parse the text of an address: a port on the loopback interface ({@code 9000}), a
	 * host with a port ({@code 10.0.0.5:9000}, {@code [::1]:9000}), or the path of a unix
	 * domain socket ({@code unix:/run/php/php-fpm.sock}).
	 * @throws IllegalArgumentException if the text is none of these forms
	 */
	static SocketAddress parse(String text) {
		String address = text.strip();
		if (address.startsWith(UNIX)) {
			return UnixDomainSocketAddress.of(address.substring(UNIX.length()));
		}
		int colon = address.lastIndexOf(':');
		String host = (colon > 0) ? address.substring(0, colon) : "127.0.0.1";
		boolean ipv6 = host.startsWith("[") && host.endsWith("]");
		int port = parsePort(address.substring(colon + 1));
		if (port == -1 || (!ipv6 && host.indexOf(':') != -1) || host.indexOf('/') != -1) {
			throw new IllegalArgumentException("Address of an application must be a port, a host with a port, or"
					+ " 'unix:' and a path, but not '" + text + "'");
		}
		String name = ipv6 ? host.substring(1, host.length() - 1) : host;
		return InetSocketAddress.createUnresolved(name, port);
	}

	private static int parsePort(String text) {
		try {
			int port = Integer.parseInt(text);
			return (port > 0 && port <= MAX_PORT) ? port : -1;
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
