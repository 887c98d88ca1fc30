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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.springframework.boot.SpringBootVersion;

/**
 * What is measured on.
 */
final class Machine {

	private Machine() {
	}

	/**
	 * Describe the machine and the software. The processors are those that this process
	 * may use.
	 */
	static String description(Settings settings) {
		return "Measured on %s, commit %s, %s processors (%s), %s, Linux %s, %s, Spring Boot %s, Netty %s.".formatted(
				LocalDate.now(ZoneOffset.UTC), commit(), Runtime.getRuntime().availableProcessors(), cpu(), memory(),
				System.getProperty("os.version"), javaVersion(settings.java()), SpringBootVersion.getVersion(),
				io.netty.util.Version.identify().get("netty-transport").artifactVersion());
	}

	private static String cpu() {
		return valueIn(Path.of("/proc/cpuinfo"), "model name");
	}

	private static String memory() {
		String total = valueIn(Path.of("/proc/meminfo"), "MemTotal");
		return total.endsWith(" kB") ? Long.parseLong(total.substring(0, total.length() - 3)) / 1_000_000 + " GB"
				: total;
	}

	private static String valueIn(Path file, String name) {
		try {
			return Files.readAllLines(file)
				.stream()
				.filter((line) -> line.startsWith(name))
				.map((line) -> line.substring(line.indexOf(':') + 1).trim())
				.findFirst()
				.orElse("unknown");
		}
		catch (IOException ex) {
			return "unknown";
		}
	}

	static String javaVersion(Path java) {
		List<String> lines = output(java.toString(), "-version").lines().toList();
		return (lines.size() > 1) ? lines.get(1).replaceFirst(" \\(.*build ", " (") : "unknown Java";
	}

	private static String commit() {
		String commit = output("git", "describe", "--always", "--dirty").trim();
		return commit.isEmpty() ? "unknown" : commit;
	}

	private static String output(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return "";
		}
	}

}
