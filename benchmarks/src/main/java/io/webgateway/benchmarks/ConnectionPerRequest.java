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

import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.report.Goal;
import io.webgateway.benchmarks.report.Metric;
import io.webgateway.benchmarks.report.Ratios;
import io.webgateway.benchmarks.report.Section;
import io.webgateway.benchmarks.report.Series;

/**
 * A connection for every request.
 */
final class ConnectionPerRequest implements Comparison {

	private static final double TCP_GOAL = 1.35;

	private static final double UNIX_GOAL = 1.9;

	@Override
	public String name() {
		return "connection-per-request";
	}

	@Override
	public Section run(Settings settings) throws IOException {
		try (Applications applications = new Applications(settings)) {
			List<Candidate> candidates = new ArrayList<>();
			List<Goal> goals = new ArrayList<>();
			candidates.add(candidate(applications, Protocol.HTTP, Transport.TCP));
			for (Protocol protocol : List.of(Protocol.FASTCGI, Protocol.SCGI, Protocol.UWSGI)) {
				for (Transport transport : Transport.values()) {
					candidates.add(candidate(applications, protocol, transport));
					goals.add(Goal.atLeast((transport == Transport.UNIX) ? UNIX_GOAL : TCP_GOAL));
				}
			}
			List<Series> series = Rounds.run(settings, candidates);
			Ratios ratios = new Ratios(Metric.REQUESTS, series.get(0));
			for (int i = 0; i < goals.size(); i++) {
				ratios.add(series.get(i + 1), goals.get(i));
			}
			return new Section(name(), "Direct, a connection for every request")
				.text("The same controller, %d requests at a time, each on a connection of its own."
					.formatted(KeepAlive.CONNECTIONS))
				.ratios(ratios);
		}
	}

	private static Candidate candidate(Applications applications, Protocol protocol, Transport transport)
			throws IOException {
		return applications.candidate(protocol, transport, KeepAlive.HELLO,
				(load) -> load.connections(KeepAlive.CONNECTIONS).connectionPerRequest());
	}

}
