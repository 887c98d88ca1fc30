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

package io.webgateway.it.process;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that runs in the foreground until it is closed, or until the tests end in
 * whatever way.
 */
public final class ForegroundProcess implements AutoCloseable {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

	private static final int POLL_MILLIS = 20;

	private static final int STOP_SECONDS = 10;

	private final Process process;

	private final Collection<SocketAddress> addresses;

	private final List<Path> logs;

	private final Thread shutdownHook;

	private ForegroundProcess(Process process, Collection<SocketAddress> addresses, List<Path> logs) {
		this.process = process;
		this.addresses = addresses;
		this.logs = logs;
		this.shutdownHook = new Thread(process::destroy);
		Runtime.getRuntime().addShutdownHook(this.shutdownHook);
	}

	/**
	 * Start a server and wait until it accepts connections.
	 * @param directory its working directory
	 * @param addresses where it is to accept connections
	 * @param command the command that keeps it in the foreground
	 * @return the running server
	 * @throws IOException if it does not start
	 */
	public static ForegroundProcess start(Path directory, Collection<SocketAddress> addresses, List<String> command)
			throws IOException {
		Path output = directory.resolve("output.log");
		Process process = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		ForegroundProcess server = new ForegroundProcess(process, addresses,
				List.of(output, directory.resolve("error.log")));
		try {
			server.awaitAccepting();
		}
		catch (IOException ex) {
			server.close();
			throw ex;
		}
		return server;
	}

	private void awaitAccepting() throws IOException {
		Instant deadline = Instant.now().plus(START_TIMEOUT);
		while (!isAccepting()) {
			if (exitsWithin(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
				throw new IOException("Server ended with exit code " + this.process.exitValue() + ": " + log());
			}
			if (Instant.now().isAfter(deadline)) {
				throw new IOException("Server does not accept connections on " + this.addresses + ": " + log());
			}
		}
	}

	private boolean isAccepting() {
		for (SocketAddress address : this.addresses) {
			try (SocketChannel channel = SocketChannel.open(address)) {
				if (!channel.isConnected()) {
					return false;
				}
			}
			catch (IOException ex) {
				return false;
			}
		}
		return true;
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
	 * Return everything that the server has complained of so far.
	 * @return the text of its logs
	 */
	public String log() {
		StringBuilder text = new StringBuilder();
		for (Path log : this.logs) {
			if (Files.exists(log)) {
				try {
					text.append(new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1));
				}
				catch (IOException ex) {
					text.append(ex);
				}
			}
		}
		return text.toString();
	}

	/**
	 * Send the server a signal.
	 * @param name the name of the signal
	 * @throws IOException if that is not possible
	 */
	public void signal(String name) throws IOException {
		Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(this.process.pid())).inheritIO().start();
		if (kill.onExit().join().exitValue() != 0) {
			throw new IOException("There is no process " + this.process.pid());
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		if (!exitsWithin(STOP_SECONDS, TimeUnit.SECONDS)) {
			this.process.destroyForcibly();
		}
		Runtime.getRuntime().removeShutdownHook(this.shutdownHook);
	}

}
