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

package io.webgateway.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.webgateway.benchmarks.ServerProcess;
import io.webgateway.benchmarks.Settings;
import io.webgateway.benchmarks.Transport;
import io.webgateway.benchmarks.application.TomcatAjpServer;
import io.webgateway.benchmarks.load.Load;
import io.webgateway.benchmarks.load.LoadGenerator;
import io.webgateway.benchmarks.load.LoadResult;
import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.load.Request;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of load over AJP, with Tomcat to answer it.
 */
class AjpLoadTests {

	private static ServerProcess server;

	@BeforeAll
	static void start() throws IOException {
		server = ServerProcess.start(Settings.QUICK, List.of(), TomcatAjpServer.class, List.of());
	}

	@AfterAll
	static void stop() throws IOException {
		server.close();
	}

	@Test
	void whenServerAnswersThenConnectionsAreKeptAndNothingFails() throws IOException {
		LoadResult result = run(Request.get("/hello", 13));
		assertThat(result.errors()).isEmpty();
		assertThat(result.requests()).isGreaterThanOrEqualTo(100);
	}

	@Test
	void whenThereIsNoSuchPageThenItsStatusIsAnError() throws IOException {
		assertThat(run(Request.get("/nothing", 13)).errors()).containsOnlyKeys("Status 404");
	}

	@Test
	void whenResponseIsNotAsLongAsItShouldBeThenThatIsAnError() throws IOException {
		assertThat(run(Request.get("/hello", 14)).errors()).containsOnlyKeys("13 bytes instead of 14");
	}

	private LoadResult run(Request request) throws IOException {
		Load load = Load.of(Protocol.AJP, server.address(Protocol.AJP, Transport.TCP), request).connections(2);
		return LoadGenerator.run(load, Duration.ZERO, Duration.ofSeconds(1));
	}

}
