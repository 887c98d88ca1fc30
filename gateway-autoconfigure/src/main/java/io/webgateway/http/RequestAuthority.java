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

package io.webgateway.http;

import io.webgateway.codec.MetaVariables;

/**
 * The host and port that a client asked for: the {@code Host} field as it was sent, or
 * else what the web server says of itself.
 */
final class RequestAuthority {

	private static final String UNRESERVED = "-._~!$&'()*+,;=";

	private static final String UNRESERVED_OR_ENCODED = UNRESERVED + "%";

	private static final String UNKNOWN_HOST = "localhost";

	private static final int UNKNOWN_PORT = -1;

	private static final int MAX_PORT_DIGITS = 5;

	private static final int MAX_PORT = 65535;

	private RequestAuthority() {
	}

	/**
	 * Append the authority to a URI.
	 * @param variables the meta-variables
	 * @param defaultPort the port of the scheme, which is left out
	 * @param uri the URI, so far consisting of its scheme
	 * @throws BadRequestException if the authority is not valid
	 */
	static void append(MetaVariables variables, int defaultPort, StringBuilder uri) throws BadRequestException {
		String host = variables.get("HTTP_HOST");
		if (host != null && !host.isEmpty()) {
			append(host, UNKNOWN_PORT, defaultPort, uri);
			return;
		}
		int port = serverPort(variables);
		String name = variables.get("SERVER_NAME");
		if (name == null || name.isEmpty()) {
			// Health checks of some proxies tell neither
			append(UNKNOWN_HOST, port, defaultPort, uri);
		}
		else if (isBareAddress(name)) {
			append("[" + name + "]", port, defaultPort, uri);
		}
		else {
			// There are web servers that set this to the Host field with its port
			append(name, port, defaultPort, uri);
		}
	}

	private static int serverPort(MetaVariables variables) {
		String port = variables.get("SERVER_PORT");
		int number = (port != null) ? parsePort(port) : UNKNOWN_PORT;
		// What has no port, such as a unix socket, may have 0
		return (number != 0) ? number : UNKNOWN_PORT;
	}

	/**
	 * Return whether this is an IPv6 address without its brackets.
	 */
	private static boolean isBareAddress(String name) {
		return !name.startsWith("[") && name.indexOf(':') != name.lastIndexOf(':');
	}

	private static void append(String authority, int serverPort, int defaultPort, StringBuilder uri)
			throws BadRequestException {
		int colon = authority.indexOf(':', authority.startsWith("[") ? Math.max(authority.indexOf(']'), 0) : 0);
		int port = serverPort;
		if (colon != -1) {
			port = parsePort(authority.substring(colon + 1));
			if (port == UNKNOWN_PORT) {
				throw new BadRequestException("The port of the request is not a port number");
			}
		}
		appendHost((colon != -1) ? authority.substring(0, colon) : authority, uri);
		if (port != UNKNOWN_PORT && port != defaultPort) {
			uri.append(':').append(port);
		}
	}

	private static int parsePort(String text) {
		int port = 0;
		for (int i = 0; i < text.length(); i++) {
			int digit = text.charAt(i) - '0';
			if (digit < 0 || digit > 9 || i == MAX_PORT_DIGITS) {
				return UNKNOWN_PORT;
			}
			port = port * 10 + digit;
		}
		return (!text.isEmpty() && port <= MAX_PORT) ? port : UNKNOWN_PORT;
	}

	private static void appendHost(String host, StringBuilder uri) throws BadRequestException {
		if (host.isEmpty()) {
			throw new BadRequestException("The host of the request is empty");
		}
		if (host.startsWith("[")) {
			// What follows the bracket would be part of the path
			if (host.indexOf(']') != host.length() - 1) {
				throw new BadRequestException("The host of the request is not an IPv6 address");
			}
			uri.append(host);
			return;
		}
		for (int i = 0; i < host.length(); i++) {
			String allowed = (PercentEncoding.decode(host, i) != -1) ? UNRESERVED_OR_ENCODED : UNRESERVED;
			PercentEncoding.append(host.charAt(i), allowed, uri);
		}
	}

}
