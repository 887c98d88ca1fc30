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

package io.webgateway.benchmarks.webserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.springframework.util.FileSystemUtils;

import io.webgateway.benchmarks.Settings;

/**
 * A running web server.
 */
public final class WebServerProcess implements AutoCloseable {

	private static final int START_ATTEMPTS = 500;

	private static final int POLL_MILLIS = 20;

	private static final int STOP_SECONDS = 10;

	private final Process process;

	private final Path directory;

	private final InetSocketAddress address;

	private WebServerProcess(Process process, Path directory, InetSocketAddress address) {
		this.process = process;
		this.directory = directory;
		this.address = address;
	}

	/**
	 * Start a web server and wait until it accepts connections.
	 * @param settings where it runs
	 * @param webServer which one
	 * @param configuration what it is to do
	 * @return the web server
	 * @throws IOException if it does not start
	 */
	public static WebServerProcess start(Settings settings, WebServer webServer, Configuration configuration)
			throws IOException {
		return start(settings, (directory, port) -> webServer.prepare(directory, port, configuration));
	}

	/**
	 * Start a server and wait until it accepts connections.
	 * @param settings where it runs
	 * @param preparation says how it is run
	 * @return the server
	 * @throws IOException if it does not start
	 */
	public static WebServerProcess start(Settings settings, Preparation preparation) throws IOException {
		Path directory = Files.createTempDirectory("benchmark");
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", freePort());
		List<String> command = new ArrayList<>(settings.processors().serverCommand());
		command.addAll(preparation.prepare(directory, address.getPort()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(directory.resolve("output.log").toFile())
			.start();
		WebServerProcess server = new WebServerProcess(process, directory, address);
		try {
			server.awaitAccepting();
		}
		catch (IOException ex) {
			server.close();
			throw ex;
		}
		return server;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private void awaitAccepting() throws IOException {
		for (int i = 0; i < START_ATTEMPTS; i++) {
			if (isAccepting()) {
				return;
			}
			if (exitsWithin(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
				break;
			}
		}
		throw new IOException("Web server did not start: " + logged());
	}

	private String logged() throws IOException {
		StringBuilder text = new StringBuilder();
		for (String file : List.of("output.log", "error.log")) {
			Path log = this.directory.resolve(file);
			text.append(Files.exists(log) ? Files.readString(log) : "");
		}
		return text.toString();
	}

	private boolean isAccepting() {
		try (SocketChannel channel = SocketChannel.open(this.address)) {
			return channel.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private boolean exitsWithin(long timeout, TimeUnit unit) {
		try {
			return this.process.waitFor(timeout, unit);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return where the web server listens.
	 * @return the address
	 */
	public InetSocketAddress address() {
		return this.address;
	}

	/**
	 * Return the directory of the server's files.
	 * @return the directory
	 */
	public Path directory() {
		return this.directory;
	}

	/**
	 * Return the process.
	 * @return the process
	 */
	public ProcessHandle handle() {
		return this.process.toHandle();
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		if (!exitsWithin(STOP_SECONDS, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
		FileSystemUtils.deleteRecursively(this.directory);
	}

	/**
	 * Prepares what a server needs.
	 */
	@FunctionalInterface
	public interface Preparation {

		/**
		 * Write the files of a server.
		 * @param directory where they belong
		 * @param port where the server is to listen
		 * @return the command that runs it in the foreground
		 * @throws IOException if a file cannot be written
		 */
		List<String> prepare(Path directory, int port) throws IOException;

	}

}
