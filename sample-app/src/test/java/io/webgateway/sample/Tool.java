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

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.fail;

/**
 * Programs that tests drive and a developer's machine may lack. Where all tests have to
 * run, as the environment says by {@code CI=true}, a missing program is a failure.
 */
enum Tool {

	LIGHTTPD("lighttpd", "apt install lighttpd, dnf install lighttpd lighttpd-fastcgi or brew install lighttpd",
			"lighttpd"),

	CHROMIUM("Chromium", "apt install chromium, dnf install chromium or brew install --cask chromium", "chromium",
			"chromium-browser", "google-chrome", "Google Chrome", "Chromium"),

	PERL("Perl", "apt install perl or dnf install perl", "perl");

	private static final List<String> MORE_DIRECTORIES = List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin",
			"/opt/homebrew/sbin", "/Applications/Google Chrome.app/Contents/MacOS",
			"/Applications/Chromium.app/Contents/MacOS");

	private final String name;

	private final String installation;

	private final List<String> executables;

	Tool(String name, String installation, String... executables) {
		this.name = name;
		this.installation = installation;
		this.executables = List.of(executables);
	}

	/**
	 * Return where the program is, or skip the test that needs it.
	 * @return the path of the executable
	 */
	Path require() {
		return find().orElseGet(() -> {
			String message = this.name + " is not installed: " + this.installation;
			if (Boolean.parseBoolean(System.getenv("CI"))) {
				return fail(message);
			}
			return Assumptions.abort(message);
		});
	}

	private Optional<Path> find() {
		Stream<String> path = Arrays.stream(System.getenv("PATH").split(File.pathSeparator));
		List<String> directories = Stream.concat(path, MORE_DIRECTORIES.stream()).toList();
		return this.executables.stream()
			.flatMap((executable) -> directories.stream().map((directory) -> Path.of(directory, executable)))
			.filter(Files::isExecutable)
			.findFirst();
	}

}
