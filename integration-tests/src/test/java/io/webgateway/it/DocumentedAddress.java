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

package io.webgateway.it;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.Map;

/**
 * Where the application listens in all configurations of the documentation.
 */
final class DocumentedAddress {

	private static final Map<Protocol, Integer> PORTS = Map.of(Protocol.FASTCGI, 9000, Protocol.SCGI, 4000,
			Protocol.UWSGI, 3033, Protocol.AJP, 8009);

	private DocumentedAddress() {
	}

	/**
	 * Return the documented TCP port.
	 * @param protocol the protocol
	 * @return the port
	 */
	static int port(Protocol protocol) {
		return PORTS.get(protocol);
	}

	/**
	 * Return what a test has to put in the place of the documented address.
	 * @param protocol the protocol
	 * @param address where the application of the test is to listen
	 * @return the replacement by the documented address or path
	 */
	static Map<String, String> replacement(Protocol protocol, SocketAddress address) {
		if (address instanceof UnixDomainSocketAddress unixAddress) {
			return Map.of("/run/app/" + protocol.id() + ".sock", unixAddress.getPath().toString());
		}
		InetSocketAddress inetAddress = (InetSocketAddress) address;
		return Map.of("127.0.0.1:" + PORTS.get(protocol), inetAddress.getHostString() + ":" + inetAddress.getPort());
	}

	/**
	 * Return what a test has to put in the place of the documented address in a
	 * configuration where host and port are two settings.
	 * @param protocol the protocol
	 * @param address where the application of the test is to listen
	 * @param format the format of the setting of the port
	 * @return the replacement by the documented setting or path
	 */
	static Map<String, String> replacement(Protocol protocol, SocketAddress address, String format) {
		if (address instanceof InetSocketAddress inetAddress) {
			return Map.of(format.formatted(PORTS.get(protocol)), format.formatted(inetAddress.getPort()));
		}
		return replacement(protocol, address);
	}

}
