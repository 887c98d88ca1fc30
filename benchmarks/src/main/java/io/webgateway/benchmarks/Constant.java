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

import io.webgateway.benchmarks.application.ConstantServer;
import io.webgateway.benchmarks.application.RawFastCgiServer;
import io.webgateway.benchmarks.load.Load;
import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.report.Goal;
import io.webgateway.benchmarks.report.Metric;
import io.webgateway.benchmarks.report.Section;
import io.webgateway.benchmarks.report.Series;
import io.webgateway.benchmarks.report.Table;
import io.webgateway.benchmarks.report.Verdict;

/**
 * What a request costs without Spring MVC machinery, above what Netty costs anyway.
 */
final class Constant implements Comparison {

	private static final double ABOVE_RAW = 6;

	@Override
	public String name() {
		return "constant";
	}

	@Override
	public Section run(Settings settings) throws IOException {
		try (ServerProcess raw = ServerProcess.start(settings, List.of(), RawFastCgiServer.class,
				List.of("{directory}"));
				ServerProcess constant = ServerProcess.start(settings, List.of(), ConstantServer.class,
						List.of("{directory}"))) {
			Section section = new Section(name(), "Constant handler")
				.text("An `HttpHandler` that always gives the same 13 bytes, beside raw Netty that looks at no variable"
						+ " and beside Reactor Netty HTTP with the same handler; %d connections."
							.formatted(KeepAlive.CONNECTIONS));
			measure(settings, section, raw, constant, true);
			measure(settings, section, raw, constant, false);
			return section;
		}
	}

	private static void measure(Settings settings, Section section, ServerProcess raw, ServerProcess constant,
			boolean keepAlive) throws IOException {
		List<Candidate> candidates = new ArrayList<>();
		candidates.add(candidate("Reactor Netty HTTP", constant, Protocol.HTTP, Transport.TCP, keepAlive));
		for (Transport transport : Transport.values()) {
			candidates.add(candidate("raw Netty FastCGI, " + transport, raw, Protocol.FASTCGI, transport, keepAlive));
			candidates
				.add(candidate("gateway, FastCGI, " + transport, constant, Protocol.FASTCGI, transport, keepAlive));
		}
		List<Series> series = Rounds.run(settings, candidates);
		Table table = new Table(keepAlive ? "connections are kept" : "a connection for every request",
				Metric.CPU.unit(), "above raw Netty", "ratio to Reactor Netty HTTP", Metric.REQUESTS.unit());
		Series http = series.get(0);
		table.row(http.name(), http.spread(Metric.CPU).text(), "", "1", http.spread(Metric.REQUESTS).text());
		for (int i = 1; i < series.size(); i += 2) {
			Series floor = series.get(i);
			Series ours = series.get(i + 1);
			String name = ours.name() + (keepAlive ? "" : ", a connection for every request");
			Verdict above = new Verdict(name + ", CPU µs above raw Netty", ours.difference(floor, Metric.CPU),
					Goal.atMost(ABOVE_RAW));
			Verdict less = new Verdict(name + ", CPU to Reactor Netty HTTP", ours.ratio(http, Metric.CPU),
					Goal.atMost(1));
			table.row(floor.name(), floor.spread(Metric.CPU).text(), "0", floor.ratio(http, Metric.CPU).text(),
					floor.spread(Metric.REQUESTS).text());
			table.row(ours.name(), ours.spread(Metric.CPU).text(), keepAlive ? cell(above) : above.measured().text(),
					cell(less), ours.spread(Metric.REQUESTS).text());
			section.verdict(less);
			if (keepAlive) {
				section.verdict(above);
			}
		}
		section.table(table);
	}

	private static String cell(Verdict verdict) {
		return verdict.measured().text() + "; " + verdict.text();
	}

	private static Candidate candidate(String name, ServerProcess server, Protocol protocol, Transport transport,
			boolean keepAlive) {
		Load load = Load.of(protocol, server.address(protocol, transport), KeepAlive.HELLO)
			.connections(KeepAlive.CONNECTIONS);
		return Candidate.of(name, keepAlive ? load : load.connectionPerRequest(), server.handle());
	}

}
