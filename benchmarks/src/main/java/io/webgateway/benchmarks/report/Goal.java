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

/**
 * What a figure has to be.
 *
 * @param bound the bound
 * @param least whether the figure must be at least that, or at most
 */
public record Goal(double bound, boolean least) {

	/**
	 * Create a goal that is reached by a figure that is not less.
	 * @param bound the bound
	 * @return the goal
	 */
	public static Goal atLeast(double bound) {
		return new Goal(bound, true);
	}

	/**
	 * Create a goal that is reached by a figure that is not more.
	 * @param bound the bound
	 * @return the goal
	 */
	public static Goal atMost(double bound) {
		return new Goal(bound, false);
	}

	boolean isReachedBy(double value) {
		return this.least ? value >= this.bound : value <= this.bound;
	}

	String text() {
		return (this.least ? "≥ " : "≤ ") + Spread.format(this.bound);
	}

}
