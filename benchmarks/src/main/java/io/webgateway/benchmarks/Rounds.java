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
import java.util.ArrayList;
import java.util.List;

import io.webgateway.benchmarks.report.Series;

/**
 * Measures candidates in turn, so that whatever changes meanwhile changes for all.
 */
public final class Rounds {

	private Rounds() {
	}

	/**
	 * Measure candidates.
	 * @param settings how often and how long
	 * @param candidates the candidates
	 * @return what was measured of each, in the same order
	 * @throws IOException if one cannot be measured
	 */
	public static List<Series> run(Settings settings, List<Candidate> candidates) throws IOException {
		settings.processors().releaseServers();
		WarmUp.run(settings, candidates);
		settings.processors().pinServers();
		List<Series> series = new ArrayList<>();
		candidates.forEach((candidate) -> series.add(new Series(candidate.name())));
		for (int round = 0; round < settings.rounds(); round++) {
			for (int i = 0; i < candidates.size(); i++) {
				series.get(i).add(candidates.get(i).measurement().measure(settings.leadIn(), settings.duration()));
			}
		}
		return series;
	}

}
