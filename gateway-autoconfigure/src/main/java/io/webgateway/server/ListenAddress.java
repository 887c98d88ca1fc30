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

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a listener is to listen, in the words of a web server's configuration.
 */
public sealed interface ListenAddress permits ListenAddress.Tcp, ListenAddress.Unix {

	/**
	 * Parse the text of an address: a port on the loopback interface ({@code 9000}), an
	 * address with a port ({@code 127.0.0.1:9000}, {@code [::1]:9000}), or the path of a
	 * unix domain socket ({@code unix:/run/shop.sock}). Port 0 stands for any free port.
	 * @param text the text of the address
	 * @return the address
	 * @throws IllegalArgumentException if the text is none of these forms
	 */
	static ListenAddress parse(String text) {
		if (text.startsWith(Unix.PREFIX)) {
			return Unix.parse(text);
		}
		return Tcp.parse(text);
	}

	/**
	 * A TCP address.
	 *
	 * @param host the host name or address literal, without brackets
	 * @param port the port, 0 for any free port
	 */
	record Tcp(String host, int port) implements ListenAddress {

		private static final String LOOPBACK = "127.0.0.1";

		private static final int MAX_PORT = 65535;

		private static Tcp parse(String text) {
			int colon = text.lastIndexOf(':');
			if (colon == -1) {
				return new Tcp(LOOPBACK, parsePort(text));
			}
			String host = text.substring(0, colon);
			if (host.startsWith("[") && host.endsWith("]")) {
				host = host.substring(1, host.length() - 1);
			}
			else if (host.indexOf(':') != -1) {
				throw new IllegalArgumentException("an IPv6 address needs brackets, as in [::1]:9000");
			}
			if (host.isBlank()) {
				throw new IllegalArgumentException("the address before the port is missing");
			}
			return new Tcp(host, parsePort(text.substring(colon + 1)));
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

	/**
	 * A unix domain socket.
	 *
	 * @param path the absolute path of the socket
	 */
	record Unix(Path path) implements ListenAddress {

		private static final String PREFIX = "unix:";

		/** What fits into {@code sockaddr_un.sun_path} on Linux with its terminating zero. */
		private static final int MAX_PATH_LENGTH = 107;

		private static Unix parse(String text) {
			Path path = parsePath(text.substring(PREFIX.length()));
			if (!path.isAbsolute()) {
				throw new IllegalArgumentException("the path of a unix socket must be absolute");
			}
			if (path.toString().getBytes().length > MAX_PATH_LENGTH) {
				throw new IllegalArgumentException(
						"the path of a unix socket must not be longer than " + MAX_PATH_LENGTH + " bytes");
			}
			return new Unix(path);
		}

		private static Path parsePath(String path) {
			try {
				return Path.of(path);
			}
			catch (InvalidPathException ex) {
				throw new IllegalArgumentException("the path of the unix socket is not valid", ex);
			}
		}

		@Override
		public String toString() {
			return PREFIX + this.path;
		}

	}

}
