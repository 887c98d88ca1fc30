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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;
import io.webgateway.it.webserver.ApacheLauncher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications that a web server or another program starts, with a listening socket on
 * descriptor 0.
 */
class SpawnedIT {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Path NO_JAVA = Path.of("/no/such/java");

	private static SpawnedInstallation installation;

	private static ExecutorService clients;

	@BeforeAll
	static void install() throws IOException {
		installation = new SpawnedInstallation();
		clients = Executors.newCachedThreadPool();
	}

	@AfterAll
	static void uninstall() throws IOException {
		clients.shutdownNow();
		installation.close();
	}

	@Test
	void whenLighttpdReloadsThenItsApplicationCompletesAndTheNextOneAnswersWhoWaits() throws Exception {
		WebServer.LIGHTTPD.require();
		SpawnedInstallation.Site site = installation.install("fastcgi", "application.yml");
		SpawnedInstallation.Running lighttpd = site.startLighttpd("spawned/lighttpd-fastcgi.conf", Map.of());
		assertAllAnswered(lighttpd.door(), 50);
		ProcessHandle first = onlyApplication(site);
		assertThat(variables(first)).isSubsetOf("PATH", "LANG", "PWD", "OLDPWD", "PHP_FCGI_CHILDREN");
		Future<Response> held = hold(lighttpd.door());
		lighttpd.process().signal("USR1");
		assertThat(held.get().text()).isEqualTo("held for too long");
		assertAllAnswered(lighttpd.door(), 10);
		ProcessHandle second = onlyApplication(site);
		assertThat(second).isNotEqualTo(first);
		assertThat(starts(lighttpd.process())).isEqualTo(2);
		// Without lighttpd nobody would end it
		lighttpd.process().signal("KILL");
		awaitEnd(site, second);
	}

	@Test
	void whenLighttpdSpeaksScgiThenApplicationEndsWithIt() throws Exception {
		WebServer.LIGHTTPD.require();
		SpawnedInstallation.Site site = installation.install("scgi", "application-scgi.yml");
		SpawnedInstallation.Running lighttpd = site.startLighttpd("spawned/lighttpd-scgi.conf", Map.of());
		assertAllAnswered(lighttpd.door(), 10);
		ProcessHandle application = onlyApplication(site);
		lighttpd.process().close();
		awaitEnd(site, application);
	}

	@Test
	void whenNobodyAsksThenLighttpdRunsNoApplication() throws Exception {
		WebServer.LIGHTTPD.require();
		SpawnedInstallation.Site site = installation.install("on-demand", "application.yml");
		SpawnedInstallation.Running lighttpd = site.startLighttpd("spawned/lighttpd-on-demand.conf",
				Map.of("=> 900", "=> 1"));
		assertThat(site.applications()).isEmpty();
		assertAllAnswered(lighttpd.door(), 50);
		assertThat(starts(lighttpd.process())).isEqualTo(1);
		Awaitility.await().atMost(PATIENCE).until(() -> site.applications().isEmpty());
	}

	@Test
	void whenThereIsNoJavaThenLogOfLighttpdSaysSo() throws Exception {
		WebServer.LIGHTTPD.require();
		SpawnedInstallation.Site site = installation.install("lighttpd-no-java", "application.yml");
		site.writeScript(NO_JAVA);
		SpawnedInstallation.Running lighttpd = site.startLighttpd("spawned/lighttpd-on-demand.conf", Map.of());
		assertThat(exchange(lighttpd.door()).status()).isIn(500, 503);
		awaitInLog(lighttpd.process(), NO_JAVA + ": No such file or directory");
	}

	@Test
	void whenApacheReloadsThenItsApplicationCompletes() throws Exception {
		requireModFcgid();
		SpawnedInstallation.Site site = installation.install("mod_fcgid", "application-mod_fcgid.yml");
		SpawnedInstallation.Running apache = site.startApache("spawned/apache-mod_fcgid.conf");
		// The second is answered a second after the first
		assertAllAnswered(apache.door(), 2);
		ProcessHandle application = onlyApplication(site);
		assertThat(variables(application)).isSubsetOf("PATH", "LANG", "PWD", "OLDPWD");
		byte[] body = TestBytes.first(200_000);
		Response upload = apache.door().exchange(Request.post("/digest", body)).response();
		assertThat(upload.text()).contains(TestBytes.digest(body));
		// For longer than Apache needs to notice that it has to end the application
		Future<Response> held = clients
			.submit(() -> apache.door().exchange(Request.get("/held/reload?seconds=4")).response());
		apache.process().signal("USR1");
		assertThat(held.get().text()).isEqualTo("held for too long");
		awaitEnd(site, application);
		assertThat(apache.process().log()).doesNotContain("terminating forcefully", "SIGKILL");
	}

