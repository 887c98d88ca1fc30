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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of many combinations, one line for each way to the application.
 */
final class ResultTable {

	private final Path file;

	private final String title;

	private final Map<String, Map<String, Integer>> lines = new LinkedHashMap<>();

	ResultTable(String file, String title) {
		this.file = Path.of("target", file);
		this.title = title;
	}

	synchronized void add(String line, String outcome) {
		this.lines.computeIfAbsent(line, (key) -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
	}

	synchronized void write() throws IOException {
		StringBuilder table = new StringBuilder("%-50s%n".formatted(this.title));
		this.lines.forEach((line, outcomes) -> table.append("%-50s %s%n".formatted(line, outcomes)));
		Files.createDirectories(this.file.getParent());
		Files.writeString(this.file, table);
		System.out.println(table);
	}

}
