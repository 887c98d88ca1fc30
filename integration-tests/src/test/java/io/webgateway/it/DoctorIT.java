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
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.FileSystemUtils;

import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The doctor finds nothing lost behind the documented configurations, and names each loss
 * behind broken ones with the lines that mend it: with these lines, nothing is lost any
 * more.
 */
class DoctorIT {

	/** Most of the time the doctor waits. */
	private static final int AT_ONCE = 8;

	private static final String IDLE = "gateway.doctor-idle=4s";

	private static final AtomicInteger directories = new AtomicInteger();

	private static final Map<String, Application> applications = new HashMap<>();

	private static Path directory;

	private static ExecutorService executor;

	@BeforeAll
	static void start() throws IOException {
		directory = Files.createTempDirectory("doctor");
		// The web server may run as another user
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		for (String variant : List.of("", "-without-secret")) {
			applications.put(variant,
					EmbeddedApplication.withArguments("--gateway.doctor-key=" + DoctorRun.KEY)
						.start(directory, variant));
		}
		executor = Executors.newFixedThreadPool(AT_ONCE);
	}

	@AfterAll
	static void stop() throws IOException {
		if (executor != null) {
			executor.shutdownNow();
		}
		applications.values().forEach(Application::close);
		FileSystemUtils.deleteRecursively(directory);
	}

	static List<DoorDescription> documented() {
		List<DoorDescription> doors = new ArrayList<>();
		for (WebServer webServer : WebServer.values()) {
			webServer.allProtocols().forEach((protocol) -> doors.add(DoorDescription.behind(webServer, protocol, "")));
			doors.add(DoorDescription.behind(webServer, Protocol.FASTCGI, "-app"));
		}
		doors.add(DoorDescription.behind(WebServer.NGINX, Protocol.FASTCGI, "-streaming"));
		doors.add(DoorDescription.behind(WebServer.LIGHTTPD, Protocol.FASTCGI, "-streaming"));
		return doors;
	}

	@TestFactory
	Stream<DynamicTest> whenConfigurationIsDocumentedThenNothingIsLost() {
		Map<DoorDescription, Future<DoctorRun>> runs = new LinkedHashMap<>();
		documented().stream()
			.filter((door) -> door.webServer().isInstalled())
			.forEach((door) -> runs.put(door, executor.submit(() -> examine(door))));
		return documented().stream().map((door) -> DynamicTest.dynamicTest(door.toString(), () -> {
			door.webServer().require();
			DoctorRun run = runs.get(door).get();
			assertThat(run.probes("LOST")).as("%s", run).isEmpty();
			assertThat(run.probes("note")).as("%s", run).containsExactlyInAnyOrderElementsOf(limits(door));
			assertThat(run.probes("ok")).as("%s", run).hasSize(24 - limits(door).size());
			assertThat(run.exitCode()).as("%s", run).isZero();
		}));
	}

	/**
	 * Return what the pages of the web servers name as their nature.
	 */
	private static Set<String> limits(DoorDescription door) {
		Set<String> limits = new LinkedHashSet<>();
		boolean streaming = door.isVariant("-streaming");
		if (door.isBehind(WebServer.LIGHTTPD, Protocol.AJP)) {
			limits.addAll(List.of("client address", "encoded slash", "doubled slash", "encoded path", "query", "methods"));
		}
		if ((door.isBehind(WebServer.NGINX) || door.isBehind(WebServer.LIGHTTPD)) && !streaming) {
			limits.add("upload while sent");
		}
		if (door.isBehind(WebServer.LIGHTTPD) && streaming) {
			limits.add("chunked upload");
		}
		if (door.isBehind(WebServer.APACHE, Protocol.SCGI) || door.isBehind(WebServer.APACHE, Protocol.UWSGI)
				|| door.isBehind(WebServer.HAPROXY)) {
			limits.add("chunked upload");
		}
		return limits;
	}

	private static DoctorRun examine(DoorDescription door) throws IOException {
		InetSocketAddress address = address();
		Application application = applications.get(door.listenerVariant());
		String configuration = Doors.configuration(door, address, application.address(door.protocol()));
		try (ForegroundProcess webServer = start(door.webServer(), address, configuration)) {
			return DoctorRun.of("http://127.0.0.1:" + address.getPort() + door.mount() + "/", "gateway.doctor-idle=1s");
		}
	}

	private static InetSocketAddress address() throws IOException {
		return new InetSocketAddress("127.0.0.1", FreePort.find());
	}

	private static ForegroundProcess start(WebServer webServer, InetSocketAddress address, String configuration)
			throws IOException {
		Path files = Files.createDirectory(directory.resolve(webServer.id() + directories.incrementAndGet()));
		return webServer.launcher().start(files, address, configuration);
	}

	@ParameterizedTest
	@EnumSource(WebServer.class)
	void whenConfigurationIsBrokenThenEachLossIsNamedAndItsLineMendsIt(WebServer webServer) throws Exception {
		webServer.require();
		BrokenConfiguration broken = BrokenConfiguration.of(webServer);
		DoctorRun before = examine(broken);
		assertThat(before.probes("LOST")).as("%s", before).containsExactlyInAnyOrderElementsOf(broken.losses());
		assertThat(before.exitCode()).isEqualTo(1);
		BrokenConfiguration mended = broken.mend(remedies(before, broken.losses()));
		DoctorRun after = examine(mended);
		assertThat(after.probes("LOST")).as("%s%n%s", mended.text(), after).isEmpty();
		assertThat(after.exitCode()).isZero();
	}

	private static Collection<DoctorRun.Remedy> remedies(DoctorRun run, Collection<String> probes) {
		Set<DoctorRun.Remedy> remedies = new LinkedHashSet<>();
		for (String probe : probes) {
			List<DoctorRun.Remedy> lines = run.rows().get(probe).remedies();
			assertThat(lines).as(probe).isNotEmpty();
			remedies.addAll(lines);
		}
		return remedies;
	}

	private static DoctorRun examine(BrokenConfiguration configuration) throws IOException {
		InetSocketAddress address = address();
		InetSocketAddress application = (InetSocketAddress) applications.get("").address(Protocol.FASTCGI);
		String text = configuration.text()
			.replace("127.0.0.1:80", "127.0.0.1:" + address.getPort())
			.replace("127.0.0.1:9000", "127.0.0.1:" + application.getPort())
			.replace("\"port\" => 9000", "\"port\" => " + application.getPort());
		try (ForegroundProcess webServer = start(configuration.webServer(), address, text)) {
			return DoctorRun.of("http://127.0.0.1:" + address.getPort() + "/app/", IDLE);
		}
	}

	static <T> T get(Callable<T> callable) throws Exception {
		return callable.call();
	}

	@Test
	void placeholder() {
	}

}
