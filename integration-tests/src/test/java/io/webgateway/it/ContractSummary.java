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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of the contract, one line for each pair of web server and protocol.
 */
final class ContractSummary {

	private static final Path FILE = Path.of("target", "contract-summary.txt");

	private static final Map<String, Map<Outcome, Integer>> pairs = new LinkedHashMap<>();

	private static final List<String> failures = new ArrayList<>();

	private ContractSummary() {
	}

	static synchronized void add(DoorDescription door, String behaviour, Outcome outcome) {
		if (outcome == Outcome.FAILED) {
			failures.add(door + ": " + behaviour);
		}
		pairs.computeIfAbsent(door.pair(), (pair) -> new EnumMap<>(Outcome.class)).merge(outcome, 1, Integer::sum);
	}

	static synchronized void write() throws IOException {
		StringBuilder table = new StringBuilder();
		table.append("%-24s %8s %10s %8s %8s%n".formatted("", "passed", "deviations", "failed", "skipped"));
		pairs.forEach((pair,
				outcomes) -> table.append("%-24s %8d %10d %8d %8d%n".formatted(pair,
						outcomes.getOrDefault(Outcome.PASSED, 0), outcomes.getOrDefault(Outcome.DEVIATED, 0),
						outcomes.getOrDefault(Outcome.FAILED, 0), outcomes.getOrDefault(Outcome.SKIPPED, 0))));
		failures.forEach((failure) -> table.append("failed: %s%n".formatted(failure)));
		Files.createDirectories(FILE.getParent());
		Files.writeString(FILE, table);
		System.out.println(table);
	}

	/**
	 * What came of a behaviour at a door.
	 */
	enum Outcome {

		PASSED, DEVIATED, FAILED, SKIPPED

	}

}
