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
import io.webgateway.benchmarks.load.Request;
import io.webgateway.benchmarks.report.Goal;
import io.webgateway.benchmarks.report.Metric;
import io.webgateway.benchmarks.report.Ratios;
import io.webgateway.benchmarks.report.Section;
import io.webgateway.benchmarks.report.Series;

/**
 * Eight connections that are kept.
 */
final class KeepAlive implements Comparison {

	static final int CONNECTIONS = 8;

	static final Request HELLO = Request.get("/hello", 13);

	@Override
	public String name() {
		return "keep-alive";
	}

	@Override
	public Section run(Settings settings) throws IOException {
		try (Applications applications = new Applications(settings)) {
			List<Series> series = Rounds.run(settings,
					List.of(candidate(applications, Protocol.HTTP, Transport.TCP),
							candidate(applications, Protocol.FASTCGI, Transport.TCP),
							candidate(applications, Protocol.FASTCGI, Transport.UNIX),
							candidate(applications, Protocol.AJP, Transport.TCP),
							candidate(applications, Protocol.AJP, Transport.UNIX)));
			return new Section(name(), "Direct, keep-alive")
				.text("One `String` controller of a WebFlux application, 13 bytes, %d connections that are kept."
					.formatted(CONNECTIONS))
				.ratios(new Ratios(Metric.REQUESTS, series.get(0)).add(series.get(1), Goal.atLeast(1.15))
					.add(series.get(2), Goal.atLeast(1.4))
					.add(series.get(3), null)
					.add(series.get(4), null));
		}
	}

	private static Candidate candidate(Applications applications, Protocol protocol, Transport transport)
			throws IOException {
		return applications.candidate(protocol, transport, HELLO, (load) -> load.connections(CONNECTIONS));
	}

}
