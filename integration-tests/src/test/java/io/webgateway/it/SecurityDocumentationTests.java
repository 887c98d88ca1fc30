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

package io.webgateway.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page about security names tests that exist.
 */
class SecurityDocumentationTests {

	private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Tests|IT))(?:\\.(\\w+))?`");

	@TestFactory
	Stream<DynamicTest> testsThatAreNamedExist() throws IOException {
		Map<String, Path> sources = testSources();
		String page = Files.readString(Documentation.directory().resolve("security.md"));
		assertThat(TEST.matcher(page).results().count()).isGreaterThan(50);
		return TEST.matcher(page).results().map((match) -> match.group()).distinct().map((name) -> {
			Matcher test = TEST.matcher(name);
			test.matches();
			return DynamicTest.dynamicTest(name, () -> assertExists(sources, test.group(1), test.group(2)));
		});
	}

	private static void assertExists(Map<String, Path> sources, String type, @Nullable String method)
			throws IOException {
		assertThat(sources).containsKey(type);
		if (method != null) {
			assertThat(Files.readString(sources.get(type))).containsPattern("void " + method + "\\(");
		}
	}

	private static Map<String, Path> testSources() throws IOException {
		Map<String, Path> sources = new HashMap<>();
		for (String module : new String[] { "gateway-autoconfigure", "integration-tests" }) {
			Path directory = Documentation.projectDirectory().resolve(module).resolve("src/test/java");
			try (Stream<Path> files = Files.walk(directory)) {
				files.filter((file) -> file.toString().endsWith(".java"))
					.forEach((file) -> sources.put(file.getFileName().toString().replace(".java", ""), file));
			}
		}
		return sources;
	}

}
