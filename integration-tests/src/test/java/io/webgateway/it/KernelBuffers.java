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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the operating system may hold of a stream on its way from one process to the next,
 * however little the application wants of it.
 */
final class KernelBuffers {

	/** The largest sizes that Linux takes of itself, where the system does not tell. */
	private static final long DEFAULT_TCP_SEND = 4 << 20;

	private static final long DEFAULT_TCP_RECEIVE = 6 << 20;

	private static final long DEFAULT_UNIX = 212992;

	private KernelBuffers() {
	}

	/**
	 * Return the largest size of both buffers of a connection over TCP.
	 * @return the number of bytes
	 */
	static long ofTcp() {
		return largest("net/ipv4/tcp_wmem", DEFAULT_TCP_SEND) + largest("net/ipv4/tcp_rmem", DEFAULT_TCP_RECEIVE);
	}

	/**
	 * Return the size of the one buffer of a connection over a unix socket.
	 * @return the number of bytes
	 */
	static long ofUnix() {
		return largest("net/core/wmem_default", DEFAULT_UNIX);
	}

	private static long largest(String setting, long otherwise) {
		Path file = Path.of("/proc/sys", setting);
		try {
			if (!Files.isReadable(file)) {
				return otherwise;
			}
			// Such a file can be read in one piece only
			String[] values = Files.readAllLines(file).get(0).trim().split("\\s+");
			return Long.parseLong(values[values.length - 1]);
		}
		catch (IOException ex) {
			return otherwise;
		}
	}

}
