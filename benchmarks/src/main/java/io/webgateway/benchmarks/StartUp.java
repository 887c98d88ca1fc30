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

import io.webgateway.benchmarks.application.WebFluxApplication;
import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.report.Goal;
import io.webgateway.benchmarks.report.Section;
import io.webgateway.benchmarks.report.Spread;
import io.webgateway.benchmarks.report.Table;
import io.webgateway.benchmarks.report.Verdict;

/**
 * How much longer an application takes to start that has listeners.
 */
final class StartUp implements Comparison {

	private static final int STARTS_PER_ROUND = 3;

	private static final double GOAL = 1.02;

	@Override
	public String name() {
		return "start-up";
	}

	@Override
	public Section run(Settings settings) throws IOException {
		List<String> http = List.of("--server.port=0", "--server.address=127.0.0.1");
		List<String> listeners = new ArrayList<>(http);
		for (Protocol protocol : List.of(Protocol.FASTCGI, Protocol.SCGI, Protocol.UWSGI)) {
			listeners.addAll(Servers.listener(protocol, Transport.TCP));
		}
		int starts = settings.rounds() * (settings.quick() ? 1 : STARTS_PER_ROUND);
		start(settings, http);
		start(settings, listeners);
		double[] without = new double[starts];
		double[] with = new double[starts];
		double[] ratios = new double[starts];
		for (int i = 0; i < starts; i++) {
			without[i] = start(settings, http);
			with[i] = start(settings, listeners);
			ratios[i] = with[i] / without[i];
		}
		Verdict verdict = new Verdict("three listeners", ratio(Spread.of(with), Spread.of(without), ratios),
				Goal.atMost(GOAL));
		return new Section(name(), "Start-up of a minimal application")
			.text(("From the start of the JVM until the application is ready, with its HTTP port alone and with three"
					+ " listeners beside it, in turn, %d starts of each. The ratio is that of the medians.")
				.formatted(starts))
			.table(new Table("", "milliseconds", "ratio", "goal").row("no listener", Spread.of(without).text(), "1", "")
				.row("three listeners", Spread.of(with).text(), verdict.measured().text(), verdict.text()))
			.verdict(verdict);
	}

	private static Spread ratio(Spread with, Spread without, double... ratios) {
		Spread each = Spread.of(ratios);
		return new Spread(with.median() / without.median(), each.min(), each.max());
	}

	private static double start(Settings settings, List<String> arguments) throws IOException {
		long start = System.nanoTime();
		try (ServerProcess server = ServerProcess.start(settings, List.of(), WebFluxApplication.class, arguments)) {
			return server.readyNanos(start) / 1e6;
		}
	}

}
