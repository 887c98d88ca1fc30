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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.webgateway.it.application.ContractApplication;

/**
 * An application that is started anew by the script of the documentation, while it runs.
 */
final class UpgradedProcess implements AutoCloseable {

	private final Path directory;

	private final Map<Protocol, Path> sockets;

	private final Path pidFile;

	UpgradedProcess(Path directory, Map<Protocol, Path> sockets) {
		this.directory = directory;
		this.sockets = sockets;
		this.pidFile = directory.resolve("app.pid");
	}

	/**
	 * Start a process that takes the place of the one that runs, if there is one.
	 * @param instance what the new process calls itself
	 * @return the exit code of the script
	 * @throws Exception if the script cannot be run
	 */
	int upgrade(String instance) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), ContractApplication.class.getName(),
				"--server.port=-1", "--instance=" + instance));
		this.sockets.forEach((protocol, socket) -> {
			String prefix = "--gateway.listeners." + protocol.id();
			command.addAll(List.of(prefix + ".bind=unix:" + socket, prefix + ".takeover=true",
					prefix + ".permissions=rw-rw-rw-", prefix + ".secret-required=false"));
		});
		return run(instance, command);
	}

	/**
	 * Start a process that ends at once.
	 * @return the exit code of the script
	 * @throws Exception if the script cannot be run
	 */
	int upgradeInVain() throws Exception {
		return run("vain", List.of("false"));
	}

	private int run(String name, List<String> application) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Documentation.directory().resolve("restart/upgrade").toString());
		command.add(this.pidFile.toString());
		this.sockets.values().forEach((socket) -> command.add(socket.toString()));
		command.add("--");
		command.addAll(application);
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.directory.resolve(name + ".log").toFile())
			.start()
			.waitFor();
	}

	@Override
	public void close() throws IOException {
		if (Files.exists(this.pidFile)) {
			SharedSocket.terminate(Long.parseLong(Files.readString(this.pidFile).strip()));
		}
	}

}
