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

package io.webgateway.benchmarks.load;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Histogram}.
 */
class HistogramTests {

	private final Histogram histogram = new Histogram();

	@Test
	void whenValuesAreUniformThenQuantilesAreRightWithinOnePercent() {
		for (long i = 1; i <= 100_000; i++) {
			this.histogram.add(i * 1000);
		}
		assertThat(this.histogram.quantile(0.5)).isCloseTo(50_000_000L, Percentage.withPercentage(1));
		assertThat(this.histogram.quantile(0.99)).isCloseTo(99_000_000L, Percentage.withPercentage(1));
		assertThat(this.histogram.quantile(1)).isEqualTo(100_000_000L).isEqualTo(this.histogram.max());
		assertThat(this.histogram.size()).isEqualTo(100_000);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, 127, 128, 255, 256, 257, 1_000_003, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE })
	void whenAllValuesAreTheSameThenItIsEveryQuantile(long value) {
		this.histogram.add(value);
		this.histogram.add(value);
		assertThat(this.histogram.quantile(0.01)).isEqualTo(value);
		assertThat(this.histogram.quantile(0.99)).isEqualTo(value);
	}

	@Test
	void whenOneValueIsFarAwayThenOnlyTheLastQuantilesAreIt() {
		for (int i = 0; i < 99; i++) {
			this.histogram.add(100);
		}
		this.histogram.add(1_000_000);
		assertThat(this.histogram.quantile(0.99)).isEqualTo(100);
		assertThat(this.histogram.quantile(0.995)).isEqualTo(1_000_000);
	}

	@Test
	void whenNothingIsCountedThenQuantilesAreZero() {
		assertThat(this.histogram.quantile(0.99)).isZero();
	}

}
