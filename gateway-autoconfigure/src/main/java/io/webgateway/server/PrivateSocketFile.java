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
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The file of a unix domain socket in a directory of its own, that nobody else can reach
 * before it listens and has its permissions: when it is bound, it has those of the umask.
 */
final class PrivateSocketFile {

	/** All names are short, because the path of a socket must be. */
	private static final int MAX_NUMBER = 0x10000;

	private final Path target;

	private final Path directory;

	private PrivateSocketFile(Path target, Path directory) {
		this.target = target;
		this.directory = directory;
	}

	/**
	 * Create a directory for a socket.
	 * @param target where the socket is to be at last
	 * @throws IOException if the directory cannot be created
	 */
	static PrivateSocketFile create(Path target) throws IOException {
		while (true) {
			String number = Integer.toHexString(ThreadLocalRandom.current().nextInt(MAX_NUMBER));
			try {
				Path directory = Files.createDirectory(target.resolveSibling("." + number),
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
				return new PrivateSocketFile(target, directory);
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
	 * Move the socket to where it is to be.
	 * @param replace whether it takes the place of one that is there
	 * @throws IOException if it cannot be moved
	 */
	void publish(boolean replace) throws IOException {
		if (replace) {
			Files.move(path(), this.target, StandardCopyOption.ATOMIC_MOVE);
		}
		else {
			Files.move(path(), this.target);
		}
		Files.delete(this.directory);
	}

	/**
	 * Remove what is left of a socket that cannot be had.
	 */
	void discard() throws IOException {
		Files.deleteIfExists(path());
		Files.deleteIfExists(this.directory);
	}

}
