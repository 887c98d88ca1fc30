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

package io.webgateway.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The script {@code run-sample}: how it starts and how it ends.
 */
class RunSampleIT {

	private static final Map<String, String> WITHOUT_LIGHTTPD = Map.of("LIGHTTPD", "no-such-lighttpd");

	@TempDir
	private Path directory;

	@ParameterizedTest
	@CsvSource({ "INT,true,130", "INT,false,130", "TERM,false,143", "HUP,true,129" })
	void whenItIsSignalledThenEverythingEnds(String signal, boolean group, int exitCode) throws Exception {
		Tool.LIGHTTPD.require();
		try (RunSample sample = startLikeTerminal()) {
			List<Integer> ports = sample.ports();
			List<ProcessHandle> processes = sample.processes();
			assertThat(ports).hasSize(5).allSatisfy(this::assertThatSomebodyListens);
			assertThat(processes).hasSizeGreaterThanOrEqualTo(2);
			sample.signal(signal, group);
			assertThat(sample.awaitEnd()).isEqualTo(exitCode);
			assertThat(ports).allSatisfy(this::assertThatNobodyListens);
			assertThat(processes).noneMatch(ProcessHandle::isAlive);
			assertThat(this.directory).isEmptyDirectory();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "FastCGI", "HTTP" })
	void whenBrowserWatchesEventsThenEndIsNotHeldUp(String protocol) throws Exception {
		Tool.LIGHTTPD.require();
		try (RunSample sample = startLikeTerminal()) {
			HttpResponse<InputStream> response = HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(sample.urls().get(protocol).resolve("live/events")).build(),
						BodyHandlers.ofInputStream());
			assertThat(response.body().read()).isNotEqualTo(-1);
			long start = System.nanoTime();
			sample.signal("INT", true);
			assertThat(sample.awaitEnd()).isEqualTo(130);
			assertThat(System.nanoTime() - start).isLessThan(8_000_000_000L);
		}
	}

	@Test
	void whenPortsAreTakenThenNextFreeOnesServe() throws Exception {
		Tool.LIGHTTPD.require();
		List<Integer> defaults = List.of(8000, 9000, 4000, 3031, 8080);
		List<ServerSocket> taken = take(defaults);
		try (RunSample sample = RunSample.start(this.directory, Map.of()).awaitReady()) {
			assertThat(sample.ports()).hasSize(5).doesNotHaveDuplicates().doesNotContainAnyElementsOf(defaults);
			assertThat(sample.urls()).containsOnlyKeys("FastCGI", "SCGI", "uwsgi", "HTTP");
			for (String protocol : sample.urls().keySet()) {
				assertThat(get(sample, protocol)).contains("<em class=\"protocol\">" + protocol + "</em>");
			}
		}
		finally {
			for (ServerSocket socket : taken) {
				socket.close();
			}
		}
	}

	@Test
	void whenLighttpdIsMissingThenSampleRunsAndScriptSaysHowToGetIt() throws Exception {
		try (RunSample sample = RunSample.start(this.directory, WITHOUT_LIGHTTPD).awaitReady()) {
			assertThat(sample.output()).contains("apt install lighttpd", "dnf install lighttpd",
					"brew install lighttpd");
			assertThat(sample.urls()).containsOnlyKeys("HTTP");
			assertThat(sample.ports()).hasSize(4).allSatisfy(this::assertThatSomebodyListens);
			assertThat(get(sample, "HTTP")).contains("straight to the").doesNotContain("The same page through");
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void whenLighttpdDoesNotStartThenScriptSaysSoAndEndsEverything() throws Exception {
		try (RunSample sample = RunSample.start(this.directory, Map.of("LIGHTTPD", "false"))) {
			assertThat(sample.awaitEnd()).isEqualTo(1);
			assertThat(sample.output()).contains("lighttpd did not start");
			assertThat(sample.ports()).hasSize(3).allSatisfy(this::assertThatNobodyListens);
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void whenApplicationDoesNotStartThenScriptSaysSo() throws Exception {
		Map<String, String> environment = Map.of("SPRING_MAIN_LAZYINITIALIZATION", "neither-true-nor-false");
		try (RunSample sample = RunSample.start(this.directory, environment)) {
			assertThat(sample.awaitEnd()).isEqualTo(1);
			assertThat(sample.output()).contains("run-sample: the application did not start");
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void whenApplicationEndsByItselfThenScriptEndsToo() throws Exception {
		try (RunSample sample = RunSample.start(this.directory, WITHOUT_LIGHTTPD).awaitReady()) {
			sample.processes().forEach(ProcessHandle::destroyForcibly);
			assertThat(sample.awaitEnd()).isEqualTo(1);
			assertThat(sample.output()).contains("run-sample: the application has ended");
		}
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void whenThereIsNoJarThenScriptSaysSo() throws Exception {
		try (RunSample sample = RunSample.start(this.directory, Map.of("SAMPLE_JAR", "no-such.jar"))) {
			assertThat(sample.awaitEnd()).isEqualTo(1);
			assertThat(sample.output()).isEqualTo("run-sample: there is no no-such.jar");
		}
	}

	/**
	 * Who is started in the background may inherit that interrupts are ignored, and no
	 * shell can undo it.
	 */
	private RunSample startLikeTerminal() throws Exception {
		return RunSample
			.start(this.directory, Map.of(), Tool.PERL.require().toString(), "-e",
					"$SIG{INT} = $SIG{HUP} = 'DEFAULT'; setpgrp; exec @ARGV")
			.awaitReady();
	}

	private List<ServerSocket> take(List<Integer> ports) throws IOException {
		List<ServerSocket> sockets = new ArrayList<>();
		for (int port : ports) {
			try {
				sockets.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
			}
			catch (BindException ex) {
				// Taken by somebody else, which serves as well
			}
		}
		return sockets;
	}

	private String get(RunSample sample, String protocol) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(sample.urls().get(protocol)).build(), BodyHandlers.ofString())
			.body();
	}

	private void assertThatSomebodyListens(int port) throws IOException {
		new Socket(InetAddress.getLoopbackAddress(), port).close();
	}

	private void assertThatNobodyListens(int port) {
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
	}

}
