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

import io.webgateway.benchmarks.load.Load;
import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.load.Request;

/**
 * The same WebFlux application as often as there are ways to it that are compared, each
 * in a JVM of its own: the compiler of a JVM makes slower code of what serves several
 * protocols, and nobody has several before one application.
 */
public final class Applications implements AutoCloseable {

	private final Settings settings;

	private final List<ServerProcess> servers = new ArrayList<>();

	/**
	 * Create a new instance without an application.
	 * @param settings which JVM runs the applications, and where
	 */
	public Applications(Settings settings) {
		this.settings = settings;
	}

	/**
	 * Start another one, or return the first if this is only to show that it works.
	 * @return the application
	 * @throws IOException if it does not start
	 */
	public ServerProcess start() throws IOException {
		if (this.settings.quick() && !this.servers.isEmpty()) {
			// Its figures mean nothing anyway
			return this.servers.get(0);
		}
		ServerProcess server = Servers.webFlux(this.settings);
		this.servers.add(server);
		return server;
	}

	/**
	 * Start an application and return the load on it.
	 * @param protocol the protocol of the load
	 * @param transport its transport
	 * @param request what is asked for
	 * @param shape how it is asked
	 * @return the candidate
	 * @throws IOException if the application does not start
	 */
	Candidate candidate(Protocol protocol, Transport transport, Request request, Shape shape) throws IOException {
		return candidate(Servers.name(protocol, transport), protocol, transport, request, shape);
	}

	Candidate candidate(String name, Protocol protocol, Transport transport, Request request, Shape shape)
			throws IOException {
		ServerProcess server = start();
		return Candidate.of(name, shape.apply(Load.of(protocol, server.address(protocol, transport), request)),
				server.handle());
	}

	@Override
	public void close() throws IOException {
		for (ServerProcess server : this.servers) {
			server.close();
		}
	}

	/**
	 * How requests are made.
	 */
	@FunctionalInterface
	interface Shape {

		/**
		 * Return the load with its shape.
		 */
		Load apply(Load load);

	}

}
