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
import java.util.List;

/**
 * Puts candidates under load until they get no faster: a JVM compiles for a long time,
 * and candidates in the same one compile the same code anew for each other.
 */
final class WarmUp {

	private static final int MAX_PASSES = 10;

	private static final double STILL_FASTER = 1.05;

	private WarmUp() {
	}

	static void run(Settings settings, List<Candidate> candidates) throws IOException {
		double[] fastest = new double[candidates.size()];
		boolean faster = true;
		for (int pass = 0; faster && pass < MAX_PASSES; pass++) {
			faster = false;
			for (int i = 0; i < fastest.length; i++) {
				double throughput = candidates.get(i)
					.measurement()
					.measure(Duration.ZERO, settings.warmUp())
					.requestsPerSecond();
				faster |= throughput > fastest[i] * STILL_FASTER && !settings.quick();
				fastest[i] = Math.max(fastest[i], throughput);
			}
		}
	}

}
