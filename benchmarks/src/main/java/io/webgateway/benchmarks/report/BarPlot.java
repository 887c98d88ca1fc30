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

import org.jspecify.annotations.Nullable;

/**
 * A bar for the median of each candidate, with its spread and its goal.
 */
public final class BarPlot implements Plot {

	private static final int NAMES = 300;

	private static final int WIDTH = 900;

	private static final int SCALE = 520;

	private static final int ROW = 30;

	private static final int TOP = 50;

	private final String title;

	private final String label;

	private final List<Bar> bars = new ArrayList<>();

	/**
	 * Create a new plot.
	 * @param title the title
	 * @param label what the length of a bar means
	 */
	public BarPlot(String title, String label) {
		this.title = title;
		this.label = label;
	}

	/**
	 * Add a bar.
	 * @param name its name
	 * @param value its length
	 * @param goal the length that it should have, if there is a goal
	 * @return this plot
	 */
	public BarPlot bar(String name, Spread value, @Nullable Goal goal) {
		this.bars.add(new Bar(name, value, goal));
		return this;
	}

	@Override
	public String svg() {
		double longest = this.bars.stream()
			.mapToDouble((bar) -> Math.max(bar.value().max(), (bar.goal() != null) ? bar.goal().bound() : 0))
			.max()
			.orElse(1);
		double unit = SCALE / Math.max(longest, 1);
		int bottom = TOP + this.bars.size() * ROW;
		Svg svg = new Svg(WIDTH, bottom + 40);
		svg.text(NAMES, 22, "start", "bold", this.title);
		for (int i = 0; i < this.bars.size(); i++) {
			drawBar(svg, this.bars.get(i), TOP + i * ROW, unit);
		}
		svg.line(NAMES + unit, TOP - 8, NAMES + unit, bottom, "#333", 1.5);
		for (int i = 0; i < this.bars.size(); i++) {
			drawFigures(svg, this.bars.get(i), TOP + i * ROW, unit);
		}
		svg.text(NAMES + unit, TOP - 12, "middle", "normal", "1");
		svg.text(NAMES, bottom + 24, "start", "normal",
				this.label + "; thin: least and greatest of the rounds; red: goal");
		return svg.toString();
	}

	private static void drawBar(Svg svg, Bar bar, int top, double unit) {
		boolean reached = bar.goal() == null || bar.goal().isReachedBy(bar.value().median());
		svg.rect(NAMES, top + 6, bar.value().median() * unit, ROW - 12, reached ? "#5b8db8" : "#c9b37a");
	}

	private static void drawFigures(Svg svg, Bar bar, int top, double unit) {
		double middle = top + ROW / 2.0;
		svg.text(NAMES - 8, middle + 4, "end", "normal", bar.name());
		svg.line(NAMES + bar.value().min() * unit, middle, NAMES + bar.value().max() * unit, middle, "#222", 1);
		if (bar.goal() != null) {
			double goal = NAMES + bar.goal().bound() * unit;
			svg.line(goal, top + 2, goal, top + ROW - 2, "#c00", 2);
		}
		svg.text(NAMES + SCALE + 8, middle + 4, "start", "normal", Spread.format(bar.value().median()));
	}

	private record Bar(String name, Spread value, @Nullable Goal goal) {

	}

}
