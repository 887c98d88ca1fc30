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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.report.Report;
import io.webgateway.benchmarks.report.Sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Main}: that everything works, not how fast.
 */
class MainTests {

	@Test
	void whenComparisonIsRunThenItsReportHasEveryCandidate(@TempDir Path directory) throws IOException {
		Report report = Main.run(Settings.QUICK, List.of(new KeepAlive()), directory);
		assertThat(report.markdown()).contains("Servers and load share all processors. 2 rounds of 0.3 seconds",
				"## Direct, keep-alive", "| HTTP | ", "| FastCGI, TCP | ", "| FastCGI, unix | ", "| AJP, TCP | ",
				"| AJP, unix | ", "≥ 1.15, ", "≥ 1.40, ");
		assertThat(directory.resolve("report.md")).hasContent(report.markdown());
		assertThat(directory.resolve("performance/keep-alive.svg")).isNotEmptyFile();
	}

	@Test
	void whenCandidatesAreMeasuredThenTheyTakeTurns() throws IOException {
		StringBuilder turns = new StringBuilder();
		Rounds.run(Settings.QUICK.rounds(3), List.of(candidate("a", turns), candidate("b", turns)));
		assertThat(turns).hasToString("abababab");
	}

	@Test
	void whenNamesAreUnknownThenTheyAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Main.main(new String[] { "--only", "nothing" }));
		assertThatIllegalArgumentException().isThrownBy(() -> Main.main(new String[] { "--nothing" }));
	}

	@Test
	void whenComparisonsAreListedThenTheirNamesDiffer() {
		assertThat(Comparisons.ALL).extracting(Comparison::name).doesNotHaveDuplicates();
	}

	@Test
	void whenTransportIsNamedThenItsListenerIs() {
		assertThat(Transport.UNIX.listener(Protocol.FASTCGI)).isEqualTo("fastcgi-unix");
		assertThat(Transport.TCP.listener(Protocol.HTTP)).isEqualTo("http");
	}

	private static Candidate candidate(String name, StringBuilder turns) {
		return new Candidate(name, (Duration leadIn, Duration duration) -> {
			turns.append(name);
			return new Sample(1, 0, 0, 0, 0);
		});
	}

}
