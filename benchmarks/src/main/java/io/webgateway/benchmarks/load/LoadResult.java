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

package io.webgateway.benchmarks.load;

import java.util.Map;

/**
 * What came of a load.
 *
 * @param requests the number of requests that were answered rightly
 * @param seconds how long that took
 * @param bodyBytes the length of all bodies of these requests and their responses
 * @param latencies how long each of them took
 * @param errors how often which error has happened
 */
public record LoadResult(long requests, double seconds, long bodyBytes, Histogram latencies, Map<String, Long> errors) {

	/**
	 * Return this result if it is worth anything.
	 * @return this result
	 * @throws IllegalStateException if a single request failed, or all
	 */
	public LoadResult orThrow() {
		if (!this.errors.isEmpty()) {
			throw new IllegalStateException("Requests failed: " + this.errors);
		}
		if (this.requests == 0) {
			throw new IllegalStateException("No request was answered");
		}
		return this;
	}

	/**
	 * Return the throughput.
	 * @return requests per second
	 */
	public double requestsPerSecond() {
		return this.requests / this.seconds;
	}

}
