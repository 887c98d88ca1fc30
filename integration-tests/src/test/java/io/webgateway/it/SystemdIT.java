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

package io.webgateway.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

import io.webgateway.it.client.HttpClient;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application is started by the first request that a web server has for it, with the
 * files that the documentation has for systemd.
 */
class SystemdIT {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private static final String NEVER = "1h";

	private static final Set<String> FILES = Set.of("app.socket", "app.service", "application.yml", "app-uwsgi.socket",
			"several.conf", "several.yml", "inherited.conf", "inherited.yml");

	private final List<ForegroundProcess> webServers = new ArrayList<>();

	private Path directory;

	@BeforeEach
	void prepare() throws IOException {
		WebServer.NGINX.require();
		WebServer.LIGHTTPD.require();
		require("perl");
		require("systemd-socket-activate");
		require("systemd-analyze");
		this.directory = Files.createTempDirectory("systemd");
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	private static void require(String command) {
		if (Stream.of(System.getenv("PATH").split(":")).noneMatch((path) -> Files.exists(Path.of(path, command)))) {
			String missing = command + " is not installed";
			assertThat(ContinuousIntegration.isActive()).as(missing).isFalse();
			Assumptions.abort(missing);
		}
	}

	@AfterEach
	void close() throws IOException {
		this.webServers.forEach(ForegroundProcess::close);
		if (this.directory != null) {
			FileSystemUtils.deleteRecursively(this.directory);
		}
	}

	@Test
	@Timeout(60)
	void whenNobodyAsksThenApplicationEndsAndNextRequestStartsIt() throws Exception {
		try (SystemdService service = start(UnitFile.read("app.service"), List.of("app.socket"), "application.yml",
				"2s")) {
			Door door = open(service, WebServer.NGINX, Protocol.FASTCGI);
			assertThat(service.log()).doesNotContain("ContractApplication");
			long first = service.process();
			assertThat(ask(door)).isEqualTo(first);
			assertThat(service.nextState()).isEqualTo("READY=1\nSTATUS=Serving FastCGI on systemd:fastcgi");
			for (int i = 0; i < 3; i++) {
				assertThat(service.notifications().next()).isEqualTo("WATCHDOG=1");
			}
			assertThat(service.nextState()).startsWith("STOPPING=1\n");
			assertThat(askAllAtOnce(door, 20)).hasSize(20);
			service.awaitEnd(first, "status 0");
			assertThat(service.log()).contains("The application ends, because no request has come for 2s");
			assertThat(ask(door)).isNotEqualTo(first).isIn(service.processes());
		}
	}

	@Test
	@Timeout(60)
	void whenApplicationRestartsThenRequestsWaitForIt() throws Exception {
		try (SystemdService service = start(UnitFile.read("app.service", "several.conf"),
				List.of("app.socket", "app-uwsgi.socket"), "several.yml", NEVER);
				ConstantLoad load = new ConstantLoad()) {
			load.start("fastcgi", open(service, WebServer.NGINX, Protocol.FASTCGI));
			load.start("uwsgi", open(service, WebServer.NGINX, Protocol.UWSGI));
			long first = service.process();
			awaitAnswers(load, first);
			assertThat(service.nextState()).startsWith("READY=1\nSTATUS=Serving ")
				.contains("FastCGI on systemd:fastcgi", "uwsgi on systemd:uwsgi");
			ProcessHandle.of(first).orElseThrow().destroy();
			assertThat(service.nextState()).startsWith("STOPPING=1\n");
			service.awaitEnd(first, "status 143");
			awaitAnswers(load, service.process());
			load.stop();
			assertThat(load.failures()).isEmpty();
		}
	}

	private static void awaitAnswers(ConstantLoad load, long process) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> load.isAnsweredBy(Long.toString(process), Set.of("fastcgi", "uwsgi")));
	}

	@Test
	@Timeout(60)
	void whenApplicationIsKilledThenNextRequestStartsIt() throws Exception {
		try (SystemdService service = start(UnitFile.read("app.service", "inherited.conf"), List.of("app.socket"),
				"inherited.yml", NEVER)) {
			Door door = open(service, WebServer.LIGHTTPD, Protocol.FASTCGI);
			long first = service.process();
			assertThat(ask(door)).isEqualTo(first);
			ProcessHandle.of(first).orElseThrow().destroyForcibly();
			service.awaitEnd(first, "signal 9");
			assertThat(ask(door)).isNotEqualTo(first).isIn(service.processes());
		}
	}

	@Test
	void whenUnitFilesAreVerifiedThenSystemdHasNothingToSay() throws Exception {
		for (String file : Set.of("app.service", "app.socket", "app-uwsgi.socket")) {
			Files.writeString(this.directory.resolve(file), documented(file).replace("/usr/bin/java",
					Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		}
		Path dropIns = Files.createDirectory(this.directory.resolve("app.service.d"));
		for (String dropIn : Set.of("several.conf", "inherited.conf")) {
			Files.writeString(dropIns.resolve(dropIn), documented(dropIn));
			assertThat(verify()).isEmpty();
			Files.delete(dropIns.resolve(dropIn));
		}
		Files.writeString(dropIns.resolve("wrong.conf"), "[Service]\nWatchdog=1\n");
		assertThat(verify()).contains("'Watchdog'");
	}

	private String verify() throws IOException {
		Process process = new ProcessBuilder("systemd-analyze", "verify", "app.socket", "app-uwsgi.socket",
				"app.service")
			.directory(this.directory.toFile())
			.redirectErrorStream(true)
			.start();
		try (InputStream output = process.getInputStream()) {
			return new String(output.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Test
	void whenDocumentationHasFileThenItIsTested() throws IOException {
		try (Stream<Path> files = Files.list(Documentation.directory().resolve("systemd"))) {
			assertThat(files.map((file) -> file.getFileName().toString()).collect(Collectors.toSet())).isEqualTo(FILES);
		}
	}

	private static String documented(String file) throws IOException {
		return Files.readString(Documentation.directory().resolve("systemd").resolve(file));
	}

	private SystemdService start(UnitFile service, List<String> sockets, String configuration, String idleExit)
			throws IOException {
		List<UnitFile> socketFiles = new ArrayList<>();
		for (String socket : sockets) {
			socketFiles.add(UnitFile.read(socket));
		}
		return new SystemdService(Files.createDirectory(this.directory.resolve("service")), service, socketFiles,
				configuration, idleExit);
	}

	private Door open(SystemdService service, WebServer webServer, Protocol protocol) throws IOException {
		DoorDescription description = DoorDescription.behind(webServer, protocol, "-unix");
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		Path serverDirectory = Files.createDirectory(this.directory.resolve(webServer.id() + "-" + protocol.id()));
		ForegroundProcess process = webServer.launcher()
			.start(serverDirectory, address, Doors.configuration(description, address, service.address(protocol)));
		this.webServers.add(process);
		return new Door(description, new HttpClient(address), process::log);
	}

	/**
	 * Ask who answers.
	 * @return the id of the process
	 */
	private static long ask(Door door) {
		Response response = door.exchange(Request.get("/work/id/0")).response();
		assertThat(response.status()).as("%s %s", response, door.log()).isEqualTo(200);
		return Long.parseLong(response.text());
	}

	private static List<Long> askAllAtOnce(Door door, int count) throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(count);
		try {
			List<Callable<Long>> calls = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				calls.add(() -> ask(door));
			}
			List<Long> answers = new ArrayList<>();
			for (Future<Long> answer : clients.invokeAll(calls)) {
				answers.add(answer.get());
			}
			return answers;
		}
		finally {
			clients.shutdownNow();
		}
	}

}
