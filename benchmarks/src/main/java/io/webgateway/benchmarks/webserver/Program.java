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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds programs that are not part of the project.
 */
public final class Program {

	/** Where an ordinary user's PATH does not lead. */
	private static final List<String> SYSTEM_DIRECTORIES = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");

	private Program() {
	}

	/**
	 * Find a program.
	 * @param names what it may be called
	 * @return its file, empty if it is not installed
	 */
	public static Optional<Path> find(String... names) {
		return Stream.concat(Stream.of(System.getenv("PATH").split(":")), SYSTEM_DIRECTORIES.stream())
			.filter((directory) -> !directory.isEmpty())
			.flatMap((directory) -> Arrays.stream(names).map((name) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
