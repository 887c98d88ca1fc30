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
 * Whether a goal is reached.
 *
 * @param name what it is about
 * @param measured what was measured
 * @param goal the goal
 */
public record Verdict(String name, Spread measured, Goal goal) {

	/**
	 * Return whether the median reaches the goal.
	 * @return whether it does
	 */
	public boolean isReached() {
		return this.goal.isReachedBy(this.measured.median());
	}

	/**
	 * Return the goal and whether it is reached.
	 * @return the text
	 */
	public String text() {
		return this.goal.text() + (isReached() ? ", reached" : ", **not reached**");
	}

}
