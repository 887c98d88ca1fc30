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
import java.time.Duration;

import io.webgateway.benchmarks.load.Load;
import io.webgateway.benchmarks.load.LoadGenerator;
import io.webgateway.benchmarks.load.LoadResult;
import io.webgateway.benchmarks.report.Sample;

/**
 * One of those that are compared.
 *
 * @param name how it is called in tables
 * @param measurement measures it once
 */
public record Candidate(String name, Measurement measurement) {

	/**
	 * Create a candidate that is measured with our own load.
	 * @param name how it is called in tables
	 * @param load the load
	 * @param servers the processes whose CPU time counts
	 * @return the candidate
	 */
	public static Candidate of(String name, Load load, ProcessHandle... servers) {
		return new Candidate(name, (leadIn, duration) -> {
			CpuTime cpuTime = new CpuTime(servers);
			LoadResult result = LoadGenerator.run(load, leadIn, duration, cpuTime::lap).orThrow();
			return Sample.of(result, cpuTime.lastLap());
		});
	}

	/**
	 * Measures a candidate.
	 */
	@FunctionalInterface
	public interface Measurement {

		/**
		 * Measure the candidate once.
		 * @param leadIn how long it is under load before anything is counted
		 * @param duration how long it is measured
		 * @return what was measured
		 * @throws IOException if it cannot be measured
		 */
		Sample measure(Duration leadIn, Duration duration) throws IOException;

	}

}
