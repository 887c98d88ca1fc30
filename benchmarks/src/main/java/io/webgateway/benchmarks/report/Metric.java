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

import java.util.function.ToDoubleFunction;

/**
 * What a sample is compared by.
 */
public enum Metric {

	/**
	 * The throughput in requests.
	 */
	REQUESTS("requests/s", Sample::requestsPerSecond, true),

	/**
	 * The throughput in bytes.
	 */
	MEGABYTES("MB/s", Sample::megabytesPerSecond, true),

	/**
	 * The CPU time of the server.
	 */
	CPU("CPU µs/request", Sample::cpuMicros, false),

	/**
	 * The median of the latencies.
	 */
	MEDIAN("median µs", Sample::medianMicros, false),

	/**
	 * The latency that few requests exceed.
	 */
	P99("p99 µs", Sample::p99Micros, false);

	private final String unit;

	private final ToDoubleFunction<Sample> value;

	private final boolean higherIsBetter;

	Metric(String unit, ToDoubleFunction<Sample> value, boolean higherIsBetter) {
		this.unit = unit;
		this.value = value;
		this.higherIsBetter = higherIsBetter;
	}

	/**
	 * Return the unit of the values.
	 * @return the unit
	 */
	public String unit() {
		return this.unit;
	}

	double valueOf(Sample sample) {
		return this.value.applyAsDouble(sample);
	}

	boolean isHigherBetter() {
		return this.higherIsBetter;
	}

}
