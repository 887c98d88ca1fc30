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

import java.net.InetAddress;
import java.net.InetSocketAddress;

import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * Addresses in meta-variables, which are never looked up.
 */
final class RequestAddress {

	private static final int MAX_PORT = 65535;

	private RequestAddress() {
	}

	/**
	 * Return the address in two meta-variables.
	 * @param variables the meta-variables
	 * @param addressName the name of the variable with the IP address
	 * @param portName the name of the variable with the port, 0 where it is missing
	 * @return the address, or {@code null} if there is no IP address
	 */
	static @Nullable InetSocketAddress of(MetaVariables variables, String addressName, String portName) {
		String literal = variables.get(addressName);
		InetAddress address = (literal != null) ? NetUtil.createInetAddressFromIpAddressString(withoutZone(literal))
				: null;
		return (address != null) ? new InetSocketAddress(address, port(variables.get(portName))) : null;
	}

	/**
	 * The zone of a link-local address, such as {@code eth0}, is known to the web server.
	 */
	private static String withoutZone(String literal) {
		int zone = literal.indexOf('%');
		return (zone != -1) ? literal.substring(0, zone) : literal;
	}

	private static int port(@Nullable String text) {
		if (text == null) {
			return 0;
		}
		try {
			int port = Integer.parseInt(text);
			return (port >= 0 && port <= MAX_PORT) ? port : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

}
