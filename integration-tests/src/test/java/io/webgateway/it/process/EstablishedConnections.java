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

package io.webgateway.it.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What Linux knows of the connections to a port of this machine.
 */
public final class EstablishedConnections {

	private static final Path TABLE = Path.of("/proc/net/tcp");

	private static final String ESTABLISHED = "01";

	private EstablishedConnections() {
	}

	/**
	 * Count the connections that are established with a server.
	 * @param port the port of the server, on an IPv4 address
	 * @return the number of connections
	 * @throws IOException if the table cannot be read
	 */
	public static long count(int port) throws IOException {
		String suffix = ":%04X".formatted(port);
		try (Stream<String> lines = Files.lines(TABLE)) {
			return lines.map((line) -> line.trim().split(" +"))
				.filter((fields) -> fields[2].endsWith(suffix) && fields[3].equals(ESTABLISHED))
				.count();
		}
	}

}
