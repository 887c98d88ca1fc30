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

package io.webgateway.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.webgateway.benchmarks.application.WebFluxApplication;
import io.webgateway.benchmarks.load.Protocol;

/**
 * The servers that several comparisons need.
 */
public final class Servers {

	private Servers() {
	}

	/**
	 * Start the WebFlux application with its HTTP port and with listeners for every
	 * protocol over TCP and unix sockets.
	 * @param settings which JVM runs it, and where
	 * @return the server
	 * @throws IOException if it does not start
	 */
	public static ServerProcess webFlux(Settings settings) throws IOException {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1"));
		for (Protocol protocol : List.of(Protocol.FASTCGI, Protocol.SCGI, Protocol.UWSGI, Protocol.AJP)) {
			for (Transport transport : Transport.values()) {
				arguments.addAll(listener(protocol, transport));
				// As many as there may be: the HTTP port has no such limits
				String prefix = "--gateway.listeners." + transport.listener(protocol);
				arguments.addAll(List.of(prefix + ".max-connections=20000", prefix + ".max-concurrent-requests=20000"));
			}
		}
		return ServerProcess.start(settings, List.of(), WebFluxApplication.class, arguments);
	}

	/**
	 * Return how a way to the application is called in tables.
	 * @param protocol its protocol
	 * @param transport its transport
	 * @return the name
	 */
	public static String name(Protocol protocol, Transport transport) {
		return (protocol == Protocol.HTTP) ? protocol.toString() : protocol + ", " + transport;
	}

	/**
	 * Return the arguments that add a listener to the application.
	 * @param protocol its protocol
	 * @param transport its transport
	 * @return the arguments
	 */
	public static List<String> listener(Protocol protocol, Transport transport) {
		String name = transport.listener(protocol);
		String prefix = "--gateway.listeners." + name;
		List<String> arguments = new ArrayList<>(
				List.of(prefix + ".protocol=" + protocol.name().toLowerCase(Locale.ROOT), prefix + ".bind="
						+ ((transport == Transport.UNIX) ? "unix:{directory}/" + name + ".sock" : "127.0.0.1:0")));
		if (protocol == Protocol.AJP) {
			arguments.add(prefix + ".secret-required=false");
		}
		return arguments;
	}

}
