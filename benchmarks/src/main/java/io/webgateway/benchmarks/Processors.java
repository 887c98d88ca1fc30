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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which processors the servers have and which the load has, so that they do not get in
 * each other's way.
 *
 * @param servers the processors of the servers, none if they may use all
 * @param load the processors of the load
 */
public record Processors(List<Integer> servers, List<Integer> load) {

	private static final Path STATUS = Path.of("/proc/self/status");

	private static final String ALLOWED = "Cpus_allowed_list:";

	/**
	 * Let the servers and the load have one half each where that can be done.
	 * @return who runs where
	 */
	static Processors halves() {
		List<Integer> all = allowed();
		int half = all.size() / 2;
		if (half == 0 || !hasTaskset()) {
			return shared();
		}
		return new Processors(all.subList(0, all.size() - half), all.subList(all.size() - half, all.size()));
	}

	/**
	 * Let everybody use all processors.
	 * @return who runs where
	 */
	static Processors shared() {
		return new Processors(List.of(), List.of());
	}

	private static List<Integer> allowed() {
		List<Integer> processors = new ArrayList<>();
		try {
			for (String line : Files.readAllLines(STATUS)) {
				if (line.startsWith(ALLOWED)) {
					for (String range : line.substring(ALLOWED.length()).trim().split(",")) {
						String[] ends = range.split("-");
						for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
							processors.add(i);
						}
					}
				}
			}
		}
		catch (IOException ex) {
			// Not Linux: nobody is told where to run
			processors.clear();
		}
		return processors;
	}

	private static boolean hasTaskset() {
		return List.of("/usr/bin/taskset", "/bin/taskset").stream().map(Path::of).anyMatch(Files::isExecutable);
	}

	/**
	 * Return what comes before a command so that it runs on the processors of the
	 * servers.
	 * @return the beginning of the command
	 */
	public List<String> serverCommand() {
		return this.servers.isEmpty() ? List.of() : List.of("taskset", "-c", text(this.servers));
	}

	/**
	 * Return what comes before a command so that it runs on the processors of the load.
	 * @return the beginning of the command
	 */
	public List<String> loadCommand() {
		return this.load.isEmpty() ? List.of() : List.of("taskset", "-c", text(this.load));
	}

	/**
	 * Let this process, which sends the load, run where the load does.
	 * @throws IOException if it cannot
	 */
	void pinLoad() throws IOException {
		move(ProcessHandle.current(), this.load);
	}

	/**
	 * Let this process, and what it starts, run everywhere.
	 * @throws IOException if it cannot
	 */
	void releaseLoad() throws IOException {
		move(ProcessHandle.current(), all());
	}

	/**
	 * Let all servers that this process has started run where servers do.
	 * @throws IOException if they cannot
	 */
	void pinServers() throws IOException {
		moveServers(this.servers);
	}

	/**
	 * Let all servers that this process has started run everywhere: while they warm up,
	 * the compilers of a JVM have as much to do as everybody else.
	 * @throws IOException if they cannot
	 */
	void releaseServers() throws IOException {
		moveServers(all());
	}

	private List<Integer> all() {
		return Stream.concat(this.servers.stream(), this.load.stream()).toList();
	}

	private static void moveServers(List<Integer> processors) throws IOException {
		for (ProcessHandle server : ProcessHandle.current().descendants().toList()) {
			move(server, processors);
		}
	}

	private static void move(ProcessHandle process, List<Integer> processors) throws IOException {
		if (processors.isEmpty()) {
			return;
		}
		Process taskset = new ProcessBuilder("taskset", "-a", "-c", "-p", text(processors),
				String.valueOf(process.pid()))
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (taskset.onExit().join().exitValue() != 0 && process.isAlive()) {
			throw new IOException("Process " + process.pid() + " cannot be moved to other processors");
		}
	}

	/**
	 * Say who runs where.
	 * @return a sentence
	 */
	public String description() {
		return this.servers.isEmpty() ? "Servers and load share all processors."
				: "Servers run on processor " + text(this.servers) + ", the load on processor " + text(this.load) + ".";
	}

	private static String text(List<Integer> processors) {
		return processors.stream().map(String::valueOf).collect(Collectors.joining(","));
	}

}
