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

import java.util.Arrays;
import java.util.Locale;

/**
 * The median of several values and how far they are apart.
 *
 * @param median the median
 * @param min the least value
 * @param max the greatest value
 */
public record Spread(double median, double min, double max) {

	private static final double HUNDRED = 100;

	/**
	 * Create a spread.
	 * @param values the values
	 * @return their spread
	 */
	public static Spread of(double... values) {
		if (values.length == 0) {
			throw new IllegalArgumentException("No values");
		}
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		double median = (sorted.length % 2 != 0) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
		return new Spread(median, sorted[0], sorted[sorted.length - 1]);
	}

	/**
	 * Return the spread with so many digits that nothing is hidden.
	 * @return the text
	 */
	public String text() {
		return String.format(Locale.ROOT, "%s (%s–%s)", format(this.median), format(this.min), format(this.max));
	}

	/**
	 * Return a value with three digits or all before the point.
	 * @param value the value
	 * @return the text
	 */
	public static String format(double value) {
		if (Math.abs(value) >= HUNDRED) {
			return String.format(Locale.ROOT, "%,.0f", value);
		}
		return String.format(Locale.ROOT, (Math.abs(value) >= 10) ? "%.1f" : "%.2f", value);
	}

}
