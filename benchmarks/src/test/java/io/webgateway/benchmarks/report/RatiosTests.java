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

package io.webgateway.benchmarks.report;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Ratios} and what becomes of them.
 */
class RatiosTests {

	private final Series http = series("HTTP", 100, 200, 300);

	private final Series fast = series("fast", 150, 240, 600);

	private final Ratios ratios = new Ratios(Metric.REQUESTS, this.http);

	@Test
	void whenRoundsDifferThenRatioIsTheMedianOfTheirRatios() {
		assertThat(this.fast.ratio(this.http, Metric.REQUESTS)).isEqualTo(new Spread(1.5, 1.2, 2));
		assertThat(this.fast.difference(this.http, Metric.REQUESTS)).isEqualTo(new Spread(50, 40, 300));
	}

	@Test
	void whenGoalIsReachedThenTableSaysSo() {
		assertThat(this.ratios.add(this.fast, Goal.atLeast(1.5)).table().markdown()).isEqualTo("""
				|  | requests/s | CPU µs/request | ratio to HTTP | goal |
				| --- | --- | --- | --- | --- |
				| HTTP | 200 (100–300) | 10.0 (10.0–10.0) | 1 |  |
				| fast | 240 (150–600) | 10.0 (10.0–10.0) | 1.50 (1.20–2.00) | ≥ 1.50, reached |
				""");
	}

	@Test
	void whenGoalIsNotReachedThenTableSaysSo() {
		assertThat(this.ratios.add(this.fast, Goal.atLeast(1.51)).table().markdown())
			.contains("≥ 1.51, **not reached**");
		assertThat(this.ratios.verdicts()).singleElement().matches((verdict) -> !verdict.isReached());
	}

	@Test
	void whenThereIsNoGoalThenThereIsNoVerdict() {
		assertThat(this.ratios.add(this.fast, null).verdicts()).isEmpty();
	}

	@Test
	void whenLessIsBetterThenGoalIsAnUpperBound() {
		Ratios cpu = new Ratios(Metric.CPU, this.http).add(this.fast, Goal.atMost(0.9));
		assertThat(cpu.verdicts()).singleElement().matches((verdict) -> !verdict.isReached());
		assertThat(Goal.atMost(1).isReachedBy(1)).isTrue();
	}

	private static Series series(String name, double... throughputs) {
		Series series = new Series(name);
		for (double throughput : throughputs) {
			series.add(new Sample(throughput, 0, 10, 0, 0));
		}
		return series;
	}

}