	@Test
	void whenThereIsNoJarThenLogOfApacheSaysSo() throws Exception {
		requireModFcgid();
		SpawnedInstallation.Site site = installation.install("apache-no-jar", "application-mod_fcgid.yml");
		Files.delete(site.jar());
		SpawnedInstallation.Running apache = site.startApache("spawned/apache-mod_fcgid.conf");
		assertThat(exchange(apache.door()).status()).isEqualTo(500);
		awaitInLog(apache.process(), "Unable to access jarfile " + site.jar());
	}

	@Test
	void whenApplicationBehindMultiwatchEndsThenRequestsWaitForTheNextOne() throws Exception {
		requireSpawners();
		SpawnedInstallation.Site site = installation.install("multiwatch", "application.yml");
		Path socket = site.server().resolve("fastcgi.sock");
		ForegroundProcess service = site.startService("spawned/app.service", socket);
		Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(socket));
		SpawnedInstallation.Running nginx = site.startNginx(socket);
		assertAllAnswered(nginx.door(), 50);
		ProcessHandle first = onlyApplication(site);
		try (ConstantLoad load = new ConstantLoad()) {
			load.start("nginx", nginx.door());
			first.destroy();
			awaitEnd(site, first);
			Awaitility.await().atMost(PATIENCE).until(() -> starts(service) == 2);
			assertAllAnswered(nginx.door(), 10);
			load.stop();
			assertThat(load.failures()).isEmpty();
		}
		ProcessHandle second = onlyApplication(site);
		Future<Response> held = hold(nginx.door());
		// It sends SIGUSR1 to the application
		service.signal("TERM");
		assertThat(held.get().text()).isEqualTo("held for too long");
		awaitEnd(site, second);
	}

	@Test
	void whenThereIsNoJavaThenMultiwatchGivesUp() throws Exception {
		requireSpawners();
		SpawnedInstallation.Site site = installation.install("multiwatch-no-java", "application.yml");
		site.writeScript(NO_JAVA);
		Path socket = site.server().resolve("fastcgi.sock");
		ForegroundProcess service = site.startService("spawned/app.service", socket);
		awaitInLog(service, NO_JAVA + ": No such file or directory");
		awaitInLog(service, "not forking again");
		assertThat(exchange(site.startNginx(socket).door()).status()).isEqualTo(502);
	}

	@Test
	void whenStartedByHandThenApplicationAnswersHttp() throws Exception {
		SpawnedInstallation.Site site = installation.install("by-hand", "application.yml");
		SpawnedInstallation.Running application = site.startByHand(new InetSocketAddress("127.0.0.1", FreePort.find()));
		assertAllAnswered(application.door(), 1);
		assertThat(application.process().log())
			.contains("nobody has passed a socket to this process (bind: inherited)");
	}

	private static void requireModFcgid() {
		WebServer.APACHE.require();
		require("mod_fcgid", "libapache2-mod-fcgid", new ApacheLauncher().hasModule("fcgid"));
	}

	private static void requireSpawners() {
		WebServer.NGINX.require();
		for (String program : List.of("spawn-fcgi", "multiwatch")) {
			require(program, program, Files.isExecutable(Path.of("/usr/bin", program)));
		}
	}

	private static void require(String name, String debianPackage, boolean isInstalled) {
		if (!isInstalled) {
			String reason = name + " is not installed (Debian, Ubuntu: apt-get install " + debianPackage + ")";
			assertThat(ContinuousIntegration.isActive()).as(reason).isFalse();
			Assumptions.abort(reason);
		}
	}

	private static Response exchange(Door door) {
		return door.exchange(Request.get("/greeting")).response();
	}

	private static void assertAllAnswered(Door door, int count) throws Exception {
		List<Future<Response>> responses = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			responses.add(clients.submit(() -> exchange(door)));
		}
		for (Future<Response> response : responses) {
			assertThat(response.get().text()).as("%s %s", response.get(), door.log()).isEqualTo("Hello");
		}
	}

	private static Future<Response> hold(Door door) {
		String target = "/held/" + System.nanoTime();
		Future<Response> held = clients.submit(() -> door.exchange(Request.get(target + "?seconds=1")).response());
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> door.exchange(Request.get(target + "/state")).response().text().contains("HELD"));
		return held;
	}

	private static ProcessHandle onlyApplication(SpawnedInstallation.Site site) {
		assertThat(site.applications()).hasSize(1);
		return site.applications().get(0);
	}

	/** Nobody may have asked yet how it has ended, but then it has. */
	private static void awaitEnd(SpawnedInstallation.Site site, ProcessHandle application) {
		Awaitility.await().atMost(PATIENCE).until(() -> !site.applications().contains(application));
	}

	private static Set<String> variables(ProcessHandle application) throws IOException {
		String environment = Files.readString(Path.of("/proc", String.valueOf(application.pid()), "environ"));
		return Stream.of(environment.split("\0"))
			.map((variable) -> variable.replaceFirst("(?s)=.*", ""))
			.collect(Collectors.toSet());
	}

	private static int starts(ForegroundProcess process) {
		return process.log().split("Starting ContractApplication", -1).length - 1;
	}

	private static void awaitInLog(ForegroundProcess process, String reason) {
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(process.log()).contains(reason));
	}

}
