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

package io.webgateway.testsupport;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBufAllocator;

/**
 * What the leak detectors of one test run have reported.
 */
class LeakReports {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final List<String> reports = new CopyOnWriteArrayList<>();

	private final String canary = "canary " + UUID.randomUUID();

	void add(String report) {
		this.reports.add(report.lines().filter(LeakReports::isOfInterest).collect(Collectors.joining("\n")));
	}

	private static boolean isOfInterest(String line) {
		return !line.contains("java.base/") && !line.contains("org.junit.") && !line.contains("org.apache.maven.");
	}

	/**
	 * Assert that nothing has been leaked so far. One buffer more is leaked on purpose:
	 * its report tells that those before it are complete, and that leaks are reported at
	 * all.
	 */
	void assertNoLeaks() {
		ByteBufAllocator.DEFAULT.buffer().touch(this.canary);
		awaitCanary();
		List<String> leaks = this.reports.stream().filter((report) -> !isCanary(report)).toList();
		if (!leaks.isEmpty()) {
			throw new AssertionError(leaks.size() + " leaks:\n" + String.join("\n", leaks));
		}
	}

	private void awaitCanary() {
		long start = System.nanoTime();
		while (this.reports.stream().noneMatch(this::isCanary)) {
			if (System.nanoTime() - start > PATIENCE.toNanos()) {
				throw new AssertionError("Leaks are not reported: was Netty used before the detection was installed?");
			}
			System.gc();
			// Detectors report what was collected when something new is allocated
			ByteBufAllocator.DEFAULT.buffer().release();
		}
	}

	private boolean isCanary(String report) {
		return report.contains(this.canary);
	}

}
