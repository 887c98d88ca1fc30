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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;

/**
 * The connections that wait in the queue of the operating system to be accepted. Linux
 * tells how many there are in {@code /proc/net/tcp}, and of unix sockets not at all.
 */
final class AcceptQueue {

	private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

	/** Columns of the tables: the two queues, and the inode of the socket. */
	private static final int QUEUES = 4;

	private static final int INODE = 9;

	private static final int HEXADECIMAL = 16;

	private AcceptQueue() {
	}

	/**
	 * Return how many connections wait.
	 * @param server the channel that accepts them
	 * @return the number of connections, or {@code -1} if that is not known
	 */
	static int depth(Channel server) {
		if (!(server instanceof UnixChannel unixChannel)) {
			return -1;
		}
		try {
			String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + unixChannel.fd().intValue())).toString();
			return depth(target.substring(target.indexOf('[') + 1, target.length() - 1));
		}
		catch (IOException | UncheckedIOException ex) {
			return -1;
		}
	}

	private static int depth(String inode) throws IOException {
		for (Path table : TABLES) {
			if (Files.exists(table)) {
				try (Stream<String> lines = Files.lines(table)) {
					int depth = lines.map((line) -> line.strip().split("\\s+"))
						.filter((columns) -> columns.length > INODE && columns[INODE].equals(inode))
						.mapToInt((columns) -> received(columns[QUEUES]))
						.findFirst()
						.orElse(-1);
					if (depth != -1) {
						return depth;
					}
				}
			}
		}
		return -1;
	}

	/**
	 * Return what a socket that listens has instead of received bytes.
	 */
	private static int received(String queues) {
		return Integer.parseInt(queues.substring(queues.indexOf(':') + 1), HEXADECIMAL);
	}

}
