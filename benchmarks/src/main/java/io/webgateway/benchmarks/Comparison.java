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

import io.webgateway.benchmarks.report.Section;

/**
 * One of the things that are compared. Each is listed in {@link Comparisons}.
 */
public interface Comparison {

	/**
	 * Return what it is called on the command line.
	 * @return the name
	 */
	String name();

	/**
	 * Say how it is measured.
	 * @param settings how much and on what is measured
	 * @return a sentence or two
	 */
	default String procedure(Settings settings) {
		return settings.description();
	}

	/**
	 * Measure it.
	 * @param settings how much and on what is measured
	 * @return what came out
	 * @throws IOException if it cannot be measured
	 */
	Section run(Settings settings) throws IOException;

}
