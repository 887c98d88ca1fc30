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

package io.webgateway.benchmarks.application;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a server says, in one line of its output, that it is ready and where it listens.
 */
public final class Ready {

	private static final String PREFIX = "READY";

	private static final String UNIX = "unix:";

	private final Map<String, String> addresses = new LinkedHashMap<>();

	Ready port(String name, int port) {
		this.addresses.put(name, String.valueOf(port));
		return this;
	}

	Ready path(String name, Path path) {
		this.addresses.put(name, UNIX + path);
		return this;
	}

	/**
	 * Say that the server is ready, and end it when whoever has started it ends.
	 */
	void announce() {
		StringBuilder line = new StringBuilder(PREFIX);
		this.addresses.forEach((name, address) -> line.append(' ').append(name).append('=').append(address));
		System.out.println(line);
		Thread thread = new Thread(Ready::awaitEnd, "end");
		thread.setDaemon(true);
		thread.start();
	}

	private static void awaitEnd() {
		try {
			while (System.in.read() >= 0) {
				continue;
			}
		}
		catch (IOException ex) {
			// The other end is gone all the same
		}
		System.exit(0);
	}

	/**
	 * Return whether a server says in this line that it is ready.
	 * @param line a line of its output
	 * @return whether it is ready
	 */
	public static boolean isAnnounced(String line) {
		return line.startsWith(PREFIX);
	}

	/**
	 * Return where the server listens.
	 * @param line the line in which it says so
	 * @return the addresses by their names
	 */
	public static Map<String, SocketAddress> addressesIn(String line) {
		Map<String, SocketAddress> addresses = new LinkedHashMap<>();
		for (String word : line.substring(PREFIX.length()).trim().split(" ")) {
			int equals = word.indexOf('=');
			if (equals > 0) {
				addresses.put(word.substring(0, equals), address(word.substring(equals + 1)));
			}
		}
		return addresses;
	}

	private static SocketAddress address(String text) {
		return text.startsWith(UNIX) ? UnixDomainSocketAddress.of(text.substring(UNIX.length()))
				: new InetSocketAddress("127.0.0.1", Integer.parseInt(text));
	}

}
