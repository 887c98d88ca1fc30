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

import java.util.List;

import io.webgateway.benchmarks.peers.Peers;
import io.webgateway.benchmarks.webserver.BehindWebServer;

/**
 * All comparisons, in the order in which they are run.
 */
final class Comparisons {

	static final List<Comparison> ALL = List.of(new KeepAlive(), new ConnectionPerRequest(), new Multiplexed(),
			BehindWebServer.lighttpd(), BehindWebServer.nginx(), BehindWebServer.apache(), new Constant(), new Bodies(),
			new TailLatency(), new Peers(), new IdleConnections(), new StartUp(), new Micro(), new Curves());

	private Comparisons() {
	}

}
