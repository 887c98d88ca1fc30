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
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The file of a unix domain socket in a directory of its own, that nobody else can reach
 * before it has its permissions: a socket has those of the umask when it is bound.
 */
final class PrivateSocketFile {

	/** All names are short, because the path of a socket must be. */
	private static final int MAX_NUMBER = 0x10000;

	private final Path target;

	private final SocketPermissions permissions;

	private final Path directory;

	private PrivateSocketFile(Path target, SocketPermissions permissions, Path directory) {
		this.target = target;
		this.permissions = permissions;
		this.directory = directory;
	}

	/**
	 * Create a directory for a socket.
	 * @param target where the socket is to be at last
	 * @param permissions the permissions that it is to have there
	 * @throws IOException if the directory cannot be created
	 */
	static PrivateSocketFile create(Path target, SocketPermissions permissions) throws IOException {
		while (true) {
			String number = Integer.toHexString(ThreadLocalRandom.current().nextInt(MAX_NUMBER));
			try {
				Path directory = Files.createDirectory(target.resolveSibling("." + number),
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
				return new PrivateSocketFile(target, permissions, directory);
			}
			catch (FileAlreadyExistsException ex) {
				// Of another listener, which has the same right to it
			}
		}
	}

	/**
	 * Return where to bind the socket.
	 */
	Path path() {
		return this.directory.resolve("s");
	}

	/**
	 * Give the socket its permissions and move it to where it is to be.
	 * @throws SocketPermissionsException if it cannot have its permissions
	 * @throws IOException if it cannot be moved
	 */
	void publish() throws IOException {
		try {
			this.permissions.applyTo(path());
		}
		catch (IOException ex) {
			throw new SocketPermissionsException(ex);
		}
		Files.move(path(), this.target);
		Files.delete(this.directory);
	}

	/**
	 * Remove what is left of a socket that cannot be had.
	 */
	void discard() throws IOException {
		Files.deleteIfExists(path());
		Files.deleteIfExists(this.directory);
	}

	/**
	 * Thrown when a socket cannot have its permissions.
	 */
	static final class SocketPermissionsException extends IOException {

		private static final long serialVersionUID = 1L;

		SocketPermissionsException(IOException cause) {
			super(cause);
		}

	}

}
