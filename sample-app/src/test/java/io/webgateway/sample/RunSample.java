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

package io.webgateway.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A run of the script {@code run-sample} with the packaged sample.
 */
final class RunSample implements AutoCloseable {

	private static final Path SCRIPT = Path.of("..", "run-sample").toAbsolutePath().normalize();

	private static final Path JAR = Path.of("target", "sample-app.jar").toAbsolutePath();

	private static final Pattern URL = Pattern.compile("(?m)^ {4}(\\w+) +(http://\\S+)$");

	private static final Pattern LISTENER = Pattern.compile("listener '\\w+' started on 127\\.0\\.0\\.1:(\\d+)");

	private static final String READY = "Ctrl-C stops everything.";

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final Process process;

	private final List<String> output = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

	private RunSample(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "run-sample");
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Start the script in a directory that is not its own.
	 * @param directory where it is started and where temporary files go
	 * @param environment what the script finds in its environment besides
	 * @param prefix a command that runs the script given as its last arguments
	 * @return the run, not necessarily ready
	 */
	static RunSample start(Path directory, Map<String, String> environment, String... prefix) throws IOException {
		List<String> command = new ArrayList<>(List.of(prefix));
		command.add(SCRIPT.toString());
		ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
		builder.environment().put("TMPDIR", directory.toString());
		builder.environment().put("SAMPLE_JAR", JAR.toString());
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		builder.environment().putAll(environment);
		return new RunSample(builder.start());
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader()) {
			String line = reader.readLine();
			while (line != null) {
				this.output.add(line);
				if (line.equals(READY)) {
					this.ready.complete(true);
				}
				line = reader.readLine();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.ready.complete(false);
		}
	}

	RunSample awaitReady() {
		assertThat(this.ready).as(output()).succeedsWithin(PATIENCE);
		assertThat(this.ready).as(output()).isCompletedWithValue(true);
		return this;
	}

	int awaitEnd() {
		assertThat(this.process.onExit()).as(output()).succeedsWithin(PATIENCE);
		return this.process.exitValue();
	}

	/**
	 * Return what the script tells to open.
	 * @return URLs by the protocol over which the application is reached
	 */
	Map<String, URI> urls() {
		return URL.matcher(output())
			.results()
			.collect(Collectors.toMap((match) -> match.group(1), (match) -> URI.create(match.group(2))));
	}

	/**
	 * Return all ports on which something listens.
	 * @return the ports of lighttpd, of the listeners and of HTTP
	 */
	List<Integer> ports() {
		List<Integer> ports = new ArrayList<>();
		urls().values().stream().map(URI::getPort).distinct().forEach(ports::add);
		LISTENER.matcher(output())
			.results()
			.map((MatchResult match) -> Integer.valueOf(match.group(1)))
			.forEach(ports::add);
		return ports;
	}

	String output() {
		return String.join("\n", this.output);
	}

	List<ProcessHandle> processes() {
		return this.process.descendants().toList();
	}

	/**
	 * Send a signal as {@code kill} does.
	 * @param signal the name of the signal
	 * @param group whether all processes get it that the script has started, as those of
	 * a terminal do
	 */
	void signal(String signal, boolean group) throws Exception {
		String target = (group ? "-" : "") + this.process.pid();
		assertThat(new ProcessBuilder("sh", "-c", "kill -s " + signal + " -- " + target).start().waitFor()).isZero();
	}

	@Override
	public void close() {
		if (this.process.isAlive()) {
			this.process.destroy();
			awaitEnd();
		}
	}

}
