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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What came of the contract, one line for each pair of web server and protocol.
 */
final class ContractSummary {

	private static final Path FILE = Path.of("target", "contract-summary.txt");

	private static final int MAX_FAILURES = 50;

	private static final Map<String, Map<Outcome, Integer>> pairs = new HashMap<>();

	private static final Set<WebServer> skipped = EnumSet.noneOf(WebServer.class);

	private static final List<String> failures = new ArrayList<>();

	private ContractSummary() {
	}

	static synchronized void add(DoorDescription door, String behaviour, Outcome outcome) {
		if (outcome == Outcome.FAILED) {
			failures.add(door + ": " + behaviour);
		}
		pairs.computeIfAbsent(door.pair(), (pair) -> new EnumMap<>(Outcome.class)).merge(outcome, 1, Integer::sum);
	}

	static synchronized void skipped(WebServer webServer) {
		skipped.add(webServer);
	}

	static synchronized void write() throws IOException {
		if (pairs.isEmpty()) {
			return;
		}
		StringBuilder table = new StringBuilder();
		table.append("%-24s %8s %10s %8s%n".formatted("Contract through", "passed", "deviations", "failed"));
		for (String pair : allPairs()) {
			Map<Outcome, Integer> outcomes = pairs.get(pair);
			if (outcomes != null) {
				table.append("%-24s %8d %10d %8d%n".formatted(pair, outcomes.getOrDefault(Outcome.PASSED, 0),
						outcomes.getOrDefault(Outcome.DEVIATED, 0), outcomes.getOrDefault(Outcome.FAILED, 0)));
			}
		}
		skipped.forEach((webServer) -> table.append("skipped: %s%n".formatted(webServer.howToInstall())));
		failures.stream().limit(MAX_FAILURES).forEach((failure) -> table.append("failed: %s%n".formatted(failure)));
		if (failures.size() > MAX_FAILURES) {
			table.append("failed: %d more%n".formatted(failures.size() - MAX_FAILURES));
		}
		Files.createDirectories(FILE.getParent());
		Files.writeString(FILE, table);
		System.out.println(table);
	}

	/**
	 * Require that each protocol was tried behind each web server.
	 */
	static synchronized void requireAllPairs() {
		assertThat(pairs.keySet()).as("pairs of web server and protocol that were tried")
			.containsExactlyInAnyOrderElementsOf(allPairs());
	}

	private static List<String> allPairs() {
		List<String> all = new ArrayList<>();
		all.add(DoorDescription.pair(null, Protocol.HTTP));
		Protocol.OF_ALL_LISTENERS.forEach((protocol) -> all.add(DoorDescription.pair(null, protocol)));
		for (WebServer webServer : WebServer.values()) {
			webServer.allProtocols().forEach((protocol) -> all.add(DoorDescription.pair(webServer, protocol)));
		}
		return all;
	}

	/**
	 * What came of a behaviour at a door.
	 */
	enum Outcome {

		PASSED, DEVIATED, FAILED

	}

}
