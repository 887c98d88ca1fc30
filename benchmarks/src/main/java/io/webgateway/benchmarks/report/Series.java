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

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * What was measured of one candidate, round by round.
 */
public final class Series {

	private final String name;

	private final List<Sample> samples = new ArrayList<>();

	/**
	 * Create a new series.
	 * @param name the name of the candidate
	 */
	public Series(String name) {
		this.name = name;
	}

	/**
	 * Return the name of the candidate.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Add the sample of the next round.
	 * @param sample the sample
	 */
	public void add(Sample sample) {
		this.samples.add(sample);
	}

	/**
	 * Return one figure of all rounds.
	 * @param metric which one
	 * @return its spread
	 */
	public Spread spread(Metric metric) {
		return Spread.of(this.samples.stream().mapToDouble(metric::valueOf).toArray());
	}

	/**
	 * Return the ratios of each round to the same round of another series.
	 * @param baseline the other series
	 * @param metric what is compared
	 * @return the spread of the ratios
	 */
	public Spread ratio(Series baseline, Metric metric) {
		return compare(baseline, metric, (value, other) -> value / other);
	}

	/**
	 * Return by how much each round exceeds the same round of another series.
	 * @param baseline the other series
	 * @param metric what is compared
	 * @return the spread of the differences
	 */
	public Spread difference(Series baseline, Metric metric) {
		return compare(baseline, metric, (value, other) -> value - other);
	}

	private Spread compare(Series baseline, Metric metric, DoubleBinaryOperator operator) {
		double[] values = new double[Math.min(this.samples.size(), baseline.samples.size())];
		for (int i = 0; i < values.length; i++) {
			values[i] = operator.applyAsDouble(metric.valueOf(this.samples.get(i)),
					metric.valueOf(baseline.samples.get(i)));
		}
		return Spread.of(values);
	}

}
