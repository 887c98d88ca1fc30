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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory that a server holds.
 *
 * @param heap the bytes on its heap that are in use after a full collection
 * @param resident the bytes that the operating system has given to it
 */
record Memory(long heap, long resident) {

	private static final int KIBI = 1024;

	/**
	 * Find out what a server holds.
	 */
	static Memory of(Settings settings, ServerProcess server) throws IOException {
		Path jcmd = settings.java().resolveSibling("jcmd");
		String pid = String.valueOf(server.handle().pid());
		// Cleaners run between the collections
		output(jcmd.toString(), pid, "GC.run");
		output(jcmd.toString(), pid, "GC.run");
		String info = output(jcmd.toString(), pid, "GC.heap_info");
		int used = info.indexOf("used ") + "used ".length();
		long heap = Long.parseLong(info.substring(used, info.indexOf('K', used)));
		long resident = Files.readAllLines(Path.of("/proc", pid, "status"))
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.map((line) -> Long.parseLong(line.replaceAll("\\D", "")))
			.findFirst()
			.orElseThrow();
		return new Memory(heap * KIBI, resident * KIBI);
	}

	private static String output(String... command) throws IOException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.onExit().join().exitValue() != 0) {
			throw new IOException(output);
		}
		return output;
	}

}
