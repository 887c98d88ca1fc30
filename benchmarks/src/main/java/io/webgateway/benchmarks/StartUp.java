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
 * How much longer an application takes to start that has the starter, with listeners and
 * without any.
 */
final class StartUp implements Comparison {

	private static final int STARTS_PER_ROUND = 3;

	private static final double GOAL = 1.05;

	private static final String PACKAGE = "io.webgateway.autoconfigure.";

	/** Without these, the starter does next to nothing. */
	private static final List<String> AUTO_CONFIGURATIONS = List.of(PACKAGE + "GatewayAutoConfiguration",
			PACKAGE + "GatewayWebFluxAutoConfiguration", PACKAGE + "NoHttpPortAutoConfiguration",
			PACKAGE + "logback.GatewayWebServerLogAutoConfiguration");

	@Override
	public String name() {
		return "start-up";
	}

	@Override
	public Section run(Settings settings) throws IOException {
		List<String> starter = List.of("--server.port=0", "--server.address=127.0.0.1");
		List<String> http = new ArrayList<>(starter);
		http.add("--spring.autoconfigure.exclude=" + String.join(",", AUTO_CONFIGURATIONS));
		List<String> listeners = new ArrayList<>(starter);
		for (Protocol protocol : List.of(Protocol.FASTCGI, Protocol.SCGI, Protocol.UWSGI)) {
			listeners.addAll(Servers.listener(protocol, Transport.TCP));
		}
		List<List<String>> candidates = List.of(http, starter, listeners);
		int starts = settings.rounds() * (settings.quick() ? 1 : STARTS_PER_ROUND);
		double[][] times = new double[candidates.size()][starts];
		for (List<String> candidate : candidates) {
			start(settings, candidate);
		}
		for (int i = 0; i < starts; i++) {
			for (int j = 0; j < times.length; j++) {
				times[j][i] = start(settings, candidates.get(j));
			}
		}
		Verdict withoutListener = verdict("starter without listener", times[1], times[0]);
		Verdict threeListeners = verdict("starter with three listeners", times[2], times[0]);
		return new Section(name(), "Start-up of a minimal application")
			.text(("From the start of the JVM until the application is ready, with its HTTP port alone, with the starter"
					+ " besides, and with three listeners, in turn, %d starts of each. The ratio is that of the medians.")
				.formatted(starts))
			.table(new Table("", "milliseconds", "ratio", "goal")
				.row("without the starter", Spread.of(times[0]).text(), "1", "")
				.row("without listener", Spread.of(times[1]).text(), withoutListener.measured().text(),
						withoutListener.text())
				.row("three listeners", Spread.of(times[2]).text(), threeListeners.measured().text(),
						threeListeners.text()))
			.verdict(withoutListener)
			.verdict(threeListeners);
	}

	private static Verdict verdict(String candidate, double[] with, double... without) {
		double[] ratios = new double[with.length];
		for (int i = 0; i < ratios.length; i++) {
			ratios[i] = with[i] / without[i];
		}
		return new Verdict(candidate, ratio(Spread.of(with), Spread.of(without), ratios), Goal.atMost(GOAL));
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
