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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Candidates beside the one that they are compared with.
 */
public final class Ratios {

	private final Metric metric;

	private final Series baseline;

	private final Map<Series, @Nullable Goal> candidates = new LinkedHashMap<>();

	/**
	 * Create new ratios.
	 * @param metric what is compared
	 * @param baseline what the candidates are compared with
	 */
	public Ratios(Metric metric, Series baseline) {
		this.metric = metric;
		this.baseline = baseline;
	}

	/**
	 * Add a candidate.
	 * @param candidate what was measured of it
	 * @param goal what the ratio must be, if there is a goal
	 * @return these ratios
	 */
	public Ratios add(Series candidate, @Nullable Goal goal) {
		this.candidates.put(candidate, goal);
		return this;
	}

	Table table() {
		Table table = new Table("", this.metric.unit(), Metric.CPU.unit(), "ratio to " + this.baseline.name(), "goal");
		table.row(this.baseline.name(), this.baseline.spread(this.metric).text(),
				this.baseline.spread(Metric.CPU).text(), "1", "");
		this.candidates.forEach((candidate, goal) -> table.row(candidate.name(), candidate.spread(this.metric).text(),
				candidate.spread(Metric.CPU).text(), ratio(candidate).text(),
				(goal != null) ? new Verdict("", ratio(candidate), goal).text() : ""));
		return table;
	}

	List<Verdict> verdicts() {
		List<Verdict> verdicts = new ArrayList<>();
		this.candidates.forEach((candidate, goal) -> {
			if (goal != null) {
				verdicts.add(new Verdict(candidate.name(), ratio(candidate), goal));
			}
		});
		return verdicts;
	}

	BarPlot plot(String title) {
		BarPlot plot = new BarPlot(title, "ratio of " + this.metric.unit() + " to " + this.baseline.name());
		this.candidates.forEach((candidate, goal) -> plot.bar(candidate.name(), ratio(candidate), goal));
		return plot;
	}

	private Spread ratio(Series candidate) {
		return candidate.ratio(this.baseline, this.metric);
	}

}
