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

import org.jspecify.annotations.Nullable;

import io.webgateway.benchmarks.load.Load;
import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.report.Goal;
import io.webgateway.benchmarks.report.Metric;
import io.webgateway.benchmarks.report.Ratios;
import io.webgateway.benchmarks.report.Section;
import io.webgateway.benchmarks.report.Series;

/**
 * How long the slowest requests take where there is less to do than could be done.
 */
final class TailLatency implements Comparison {

	private static final int CONNECTIONS = 32;

	private static final double LOAD = 0.7;

	@Override
	public String name() {
		return "tail-latency";
	}

	@Override
	public Section run(Settings settings) throws IOException {
		try (Applications applications = new Applications(settings)) {
			List<ServerProcess> servers = List.of(applications.start(), applications.start(), applications.start());
			List<Load> loads = List.of(load(servers.get(0), Protocol.HTTP, Transport.TCP),
					load(servers.get(1), Protocol.FASTCGI, Transport.TCP),
					load(servers.get(2), Protocol.FASTCGI, Transport.UNIX));
			List<Series> maximum = Rounds.run(settings, candidates(servers, loads, null));
			double http = rate(maximum.get(0));
			Section section = new Section(name(), "Latency of 99 % of the requests at 70 % of the maximum rate")
				.text(("Requests start at a fixed rate, on up to %d connections that are kept, and their latency counts"
						+ " from when they were due. First, 70 %% of what HTTP can do (%,.0f requests/s) for all;"
						+ " then, for each 70 %% of what itself can do.")
					.formatted(CONNECTIONS, http));
			section.ratios(ratios(Rounds.run(settings, candidates(servers, loads, List.of(http, http, http))),
					Goal.atMost(1)));
			section.ratios(ratios(
					Rounds.run(settings, candidates(servers, loads, maximum.stream().map(TailLatency::rate).toList())),
					null));
			return section;
		}
	}

	private static double rate(Series series) {
		return series.spread(Metric.REQUESTS).median() * LOAD;
	}

	private static Ratios ratios(List<Series> series, @Nullable Goal goal) {
		return new Ratios(Metric.P99, series.get(0)).add(series.get(1), goal).add(series.get(2), goal);
	}

	private static Load load(ServerProcess server, Protocol protocol, Transport transport) {
		return Load.of(protocol, server.address(protocol, transport), KeepAlive.HELLO).connections(CONNECTIONS);
	}

	private static List<Candidate> candidates(List<ServerProcess> servers, List<Load> loads,
			@Nullable List<Double> rates) {
		List<String> names = List.of(Servers.name(Protocol.HTTP, Transport.TCP),
				Servers.name(Protocol.FASTCGI, Transport.TCP), Servers.name(Protocol.FASTCGI, Transport.UNIX));
		List<Candidate> candidates = new ArrayList<>();
		for (int i = 0; i < names.size(); i++) {
			Load load = (rates != null) ? loads.get(i).rate(rates.get(i)) : loads.get(i);
			candidates.add(Candidate.of(names.get(i), load, servers.get(i).handle()));
		}
		return candidates;
	}

}
