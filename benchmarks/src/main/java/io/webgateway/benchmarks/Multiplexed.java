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
import java.util.List;

import io.webgateway.benchmarks.load.Load;
import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.report.Goal;
import io.webgateway.benchmarks.report.Metric;
import io.webgateway.benchmarks.report.Ratios;
import io.webgateway.benchmarks.report.Section;
import io.webgateway.benchmarks.report.Series;

/**
 * One FastCGI connection with as many requests at a time as HTTP has connections.
 */
final class Multiplexed implements Comparison {

	private static final double GOAL = 1.2;

	@Override
	public String name() {
		return "multiplexed";
	}

	@Override
	public Section run(Settings settings) throws IOException {
		try (ServerProcess server = Servers.webFlux(settings)) {
			Load http = Load.of(Protocol.HTTP, server.address("http"), KeepAlive.HELLO)
				.connections(KeepAlive.CONNECTIONS);
			List<Series> series = Rounds.run(settings,
					List.of(Candidate.of("8 HTTP connections", http, server.handle()), candidate(server, Transport.TCP),
							candidate(server, Transport.UNIX)));
			return new Section(name(), "Direct, multiplexed")
				.text("One FastCGI connection with %d requests at a time, and as many HTTP connections with one each."
					.formatted(KeepAlive.CONNECTIONS))
				.ratios(new Ratios(Metric.REQUESTS, series.get(0)).add(series.get(1), Goal.atLeast(GOAL))
					.add(series.get(2), Goal.atLeast(GOAL)));
		}
	}

	private static Candidate candidate(ServerProcess server, Transport transport) {
		Load load = Load.of(Protocol.FASTCGI, server.address(Protocol.FASTCGI, transport), KeepAlive.HELLO)
			.multiplexed(KeepAlive.CONNECTIONS);
		return Candidate.of("one FastCGI connection, " + transport, load, server.handle());
	}

}
