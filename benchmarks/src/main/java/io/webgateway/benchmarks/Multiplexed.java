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
		try (Applications applications = new Applications(settings)) {
			List<Series> series = Rounds.run(settings,
					List.of(applications.candidate("8 HTTP connections", Protocol.HTTP, Transport.TCP, KeepAlive.HELLO,
							(load) -> load.connections(KeepAlive.CONNECTIONS)), candidate(applications, Transport.TCP),
							candidate(applications, Transport.UNIX)));
			return new Section(name(), "Direct, multiplexed")
				.text("One FastCGI connection with %d requests at a time, and as many HTTP connections with one each."
					.formatted(KeepAlive.CONNECTIONS))
				.ratios(new Ratios(Metric.REQUESTS, series.get(0)).add(series.get(1), Goal.atLeast(GOAL))
					.add(series.get(2), Goal.atLeast(GOAL)));
		}
	}

	private static Candidate candidate(Applications applications, Transport transport) throws IOException {
		return applications.candidate("one FastCGI connection, " + transport, Protocol.FASTCGI, transport,
				KeepAlive.HELLO, (load) -> load.multiplexed(KeepAlive.CONNECTIONS));
	}

}
