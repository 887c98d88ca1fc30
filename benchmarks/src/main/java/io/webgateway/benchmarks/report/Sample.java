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

import java.time.Duration;

import io.webgateway.benchmarks.load.LoadResult;

/**
 * What was measured once.
 *
 * @param requestsPerSecond the throughput
 * @param megabytesPerSecond the same in 10<sup>6</sup> bytes of bodies
 * @param cpuMicros the CPU time of the server for each request in microseconds
 * @param medianMicros the median of the latencies in microseconds
 * @param p99Micros the latency in microseconds that 99 % of the requests do not exceed
 */
public record Sample(double requestsPerSecond, double megabytesPerSecond, double cpuMicros, double medianMicros,
		double p99Micros) {

	/**
	 * Create a sample.
	 * @param result what came of a load
	 * @param cpuTime the CPU time of the server meanwhile
	 * @return the sample
	 */
	public static Sample of(LoadResult result, Duration cpuTime) {
		return new Sample(result.requestsPerSecond(), result.bodyBytes() / result.seconds() / 1e6,
				cpuTime.toNanos() / 1e3 / result.requests(), result.latencies().quantile(0.5) / 1e3,
				result.latencies().quantile(0.99) / 1e3);
	}

}
