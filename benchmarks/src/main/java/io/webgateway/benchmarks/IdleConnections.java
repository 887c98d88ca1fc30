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

import io.webgateway.benchmarks.load.HeldConnections;
import io.webgateway.benchmarks.load.Load;
import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.report.Goal;
import io.webgateway.benchmarks.report.Section;
import io.webgateway.benchmarks.report.Spread;
import io.webgateway.benchmarks.report.Table;
import io.webgateway.benchmarks.report.Verdict;

/**
 * What a connection costs on which nothing happens.
 */
final class IdleConnections implements Comparison {

	private static final int CONNECTIONS = 10_000;

	private static final int FEW = 500;

	private static final double KILOBYTE = 1024;

	private static final double GOAL = 1.3;

	@Override
	public String name() {
		return "idle-connections";
	}

	@Override
	public Section run(Settings settings) throws IOException {
		int connections = settings.quick() ? FEW : CONNECTIONS;
		Section section = new Section(name(), "Memory of idle connections").text(("%,d connections that have served one"
				+ " request each and are kept. Heap in use after full collections, and the resident memory of the whole"
				+ " process, which shrinks late or never; each for one connection, in KiB of 1,024 bytes.")
			.formatted(connections));
		Table table = new Table("", "heap KiB/connection", "resident KiB/connection", "goal for the heap");
		measure(settings, connections, Protocol.HTTP, Transport.TCP, table);
		for (Transport transport : Transport.values()) {
			Verdict verdict = new Verdict(Servers.name(Protocol.FASTCGI, transport) + ", heap KiB/connection",
					Spread.of(measure(settings, connections, Protocol.FASTCGI, transport, table)), Goal.atMost(GOAL));
			section.verdict(verdict);
		}
		return section.table(table);
	}

	/**
	 * Measure in a server of its own: what others leave behind would count.
	 */
	private static double measure(Settings settings, int connections, Protocol protocol, Transport transport,
			Table table) throws IOException {
		try (ServerProcess server = Servers.webFlux(settings)) {
			Load load = Load.of(protocol, server.address(protocol, transport), KeepAlive.HELLO);
			// Everything is loaded that one connection needs and thousands share
			try (HeldConnections warmUp = HeldConnections.open(load.connections(FEW))) {
				Memory.of(settings, server);
			}
			Memory before = Memory.of(settings, server);
			try (HeldConnections held = HeldConnections.open(load.connections(connections))) {
				Memory after = Memory.of(settings, server);
				double heap = (after.heap() - before.heap()) / KILOBYTE / connections;
				double resident = (after.resident() - before.resident()) / KILOBYTE / connections;
				table.row(Servers.name(protocol, transport), Spread.format(heap), Spread.format(resident),
						(protocol == Protocol.HTTP) ? "" : new Verdict("", Spread.of(heap), Goal.atMost(GOAL)).text());
				return heap;
			}
		}
	}

}
