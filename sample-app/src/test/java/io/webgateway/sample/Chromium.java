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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chromium without a screen.
 */
final class Chromium {

	private static final Path TARGET = Path.of("target").toAbsolutePath();

	private static final Path PROFILE = TARGET.resolve("chromium");

	private static final int PATIENCE_IN_SECONDS = 120;

	private final Path executable = Tool.CHROMIUM.require();

	/**
	 * Return the page after its scripts have run and its network requests have ended.
	 * @param url the page
	 * @return the HTML of the document object model
	 */
	String dom(URI url) throws Exception {
		return run(url, "--dump-dom");
	}

	/**
	 * Take a picture of the page.
	 * @param url the page
	 * @param name the name of the picture
	 * @return the picture as a PNG file
	 */
	Path screenshot(URI url, String name) throws Exception {
		Path file = TARGET.resolve(name + ".png");
		Files.deleteIfExists(file);
		run(url, "--window-size=1280,1600", "--hide-scrollbars", "--screenshot=" + file);
		return file;
	}

	private String run(URI url, String... options) throws IOException, InterruptedException {
		FileSystemUtils.deleteRecursively(PROFILE);
		Files.createDirectory(PROFILE);
		List<String> command = new ArrayList<>(
				List.of(this.executable.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
						"--no-first-run", "--disable-background-networking", "--disable-component-update",
						"--disable-sync", "--user-data-dir=" + PROFILE, "--virtual-time-budget=5000"));
		command.addAll(List.of(options));
		command.add(url.toString());
		Path output = PROFILE.resolve("output");
		Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			assertThat(process.waitFor(PATIENCE_IN_SECONDS, TimeUnit.SECONDS)).as("Chromium ends").isTrue();
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
		return Files.readString(output);
	}

}
