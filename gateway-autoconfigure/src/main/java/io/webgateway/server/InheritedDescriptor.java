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
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A file descriptor that the process has been started with. On Linux it can be any: Netty
 * takes it by its number, and {@code /proc} tells what it is. Elsewhere only that of the
 * standard input can be had, from the JDK.
 */
final class InheritedDescriptor {

	private static final Path SELF = Path.of("/proc/self");

	private static final int SOL_SOCKET = 1;

	private static final int SO_ACCEPTCONN = 30;

	private static final int SO_DOMAIN = 39;

	private static final int AF_UNIX = 1;

	private static final int O_NONBLOCK = 04000;

	private InheritedDescriptor() {
	}

	/**
	 * Return whether a descriptor is a socket that listens.
	 */
	static boolean isListening(int descriptor) {
		// Most processes have none, which is to cost them nothing
		if (Files.exists(SELF) && !isSocket(descriptor)) {
			return false;
		}
		return Epoll.isAvailable() ? option(descriptor, SO_ACCEPTCONN) > 0 : descriptor == 0 && standardInput() != null;
	}

	private static boolean isSocket(int descriptor) {
		try {
			return Files.readSymbolicLink(SELF.resolve("fd/" + descriptor)).toString().startsWith("socket:");
		}
		catch (IOException ex) {
			// It is closed
			return false;
		}
	}

	/**
	 * Return whether a socket is a unix domain socket.
	 */
	static boolean isUnix(int descriptor) {
		return option(descriptor, SO_DOMAIN) == AF_UNIX;
	}

	private static int option(int descriptor, int option) {
		try {
			return new Socket(descriptor).getIntOpt(SOL_SOCKET, option);
		}
		catch (IOException ex) {
			return -1;
		}
	}

	/**
	 * Return whether to accept connections on a socket would stop an event loop until
	 * there is one.
	 */
	static boolean isBlocking(int descriptor) throws IOException {
		List<String> lines = Files.readAllLines(SELF.resolve("fdinfo/" + descriptor));
		String flags = lines.stream()
			.filter((line) -> line.startsWith("flags:"))
			.findFirst()
			.orElseThrow(() -> new IOException("Nothing is known of file descriptor " + descriptor));
		return (Integer.parseInt(flags.substring("flags:".length()).strip(), 8) & O_NONBLOCK) == 0;
	}

	/**
	 * Return the channel of the standard input, which does not block. It is a duplicate,
	 * which must not be closed: the JDK would close the standard streams with it.
	 * @return the channel, or {@code null} if it is not one that listens
	 */
	static @Nullable ServerSocketChannel standardInput() {
		try {
			Channel channel = System.inheritedChannel();
			if (channel instanceof ServerSocketChannel server) {
				server.configureBlocking(false);
				return server;
			}
			return null;
		}
		catch (IOException ex) {
			return null;
		}
	}

}
