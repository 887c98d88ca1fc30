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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.webgateway.benchmarks.load.Load;
import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.load.Request;
import io.webgateway.benchmarks.report.Goal;
import io.webgateway.benchmarks.report.Metric;
import io.webgateway.benchmarks.report.Ratios;
import io.webgateway.benchmarks.report.Section;
import io.webgateway.benchmarks.report.Series;

/**
 * Large responses and large uploads, on the Java of the run and on Java 25 where it is
 * known.
 */
final class Bodies implements Comparison {

	private static final int MEBIBYTE = 1 << 20;

	private static final int CONNECTIONS = 4;

	private static final double GOAL = 1.3;

	private static final List<Request> REQUESTS = List.of(Request.get("/whole/" + MEBIBYTE, MEBIBYTE),
			Request.get("/stream/" + MEBIBYTE, MEBIBYTE),
			Request.post("/upload", MEBIBYTE, String.valueOf(MEBIBYTE).length()));

	@Override
	public String name() {
		return "bodies";
	}

	@Override
	public Section run(Settings settings) throws IOException {
		Section section = new Section(name(), "Direct, 1 MiB responses and uploads")
			.text(("%d connections that are kept. `/whole` answers with one array, `/stream` with buffers of 64 KiB,"
					+ " `/upload` counts the bytes that arrive. 1 MB is 10<sup>6</sup> bytes.")
				.formatted(CONNECTIONS));
		List<Path> javas = new ArrayList<>(List.of(settings.java()));
		String java25 = System.getenv("JAVA25_HOME");
		if (java25 != null) {
			javas.add(Path.of(java25, "bin", "java"));
		}
		for (Path java : javas) {
			measure(settings.java(java), section);
		}
		return section;
	}

	private static void measure(Settings settings, Section section) throws IOException {
		String java = Machine.javaVersion(settings.java());
		section.text("On " + java + ":");
		try (ServerProcess server = Servers.webFlux(settings)) {
			for (Request request : REQUESTS) {
				List<Series> series = Rounds.run(settings.brief(),
						List.of(candidate(server, request, Protocol.HTTP, Transport.TCP),
								candidate(server, request, Protocol.FASTCGI, Transport.TCP),
								candidate(server, request, Protocol.FASTCGI, Transport.UNIX),
								candidate(server, request, Protocol.SCGI, Transport.UNIX)));
				section.ratios(new Ratios(Metric.MEGABYTES, series.get(0)).add(series.get(1), Goal.atLeast(GOAL))
					.add(series.get(2), Goal.atLeast(GOAL))
					.add(series.get(3), null));
			}
		}
	}

	private static Candidate candidate(ServerProcess server, Request request, Protocol protocol, Transport transport) {
		Load load = Load.of(protocol, server.address(protocol, transport), request).connections(CONNECTIONS);
		return Candidate.of(request.name() + ", " + Servers.name(protocol, transport), load, server.handle());
	}

}
