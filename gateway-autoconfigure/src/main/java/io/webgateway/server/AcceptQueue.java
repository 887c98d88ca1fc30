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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;

/**
 * The connections that wait in the queue of the operating system to be accepted, as far
 * as the tables of sockets tell that Linux has in {@code /proc/net}.
 */
final class AcceptQueue {

	private static final Path TABLES = Path.of("/proc/self/net");

	private static final int UNKNOWN = -1;

	private AcceptQueue() {
	}

	/**
	 * Return how many connections wait.
	 * @param server the channel that accepts them
	 * @return the number of connections, or {@code -1} if that is not known
	 */
	static int depth(Channel server) {
		if (!(server instanceof UnixChannel unixChannel)) {
			return UNKNOWN;
		}
		try {
			String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + unixChannel.fd().intValue())).toString();
			return depth(target.substring(target.indexOf('[') + 1, target.length() - 1));
		}
		catch (IOException | UncheckedIOException ex) {
			return UNKNOWN;
		}
	}

	private static int depth(String inode) throws IOException {
		for (String table : List.of("tcp", "tcp6")) {
			for (String[] socket : sockets(table, TcpSocket.COLUMNS)) {
				if (socket[TcpSocket.INODE].equals(inode)) {
					return TcpSocket.waiting(socket);
				}
			}
		}
		List<String[]> sockets = sockets("unix", UnixSocket.COLUMNS);
		for (String[] socket : sockets) {
			if (socket[UnixSocket.INODE].equals(inode)) {
				return UnixSocket.waiting(socket, sockets);
			}
		}
		return UNKNOWN;
	}

	private static List<String[]> sockets(String table, int columns) throws IOException {
		Path file = TABLES.resolve(table);
		if (!Files.exists(file)) {
			return List.of();
		}
		// The path of a socket may be in any encoding
		try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
			return lines.map((line) -> line.strip().split("\\s+", columns))
				.filter((socket) -> socket.length == columns)
				.toList();
		}
	}

	/**
	 * Columns of TCP sockets, of which one that listens has the length of its queue where
	 * others have that of what they have received.
	 */
	private static final class TcpSocket {

		private static final int QUEUES = 4;

		private static final int INODE = 9;

		private static final int COLUMNS = INODE + 2;

		private static int waiting(String[] listening) {
			String queues = listening[QUEUES];
			return Integer.parseInt(queues.substring(queues.indexOf(':') + 1), 16);
		}

	}

	/**
	 * Columns of unix sockets. A connection that nobody has accepted has a line of its
	 * own, with the path at which the listening socket was bound.
	 */
	private static final class UnixSocket {

		private static final int STATE = 5;

		private static final int INODE = 6;

		private static final int PATH = 7;

		private static final int COLUMNS = PATH + 1;

		private static final String CONNECTING = "02";

		private static final String NOBODYS = "0";

		private static int waiting(String[] listening, List<String[]> sockets) {
			return (int) sockets.stream()
				.filter((socket) -> socket[STATE].equals(CONNECTING) && socket[INODE].equals(NOBODYS)
						&& socket[PATH].equals(listening[PATH]))
				.count();
		}

	}

}
