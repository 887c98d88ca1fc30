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

package io.webgateway.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.webgateway.benchmarks.application.Ready;
import io.webgateway.benchmarks.load.Protocol;

/**
 * A server in a JVM of its own.
 */
public final class ServerProcess implements AutoCloseable {

	/**
	 * What the JVM of every server is told, so that it does not depend on the number of
	 * processors.
	 */
	static final List<String> JVM_OPTIONS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");

	private static final int STOP_SECONDS = 10;

	private final Process process;

	private final Path directory;

	private final StringBuffer log = new StringBuffer();

	private final Map<String, SocketAddress> addresses;

	private final long ready;

	private ServerProcess(Process process, Path directory) throws IOException {
		this.process = process;
		this.directory = directory;
		BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		this.addresses = Ready.addressesIn(awaitReady(output));
		this.ready = System.nanoTime();
		Thread drain = new Thread(() -> drain(output), "server output");
		drain.setDaemon(true);
		drain.start();
	}

	/**
	 * Start a server and wait until it is ready.
	 * @param settings which JVM runs it, and where
	 * @param options options of the JVM
	 * @param main its main class
	 * @param arguments its arguments, in which {@code {directory}} is a directory for its
	 * sockets
	 * @return the server
	 * @throws IOException if it does not start
	 */
	public static ServerProcess start(Settings settings, List<String> options, Class<?> main, List<String> arguments)
			throws IOException {
		return start(settings, options, System.getProperty("java.class.path"), main, arguments);
	}

	static ServerProcess start(Settings settings, List<String> options, String classPath, Class<?> main,
			List<String> arguments) throws IOException {
		Path directory = Files.createTempDirectory("benchmark");
		List<String> command = new ArrayList<>(settings.processors().serverCommand());
		command.add(settings.java().toString());
		command.addAll(JVM_OPTIONS);
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, main.getName()));
		arguments.forEach((argument) -> command.add(argument.replace("{directory}", directory.toString())));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try {
			return new ServerProcess(process, directory);
		}
		catch (IOException ex) {
			process.destroyForcibly();
			throw ex;
		}
	}

	private String awaitReady(BufferedReader output) throws IOException {
		String line;
		while ((line = output.readLine()) != null) {
			if (Ready.isAnnounced(line)) {
				return line;
			}
			this.log.append(line).append('\n');
		}
		throw new IOException("Server ended:\n" + this.log);
	}

	private void drain(BufferedReader output) {
		try {
			String line;
			while ((line = output.readLine()) != null) {
				this.log.append(line).append('\n');
			}
		}
		catch (IOException ex) {
			this.log.append(ex);
		}
	}

	/**
	 * Return where the server listens.
	 * @param name the name of a listener, or {@code http}
	 * @return the address
	 */
	public SocketAddress address(String name) {
		SocketAddress address = this.addresses.get(name);
		if (address == null) {
			throw new IllegalArgumentException("The server has no '" + name + "', but " + this.addresses);
		}
		return address;
	}

	/**
	 * Return where the server listens for a protocol.
	 * @param protocol the protocol
	 * @param transport the transport
	 * @return the address
	 */
	public SocketAddress address(Protocol protocol, Transport transport) {
		return address(transport.listener(protocol));
	}

	/**
	 * Return the process.
	 * @return the process
	 */
	public ProcessHandle handle() {
		return this.process.toHandle();
	}

	/**
	 * Return how long it took until the server was ready.
	 * @param start when that began
	 */
	long readyNanos(long start) {
		return this.ready - start;
	}

	/**
	 * Return what the server has logged.
	 * @return its output
	 */
	public String log() {
		return this.log.toString();
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		try {
			if (!this.process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.process.destroyForcibly();
		}
		try (Stream<Path> left = Files.list(this.directory)) {
			for (Path path : left.toList()) {
				Files.delete(path);
			}
		}
		Files.delete(this.directory);
	}

}
