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

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A unix domain socket to listen on.
 *
 * @param path the absolute path of the socket
 * @param takeover whether to take the path over from another process that listens there,
 * to which nobody can connect any more then
 */
public record UnixListenAddress(Path path, boolean takeover) implements ListenAddress {

	static final String PREFIX = "unix:";

	/** What fits into {@code sockaddr_un.sun_path} on Linux with its terminating zero. */
	private static final int MAX_PATH_LENGTH = 107;

	/**
	 * Create a new address that is not taken over from anybody.
	 * @param path the absolute path of the socket
	 */
	public UnixListenAddress(Path path) {
		this(path, false);
	}

	static UnixListenAddress of(String text) {
		Path path = parsePath(text);
		if (!path.isAbsolute()) {
			throw new IllegalArgumentException("the path of a unix socket must be absolute");
		}
		if (text.endsWith("/")) {
			throw new IllegalArgumentException("the path of a unix socket must not end with a slash");
		}
		if (path.toString().getBytes().length > MAX_PATH_LENGTH) {
			throw new IllegalArgumentException(
					"the path of a unix socket must not be longer than " + MAX_PATH_LENGTH + " bytes");
		}
		return new UnixListenAddress(path);
	}

	private static Path parsePath(String path) {
		try {
			return Path.of(path);
		}
		catch (InvalidPathException ex) {
			throw new IllegalArgumentException("the path of the unix socket is not valid", ex);
		}
	}

	/**
	 * Return the same address, to be taken over from another process that listens there.
	 * @return the address
	 */
	public UnixListenAddress withTakeover() {
		return new UnixListenAddress(this.path, true);
	}

	@Override
	public String toString() {
		return PREFIX + this.path;
	}

}
