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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

import io.webgateway.it.application.ContractApplication;
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

	private static final int PROBES = 24;

	private static final AtomicInteger directories = new AtomicInteger();

	private static final Map<String, Application> applications = new HashMap<>();

	private static final Map<DoorDescription, Future<DoctorRun>> documented = new LinkedHashMap<>();

	private static final Map<String, Future<Treatment>> treatments = new LinkedHashMap<>();

	private static Path directory;

	private static ExecutorService executor;

	@BeforeAll
	static void start() throws Exception {
		directory = Files.createTempDirectory("doctor");
		// The web server may run as another user
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		for (String variant : List.of("", "-without-secret")) {
			applications.put(variant, EmbeddedApplication.withArguments("--gateway.doctor-key=" + DoctorRun.KEY)
				.start(directory, variant));
		}
		new TestCertificates().write(directory);
		executor = Executors.newFixedThreadPool(AT_ONCE);
		for (WebServer webServer : WebServer.values()) {
			if (webServer.isInstalled()) {
				treatments.put("broken " + webServer,
						executor.submit(() -> treat(BrokenConfiguration.of(webServer), DoctorIT::examineBroken)));
			}
		}
		for (DoorDescription door : documented()) {
			if (door.webServer().isInstalled()) {
				documented.put(door, executor.submit(() -> examine(door)));
			}
		}
		for (WebServer webServer : WebServer.values()) {
			if (webServer.isInstalled() && WebServer.NGINX.isInstalled()) {
				treatments.put("proxied " + webServer, executor
					.submit(() -> treat(BrokenConfiguration.behindProxy(webServer), DoctorIT::examineBehindProxy)));
			}
		}
		if (WebServer.NGINX.isInstalled()) {
			treatments.put("secure " + WebServer.NGINX, executor
				.submit(() -> treat(BrokenConfiguration.withoutScheme(directory), DoctorIT::examineSecure)));
		}
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

	@ParameterizedTest
	@MethodSource("documented")
	void whenConfigurationIsDocumentedThenNothingIsLost(DoorDescription door) throws Exception {
		door.webServer().require();
		DoctorRun run = documented.get(door).get();
		Set<String> limits = limits(door);
		assertThat(run.probes("LOST")).as("%s", run).isEmpty();
		assertThat(run.probes("note")).as("%s", run).containsExactlyInAnyOrderElementsOf(limits);
		assertThat(run.probes("ok")).as("%s", run).hasSize(PROBES - limits.size());
		assertThat(run.exitCode()).as("%s", run).isZero();
	}

	/**
	 * Return what the pages of the web servers name as their nature.
	 */
	private static Set<String> limits(DoorDescription door) {
		Set<String> limits = new LinkedHashSet<>();
		boolean streaming = door.isVariant("-streaming");
		if (door.isBehind(WebServer.LIGHTTPD, Protocol.AJP)) {
			limits.addAll(
					List.of("client address", "encoded slash", "doubled slash", "encoded path", "query", "methods"));
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
		assertTreated(treatments.get("broken " + webServer).get());
	}

	@ParameterizedTest
	@EnumSource(WebServer.class)
	void whenProxyHidesClientThenItIsNamedAndItsLineMendsIt(WebServer webServer) throws Exception {
		WebServer.NGINX.require();
		webServer.require();
		Treatment treatment = treatments.get("proxied " + webServer).get();
		assertTreated(treatment);
		assertThat(treatment.before().rows().get("client address").what()).contains("127.0.0.2");
	}

	@Test
	void whenApplicationDoesNotSeeHttpsThenItIsNamedAndItsLineMendsIt() throws Exception {
		WebServer.NGINX.require();
		assertTreated(treatments.get("secure " + WebServer.NGINX).get());
	}

	@Test
	void whenMountPointIsTakenOffThePathThenThatIsNamed() throws Exception {
		WebServer.HAPROXY.require();
		String text = BrokenConfiguration.of(WebServer.HAPROXY)
			.text()
			.replace("default_backend app", "default_backend app\nhttp-request replace-path /app(/.*)? \\1");
		InetSocketAddress address = address();
		try (ForegroundProcess webServer = start(new BrokenConfiguration(WebServer.HAPROXY, text, List.of()),
				address)) {
			DoctorRun.Row row = DoctorRun
				.of("http://127.0.0.1:" + address.getPort() + "/app/", "gateway.doctor-idle=0s")
				.rows()
				.get("mount point");
			assertThat(row.result()).isEqualTo("LOST");
			assertThat(row.what()).contains("takes /app off the path");
		}
	}

	@Test
	void whenCertificateIsNotTrustedThenItsFileIsAskedFor() throws Exception {
		WebServer.NGINX.require();
		InetSocketAddress address = address();
		try (ForegroundProcess webServer = start(BrokenConfiguration.withoutScheme(directory), address)) {
			DoctorRun run = DoctorRun.of("https://127.0.0.1:" + address.getPort() + "/");
			assertThat(run.output()).contains("is not trusted", "'gateway.doctor-certificate'");
			assertThat(run.exitCode()).isEqualTo(2);
			DoctorRun otherName = DoctorRun.of("https://www.example.org/",
					"gateway.doctor-connect=127.0.0.1:" + address.getPort(),
					"gateway.doctor-certificate=" + directory.resolve("clients-ca.pem"));
			assertThat(otherName.output()).contains("is not trusted", "www.example.org");
			assertThat(otherName.exitCode()).isEqualTo(2);
		}
	}

	/**
	 * Its port is that of the application that runs already, which is open.
	 */
	@Test
	void whenApplicationIsStartedAsDoctorThenThereIsTheTableAndNothingElse() throws Exception {
		int port = ((InetSocketAddress) applications.get("").address(Protocol.HTTP)).getPort();
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				ContractApplication.class.getName(), "--server.port=" + port,
				"--gateway.doctor=http://127.0.0.1:" + port + "/", "--gateway.doctor-key=" + DoctorRun.KEY,
				"--gateway.doctor-idle=0s")
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		assertThat(output).startsWith("Examined http://127.0.0.1:" + port + "/")
			.endsWith(PROBES + " ok, 0 note, 0 lost" + System.lineSeparator());
		assertThat(output.lines()).hasSize(PROBES + 4);
		assertThat(Files.readString(Documentation.directory().resolve("doctor.md")))
			.contains(new DoctorRun(0, output).rows().keySet());
	}

	private static void assertTreated(Treatment treatment) {
		assertThat(treatment.before().probes("LOST")).as("%s", treatment.before())
			.containsExactlyInAnyOrderElementsOf(treatment.broken().losses());
		assertThat(treatment.before().exitCode()).isEqualTo(1);
		assertThat(treatment.after().probes("LOST")).as("%s%n%s", treatment.mended().text(), treatment.after())
			.isEmpty();
		assertThat(treatment.after().exitCode()).isZero();
	}

	private static Treatment treat(BrokenConfiguration broken, Examination examination) throws Exception {
		DoctorRun before = examination.of(broken);
		Set<DoctorRun.Remedy> remedies = new LinkedHashSet<>();
		for (String probe : broken.losses()) {
			if (before.rows().containsKey(probe)) {
				remedies.addAll(before.rows().get(probe).remedies());
			}
		}
		BrokenConfiguration mended = broken.mend(remedies);
		return new Treatment(broken, before, mended, examination.of(mended));
	}

	private static DoctorRun examineBroken(BrokenConfiguration configuration) throws IOException {
		InetSocketAddress address = address();
		try (ForegroundProcess webServer = start(configuration, address)) {
			return DoctorRun.of("http://127.0.0.1:" + address.getPort() + "/app/", "gateway.doctor-idle=4s");
		}
	}

	private static DoctorRun examineSecure(BrokenConfiguration configuration) throws IOException {
		InetSocketAddress address = address();
		try (ForegroundProcess webServer = start(configuration, address)) {
			return DoctorRun.of("https://127.0.0.1:" + address.getPort() + "/", "gateway.doctor-idle=0s",
					"gateway.doctor-certificate=" + directory.resolve("clients-ca.pem"));
		}
	}

	/**
	 * Examine the way through a proxy that has another address.
	 */
	private static DoctorRun examineBehindProxy(BrokenConfiguration configuration) throws IOException {
		InetSocketAddress address = address();
		InetSocketAddress proxyAddress = address();
		String proxyConfiguration = """
				server {
					listen 127.0.0.1:%d;
					client_max_body_size 0;
					location / {
						proxy_pass http://127.0.0.1:%d;
						proxy_bind 127.0.0.2;
						proxy_http_version 1.1;
						proxy_buffering off;
						proxy_buffer_size 32k;
						proxy_buffers 8 32k;
						proxy_set_header Host $http_host;
						proxy_set_header X-Forwarded-For $remote_addr;
					}
				}
				""".formatted(proxyAddress.getPort(), address.getPort());
		try (ForegroundProcess webServer = start(configuration, address);
				ForegroundProcess proxy = start(WebServer.NGINX, proxyAddress, proxyConfiguration)) {
			return DoctorRun.of("http://127.0.0.1:" + proxyAddress.getPort() + "/", "gateway.doctor-idle=0s");
		}
	}

	private static ForegroundProcess start(BrokenConfiguration configuration, InetSocketAddress address)
			throws IOException {
		InetSocketAddress application = (InetSocketAddress) applications.get("").address(Protocol.FASTCGI);
		String text = configuration.text()
			.replace("127.0.0.1:80", "127.0.0.1:" + address.getPort())
			.replace("127.0.0.1:9000", "127.0.0.1:" + application.getPort())
			.replace("\"port\" => 9000", "\"port\" => " + application.getPort());
		return start(configuration.webServer(), address, text);
	}

	@FunctionalInterface
	private interface Examination {

		DoctorRun of(BrokenConfiguration configuration) throws Exception;

	}

	/**
	 * A configuration before and after it was mended as the doctor has said.
	 *
	 * @param broken the configuration
	 * @param before what the doctor says of it
	 * @param mended the configuration with the lines of the doctor
	 * @param after what the doctor says of that
	 */
	private record Treatment(BrokenConfiguration broken, DoctorRun before, BrokenConfiguration mended,
			DoctorRun after) {

	}

}
