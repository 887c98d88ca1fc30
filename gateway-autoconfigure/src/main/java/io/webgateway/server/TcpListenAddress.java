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

/**
 * A TCP address to listen on.
 *
 * @param host the host name or address literal, without brackets
 * @param port the port, 0 for any free port
 */
public record TcpListenAddress(String host, int port) implements ListenAddress {

	private static final String LOOPBACK = "127.0.0.1";

	private static final int MAX_PORT = 65535;

	static TcpListenAddress parse(String text) {
		int colon = text.lastIndexOf(':');
		if (colon == -1) {
			return new TcpListenAddress(LOOPBACK, parsePort(text));
		}
		String address = text.substring(0, colon);
		if (address.startsWith("[") && address.endsWith("]")) {
			address = address.substring(1, address.length() - 1);
		}
		else if (address.indexOf(':') != -1) {
			throw new IllegalArgumentException("an IPv6 address needs brackets, as in [::1]:9000");
		}
		if (address.isBlank()) {
			throw new IllegalArgumentException("the address before the port is missing");
		}
		return new TcpListenAddress(address, parsePort(text.substring(colon + 1)));
	}

	private static int parsePort(String text) {
		boolean digits = !text.isEmpty() && text.length() <= 5
				&& text.chars().allMatch((character) -> character >= '0' && character <= '9');
		int port = digits ? Integer.parseInt(text) : -1;
		if (port < 0 || port > MAX_PORT) {
			throw new IllegalArgumentException("the port must be a number from 0 to 65535");
		}
		return port;
	}

	@Override
	public String toString() {
		return ((this.host.indexOf(':') != -1) ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

}
