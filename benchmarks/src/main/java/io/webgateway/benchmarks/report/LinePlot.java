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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines over logarithmic axes, where what grows linearly is straight.
 */
public final class LinePlot implements Plot {

	private static final int LEFT = 90;

	private static final int TOP = 50;

	private static final int WIDTH = 560;

	private static final int HEIGHT = 340;

	private static final List<String> COLORS = List.of("#333333", "#1f77b4", "#d62728", "#2ca02c");

	private final String title;

	private final String x;

	private final String y;

	private final Map<String, Map<Double, Double>> lines = new LinkedHashMap<>();

	/**
	 * Create a new plot.
	 * @param title the title
	 * @param x what the horizontal axis means
	 * @param y what the vertical axis means
	 */
	public LinePlot(String title, String x, String y) {
		this.title = title;
		this.x = x;
		this.y = y;
	}

	/**
	 * Add a point to a line. Only what is greater than zero has a place on these axes.
	 * @param line the name of the line
	 * @param x its horizontal place
	 * @param y its vertical place
	 * @return this plot
	 */
	public LinePlot point(String line, double x, double y) {
		if (x <= 0 || y <= 0) {
			throw new IllegalArgumentException("No place for (" + x + ", " + y + ") on logarithmic axes");
		}
		this.lines.computeIfAbsent(line, (name) -> new LinkedHashMap<>()).put(x, y);
		return this;
	}

	@Override
	public String svg() {
		double[] xs = this.lines.values()
			.stream()
			.flatMap((line) -> line.keySet().stream())
			.mapToDouble(Math::log10)
			.toArray();
		double[] ys = this.lines.values()
			.stream()
			.flatMap((line) -> line.values().stream())
			.mapToDouble(Math::log10)
			.toArray();
		Axis horizontal = Axis.of(xs, LEFT, LEFT + WIDTH);
		Axis vertical = Axis.of(ys, TOP + HEIGHT, TOP);
		Svg svg = new Svg(LEFT + WIDTH + 190, TOP + HEIGHT + 60);
		svg.text(LEFT, 22, "start", "bold", this.title);
		for (int decade = horizontal.low(); decade <= horizontal.high(); decade++) {
			double place = horizontal.place(decade);
			svg.line(place, TOP, place, TOP + HEIGHT, "#ddd", 1);
			svg.text(place, TOP + HEIGHT + 18, "middle", "normal", power(decade));
		}
		for (int decade = vertical.low(); decade <= vertical.high(); decade++) {
			double place = vertical.place(decade);
			svg.line(LEFT, place, LEFT + WIDTH, place, "#ddd", 1);
			svg.text(LEFT - 8, place + 4, "end", "normal", power(decade));
		}
		svg.text(LEFT + WIDTH / 2.0, TOP + HEIGHT + 42, "middle", "normal", this.x);
		svg.text(LEFT, TOP - 10, "start", "normal", this.y);
		int index = 0;
		for (Map.Entry<String, Map<Double, Double>> line : this.lines.entrySet()) {
			draw(svg, line.getKey(), line.getValue(), horizontal, vertical, index++);
		}
		return svg.toString();
	}

	private static void draw(Svg svg, String name, Map<Double, Double> points, Axis horizontal, Axis vertical,
			int index) {
		String color = COLORS.get(index % COLORS.size());
		double lastX = Double.NaN;
		double lastY = Double.NaN;
		for (Map.Entry<Double, Double> point : points.entrySet()) {
			double x = horizontal.place(Math.log10(point.getKey()));
			double y = vertical.place(Math.log10(point.getValue()));
			svg.circle(x, y, 3, color);
			if (!Double.isNaN(lastX)) {
				svg.line(lastX, lastY, x, y, color, 1.5);
			}
			lastX = x;
			lastY = y;
		}
		double top = TOP + 14 + 20.0 * index;
		svg.rect(LEFT + WIDTH + 14, top - 8, 14, 8, color);
		svg.text(LEFT + WIDTH + 34, top, "start", "normal", name);
	}

	private static String power(int decade) {
		return (decade >= 0 && decade <= 4) ? String.valueOf((long) Math.pow(10, decade)) : "1e" + decade;
	}

	/**
	 * An axis that reaches from one power of ten to another.
	 */
	private record Axis(int low, int high, double start, double end) {

		static Axis of(double[] logarithms, double start, double end) {
			double min = Double.MAX_VALUE;
			double max = -Double.MAX_VALUE;
			for (double logarithm : logarithms) {
				min = Math.min(min, logarithm);
				max = Math.max(max, logarithm);
			}
			int low = (int) Math.floor(min);
			return new Axis(low, Math.max((int) Math.ceil(max), low + 1), start, end);
		}

		double place(double logarithm) {
			return this.start + (logarithm - this.low) / (this.high - this.low) * (this.end - this.start);
		}

	}

}
