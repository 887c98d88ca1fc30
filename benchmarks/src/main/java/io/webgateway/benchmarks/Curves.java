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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.webgateway.benchmarks.load.Load;
import io.webgateway.benchmarks.load.LoadGenerator;
import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.load.Request;
import io.webgateway.benchmarks.report.LinePlot;
import io.webgateway.benchmarks.report.Metric;
import io.webgateway.benchmarks.report.Section;
import io.webgateway.benchmarks.report.Series;
import io.webgateway.benchmarks.report.Spread;
import io.webgateway.benchmarks.report.Table;

/**
 * Whether the cost of a request grows with what there is to do, and no faster.
 */
final class Curves implements Comparison {

	private static final List<Integer> CONNECTIONS = List.of(1, 10, 100, 1000, 10_000);

	private static final List<Integer> VARIABLES = List.of(Request.FEW_VARIABLES, Request.USUAL_VARIABLES, 50, 100,
			200);

	private static final List<Long> BODIES = List.of(0L, 1L << 10, 1L << 14, 1L << 17, 1L << 20, 1L << 24, 1L << 27,
			1L << 30);

	/** As many bytes for each size of bodies, but at most so many requests. */
	private static final long BYTES = 1L << 30;

	private static final long MAX_REQUESTS = 20_000;

	private static final Duration LIMIT = Duration.ofMinutes(2);

	@Override
	public String name() {
		return "curves";
	}

	@Override
	public Section run(Settings settings) throws IOException {
		Section section = new Section(name(), "Curves")
			.text("How throughput and the time of a body change with what there is to do. Both axes are logarithmic.");
		try (ServerProcess server = Servers.webFlux(settings)) {
			Map<String, Load> ways = new LinkedHashMap<>();
			ways.put(Servers.name(Protocol.HTTP, Transport.TCP), load(server, Protocol.HTTP, Transport.TCP));
			ways.put(Servers.name(Protocol.FASTCGI, Transport.TCP), load(server, Protocol.FASTCGI, Transport.TCP));
			ways.put(Servers.name(Protocol.FASTCGI, Transport.UNIX), load(server, Protocol.FASTCGI, Transport.UNIX));
			connections(settings, server, ways, section);
			variables(settings, server, ways, section);
			bodies(settings, ways, section, true);
			bodies(settings, ways, section, false);
		}
		return section;
	}

	private static Load load(ServerProcess server, Protocol protocol, Transport transport) {
		return Load.of(protocol, server.address(protocol, transport), KeepAlive.HELLO)
			.connections(KeepAlive.CONNECTIONS);
	}

	private static void connections(Settings settings, ServerProcess server, Map<String, Load> ways, Section section)
			throws IOException {
		Table table = new Table("connections", ways.keySet(), Metric.REQUESTS.unit());
		LinePlot plot = new LinePlot("Connections", "connections", Metric.CPU.unit());
		for (int connections : settings.quick() ? CONNECTIONS.subList(0, 3) : CONNECTIONS) {
			Map<String, Load> loads = new LinkedHashMap<>();
			ways.forEach((name, load) -> loads.put(name, load.connections(connections)));
			measure(settings, server, loads, connections, table, plot);
		}
		section.table(table).plot(plot);
	}

	private static void variables(Settings settings, ServerProcess server, Map<String, Load> ways, Section section)
			throws IOException {
		Table table = new Table("variables", ways.keySet(), Metric.REQUESTS.unit());
		LinePlot plot = new LinePlot("Variables", "variables", Metric.CPU.unit());
		for (int variables : VARIABLES) {
			Map<String, Load> loads = new LinkedHashMap<>();
			ways.forEach((name, load) -> loads.put(name, load.request(KeepAlive.HELLO.withVariables(variables))));
			measure(settings, server, loads, variables, table, plot);
		}
		section.text("For HTTP, the headers that these variables are made of.").table(table).plot(plot);
	}

	private static void measure(Settings settings, ServerProcess server, Map<String, Load> loads, int x, Table table,
			LinePlot plot) throws IOException {
		List<Candidate> candidates = loads.entrySet()
			.stream()
			.map((way) -> Candidate.of(way.getKey(), way.getValue(), server.handle()))
			.toList();
		List<Series> series = Rounds.run(settings.brief(), candidates);
		table.row(String.format("%,d", x), series.stream().map((one) -> one.spread(Metric.REQUESTS).text()).toList());
		for (Series one : series) {
			plot.point(one.name(), x, Math.max(one.spread(Metric.CPU).median(), 1));
		}
	}

	private static void bodies(Settings settings, Map<String, Load> ways, Section section, boolean upload)
			throws IOException {
		String what = upload ? "upload" : "response";
		Table table = new Table("bytes of " + what, ways.keySet(), "milliseconds");
		LinePlot plot = new LinePlot("Body of " + what, "bytes, 0 as 1", "milliseconds");
		for (long size : settings.quick() ? BODIES.subList(0, 3) : BODIES) {
			Request request = upload ? upload(size) : Request.get("/stream/" + size, size);
			long requests = Math.max(1, Math.min(MAX_REQUESTS, BYTES / Math.max(size, 1)));
			Map<String, Spread> times = new LinkedHashMap<>();
			for (Map.Entry<String, Load> way : ways.entrySet()) {
				Load load = way.getValue().connections(1).request(request).requests(settings.quick() ? 1 : requests);
				double[] millis = new double[Math.min(settings.rounds(), 3)];
				for (int i = 0; i < millis.length; i++) {
					millis[i] = millis(load);
				}
				times.put(way.getKey(), Spread.of(millis));
				plot.point(way.getKey(), Math.max(size, 1), times.get(way.getKey()).median());
			}
			table.row(String.format("%,d", size), times.values().stream().map(Spread::text).toList());
		}
		section.text("One connection, one request after the other.").table(table).plot(plot);
	}

	private static Request upload(long size) {
		return (size > 0) ? Request.post("/upload", size, String.valueOf(size).length()) : KeepAlive.HELLO;
	}

	private static double millis(Load load) throws IOException {
		return 1e3 / LoadGenerator.run(load, Duration.ZERO, LIMIT).orThrow().requestsPerSecond();
	}

}
