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

import java.util.regex.Pattern;

import io.netty.util.NetUtil;

/**
 * A TCP address to listen on.
 *
 * @param host the host name or address literal, without brackets
 * @param port the port, 0 for any free port
 */
public record TcpListenAddress(String host, int port) implements ListenAddress {

	private static final String LOOPBACK = "127.0.0.1";

	private static final int MAX_PORT = 65535;

	private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._-]+");

	static TcpListenAddress parse(String text) {
		if (text.contains("://")) {
			throw new IllegalArgumentException("a URL is not an address to listen on");
		}
		int colon = text.endsWith("]") ? -1 : text.lastIndexOf(':');
		if (colon == -1) {
			return parseWithoutColon(text);
		}
		return new TcpListenAddress(parseHost(text.substring(0, colon), text), parsePort(text.substring(colon + 1)));
	}

	private static TcpListenAddress parseWithoutColon(String text) {
		if (text.isEmpty() || Character.isDigit(text.charAt(0)) && text.indexOf('.') == -1) {
			return new TcpListenAddress(LOOPBACK, parsePort(text));
		}
		throw new IllegalArgumentException("the port is missing, as in " + text + ":9000");
	}

	private static String parseHost(String host, String text) {
		if (host.startsWith("[")) {
			return parseIpV6(host);
		}
		if (host.indexOf(':') != -1) {
			throw new IllegalArgumentException("an IPv6 address needs brackets, as in [::1]:9000");
		}
		if (host.isEmpty()) {
			throw new IllegalArgumentException("the address before the port is missing, as in 127.0.0.1" + text);
		}
		if (host.equals("*")) {
			throw new IllegalArgumentException(
					"all addresses of the machine are written 0.0.0.0 or [::], as in 0.0.0.0" + text.substring(1));
		}
		if (!HOST.matcher(host).matches()) {
			throw new IllegalArgumentException("'" + host + "' is neither an address nor a host name");
		}
		return host;
	}

	private static String parseIpV6(String host) {
		if (host.endsWith("]")) {
			String address = host.substring(1, host.length() - 1);
			if (NetUtil.isValidIpV6Address(address)) {
				return address;
			}
		}
		throw new IllegalArgumentException("'" + host + "' is not an IPv6 address in brackets");
	}

	private static int parsePort(String text) {
		int port = isNumber(text) ? Integer.parseInt(text) : -1;
		if (port < 0 || port > MAX_PORT) {
			throw new IllegalArgumentException("the port must be a number from 0 to 65535");
		}
		return port;
	}

	private static boolean isNumber(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) < '0' || text.charAt(i) > '9') {
				return false;
			}
		}
		return !text.isEmpty() && text.length() <= 5;
	}

	@Override
	public String toString() {
		return ((this.host.indexOf(':') != -1) ? "[" + this.host + "]" : this.host) + ":" + this.port;
	}

}
