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

package io.webgateway.it.webserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.webgateway.it.process.ForegroundProcess;

/**
 * Starts one kind of web server, with the least that a system's own configuration has,
 * around a configuration from the documentation. Works as an ordinary user and as root.
 */
public abstract class WebServerLauncher {

	private static final List<String> SYSTEM_DIRECTORIES = List.of("/usr/sbin", "/usr/local/sbin", "/sbin",
			"/opt/homebrew/bin");

	private final List<String> commands;

	WebServerLauncher(String... commands) {
		this.commands = List.of(commands);
	}

	/**
	 * Return the program of the web server.
	 * @return the path, empty if the web server is not installed
	 */
	public Optional<Path> findProgram() {
		Stream<String> directories = Stream.concat(Stream.of(System.getenv("PATH").split(":")),
				SYSTEM_DIRECTORIES.stream());
		return directories.filter((directory) -> !directory.isEmpty())
			.flatMap((directory) -> this.commands.stream().map((command) -> Path.of(directory, command)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	/**
	 * Start the web server.
	 * @param directory an empty directory for its files
	 * @param address where it is to accept connections
	 * @param configuration the configuration from the documentation, adapted to the
	 * addresses of the test
	 * @return the running web server
	 * @throws IOException if it does not start
	 */
	public ForegroundProcess start(Path directory, InetSocketAddress address, String configuration) throws IOException {
		List<String> command = prepare(findProgram().orElseThrow(), directory, address, configuration);
		return ForegroundProcess.start(directory, List.of(address), command);
	}

	abstract List<String> prepare(Path program, Path directory, InetSocketAddress address, String configuration)
			throws IOException;

	static boolean isRoot() {
		return "root".equals(System.getProperty("user.name"));
	}

	static String text(InetSocketAddress address) {
		return address.getHostString() + ":" + address.getPort();
	}

}
