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
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.RequestBody;
import io.webgateway.it.client.Response;
import io.webgateway.it.webserver.ApacheLauncher;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The file that passes requests from a web server's CGI to an application, which it
 * starts.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CgiIT {

	private static final Path PERL = Path.of("/usr/bin/perl");

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** An application called 1-1, of a process that cannot be. */
	private static final String CURRENT = "1-1 999999999 1:1:1\n";

	private static CgiInstallation installation;

	private static CgiInstallation.Site site;

	private static CgiInstallation.WebServerProcess apache;

	@BeforeAll
	static void start() throws IOException {
		WebServer.APACHE.require();
		WebServer.LIGHTTPD.require();
		requirePerl();
		installation = new CgiInstallation();
		site = installation.createSite("app", Map.of());
		site.deploy("first");
		apache = installation.startApache("cgid");
	}

	private static void requirePerl() {
		if (!Files.isExecutable(PERL)) {
			assertThat(ContinuousIntegration.isActive()).as("There is no " + PERL).isFalse();
			Assumptions.abort("There is no " + PERL);
		}
	}

	private static void requireModFcgid() {
		if (!new ApacheLauncher().hasModule("fcgid")) {
			String reason = "mod_fcgid is not installed (Debian, Ubuntu: apt-get install libapache2-mod-fcgid)";
			assertThat(ContinuousIntegration.isActive()).as(reason).isFalse();
			Assumptions.abort(reason);
		}
	}

	@AfterAll
	static void stop() throws IOException {
		if (installation != null) {
			installation.close();
		}
	}

	@Test
	@Order(1)
	void whenNothingRunsThenHundredRequestsStartOneApplication() throws Exception {
		// What others have left, who are no more
		Path leftovers = site.makePrivateDirectory();
		CgiInstallation.own(Files.writeString(leftovers.resolve("lock"), "999999\n"));
		CgiInstallation.own(Files.writeString(leftovers.resolve("current"), CURRENT));
		UnixDomainSocketAddress stale = UnixDomainSocketAddress.of(leftovers.resolve("1-1.sock"));
		ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(stale).close();
		CgiInstallation.own(stale.getPath());
		ExecutorService clients = Executors.newFixedThreadPool(100);
		try {
			List<Callable<Response>> calls = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				// An indexed query, which a web server passes as arguments
				Request request = Request.get("/work/" + i + "/0?-Dfrom.query=1+-Xmx1m")
					.header("Java-Tool-Options", "-Dfrom.field=1");
				calls.add(() -> exchange(site, request));
			}
			for (Future<Response> response : clients.invokeAll(calls)) {
				assertThat(response.get().text()).as("%s", response.get()).isEqualTo("first");
			}
		}
		finally {
			clients.shutdownNow();
		}
		assertThat(site.starts()).isEqualTo(1);
		assertThat(stale.getPath()).doesNotExist();
		Path process = Path.of("/proc", String.valueOf(site.application().orElseThrow().pid()));
		assertThat(Files.readString(process.resolve("cmdline"))).contains("app.jar").doesNotContain("from.");
		assertThat(Files.readString(process.resolve("environ")).split("\0"))
			.allMatch((variable) -> variable.matches("(HOME|PATH|LANG)=.*"));
	}

	@Test
	void whenJarIsReplacedThenOldApplicationAnswersUntilTheNewOneDoes() throws Exception {
		assertThat(exchange(site, Request.get("/greeting")).text()).isEqualTo("Hello");
		ProcessHandle old = site.application().orElseThrow();
		try (ConstantLoad load = new ConstantLoad()) {
			load.start("cgi", apache.door(site));
			site.deploy("second");
			Awaitility.await().atMost(PATIENCE).until(() -> load.isAnsweredBy("second", Set.of("cgi")));
			load.stop();
			assertThat(load.failures()).isEmpty();
		}
		Awaitility.await().atMost(PATIENCE).until(() -> !old.isAlive());
	}

	@Test
	void whenNewJarDoesNotStartThenOldApplicationGoesOn() throws Exception {
		assertThat(exchange(site, Request.get("/greeting")).text()).isEqualTo("Hello");
		ProcessHandle old = site.application().orElseThrow();
		Path jar = Files.move(site.jar(), site.jar().resolveSibling("old.jar"));
		Files.writeString(site.jar(), "no jar");
		String reason = "the jar has changed, but the application ended with status 1";
		Awaitility.await().atMost(PATIENCE).until(() -> {
			assertThat(exchange(site, Request.get("/greeting")).text()).isEqualTo("Hello");
			return apache.process().log().contains(reason);
		});
		assertThat(exchange(site, Request.get("/greeting")).text()).isEqualTo("Hello");
		assertThat(apache.process().log()).containsOnlyOnce(reason);
		assertThat(site.application()).contains(old);
		Files.move(jar, site.jar(), StandardCopyOption.REPLACE_EXISTING);
		assertThat(exchange(site, Request.get("/greeting")).text()).isEqualTo("Hello");
		assertThat(site.application()).contains(old);
	}

	@Test
	void whenApplicationIsKilledThenNextRequestStartsIt() {
		assertThat(exchange(site, Request.get("/greeting")).text()).isEqualTo("Hello");
		ProcessHandle killed = site.application().orElseThrow();
		killed.destroyForcibly();
		killed.onExit().join();
		assertThat(exchange(site, Request.get("/greeting")).text()).isEqualTo("Hello");
		assertThat(site.application()).isPresent().get().isNotEqualTo(killed);
	}

	@Test
	void whenNobodyAsksThenApplicationEndsAndNextRequestStartsIt() throws IOException {
		CgiInstallation.Site idle = installation.createSite("idle",
				Map.of("arguments", "['--gateway.idle-exit=500ms', '--spring.reactor.netty.shutdown-quiet-period=0s']",
						"java_options", "['-XX:TieredStopAtLevel=1']"));
		idle.deploy("idle");
		assertThat(exchange(idle, Request.get("/greeting")).text()).isEqualTo("Hello");
		Awaitility.await().atMost(PATIENCE).until(() -> idle.application().filter(ProcessHandle::isAlive).isEmpty());
		assertThat(idle.privateDirectory().resolve("app.log")).content()
			.contains("The application ends, because no request has come for 500ms (gateway.idle-exit)");
		assertThat(exchange(idle, Request.get("/greeting")).text()).isEqualTo("Hello");
		assertThat(idle.starts()).isEqualTo(2);
	}

	@Test
	void whenProgramIsAtTheRootThenThereIsNoContextPath() throws IOException {
		for (String file : List.of(".htaccess", "gateway.cgi")) {
			Files.copy(site.root().resolve(file), site.root().resolveSibling(file), StandardCopyOption.COPY_ATTRIBUTES);
		}
		assertThat(contextPath("")).isEqualTo("");
	}

	@Test
	void whenPathOfProgramIsEncodedThenContextPathIsAsWell() {
		assertThat(contextPath("/%61pp")).isEqualTo("/%61pp");
	}

	private static String contextPath(String mount) {
		Response response = apache.door(mount).exchange(Request.get("/inspect/x?y=z")).response();
		assertThat(response.status()).as("%s", response).isEqualTo(200);
		return Contract.JSON.readTree(response.text()).at("/contextPath").asString();
	}

	@ParameterizedTest
	@ValueSource(strings = { "app.jar", "application.yml", ".env", "gateway.cgi~", "log/app.log" })
	void whenFileLiesInDirectoryThenItIsNotServed(String name) throws IOException {
		Path file = site.root().resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, "secret");
		Response response = exchange(site, Request.get("/" + name));
		assertThat(response.status()).as("%s", response).isEqualTo(404);
		assertThat(response.text()).contains("\"path\":\"/app/" + name + "\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/gateway.cgi", "/gateway.cgi/greeting", "/%67ateway.cgi" })
	void whenProgramIsAskedForThenThereIsNone(String target) {
		Response response = exchange(site, Request.get(target));
		assertThat(response.status()).as("%s", response).isEqualTo(404);
		assertThat(response.text()).contains("<title>404 Not Found</title>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "java | /no/such/java | there is no Java that can be run at /no/such/java",
					"jar | ~/no/such.jar | /no/such.jar", "jar | such.jar | 'jar' must begin with / or ~/",
					"directory | /proc/gateway | the directory /proc/gateway cannot be made: No such file or directory",
					"directory | /usr | the directory /usr belongs to user 0" })
	void whenSettingIsOfNoUseThenLogSaysSo(String name, String value, String reason) throws IOException {
		CgiInstallation.Site broken = installation.createSite(UUID.randomUUID().toString(),
				Map.of(name, "'" + value + "'"));
		if (name.equals("java")) {
			Files.writeString(broken.jar(), "no jar");
		}
		assertUnavailable(broken, reason);
	}

	@Test
	void whenJarDoesNotStartThenItIsTriedOnceInAWhile() throws IOException {
		CgiInstallation.Site broken = installation.createSite("no-jar", Map.of());
		Files.writeString(broken.jar(), "no jar");
		String reason = "the application ended with status 1 before it listened: see " + broken.privateDirectory()
				+ "/app.log, which ends with: Error: Invalid or corrupt jarfile " + broken.jar();
		assertUnavailable(broken, reason);
		assertUnavailable(broken, reason);
		assertThat(broken.privateDirectory().resolve("app.log")).content().containsOnlyOnce("corrupt jarfile");
	}

	@Test
	void whenSomebodyHoldsTheLockThenNobodyWaitsForever() throws Exception {
		CgiInstallation.Site broken = installation.createSite("locked", Map.of("wait", "1"));
		Files.writeString(broken.jar(), "no jar");
		Path lock = CgiInstallation.own(Files.createFile(broken.makePrivateDirectory().resolve("lock")));
		Process holder = new ProcessBuilder(PERL.toString(), "-e",
				"open F, '>>', shift; flock F, 2; $| = 1; print qq(held\\n); <STDIN>", lock.toString())
			.start();
		try {
			assertThat(holder.inputReader().readLine()).isEqualTo("held");
			assertUnavailable(broken, "the application has not started within 1 s, and may still");
		}
		finally {
			holder.destroy();
		}
		Awaitility.await().atMost(PATIENCE).until(() -> {
			assertThat(exchange(broken, Request.get("/greeting")).status()).isEqualTo(503);
			return apache.process().log().contains("corrupt jarfile " + broken.jar());
		});
	}

	@Test
	void whenDiskIsFullThenLogSaysSo() throws IOException {
		CgiInstallation.Site broken = installation.createSite("full", Map.of());
		Files.writeString(broken.jar(), "no jar");
		Path directory = broken.makePrivateDirectory();
		// No write to it succeeds, as on a full disk
		Files.createSymbolicLink(directory.resolve("failed.new"), Path.of("/dev/full"));
		assertUnavailable(broken, "nothing can be written in " + directory + ": No space left on device");
		assertThat(directory.resolve("app.log")).doesNotExist();
	}

	@Test
	void whenOthersMayEnterPrivateDirectoryThenNothingIsStarted() throws IOException {
		CgiInstallation.Site broken = installation.createSite("open", Map.of());
		Path directory = broken.makePrivateDirectory();
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
		assertUnavailable(broken, "others may enter the directory " + directory + ": chmod 700 it");
	}

	@Test
	void whenSocketIsNotOwnThenNothingIsSentToIt() throws IOException {
		CgiInstallation.Site broken = installation.createSite("foreign", Map.of());
		Path directory = broken.makePrivateDirectory();
		CgiInstallation.own(Files.writeString(directory.resolve("current"), CURRENT));
		// As root, the tests are somebody else. As an ordinary user they cannot be
		Path socket = directory.resolve(CgiInstallation.isRoot() ? "1-1.sock" : "other.sock");
		try (ServerSocketChannel foreign = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			foreign.bind(UnixDomainSocketAddress.of(socket)).configureBlocking(false);
			Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
			if (!CgiInstallation.isRoot()) {
				Files.createSymbolicLink(directory.resolve("1-1.sock"), socket);
			}
			assertUnavailable(broken, directory + "/1-1.sock is not a socket of user");
			assertThat(foreign.accept()).isNull();
		}
	}

	@Test
	void whenApplicationDoesNotAnswerThenStatusIs502() throws Exception {
		CgiInstallation.Site broken = installation.createSite("mute", Map.of());
		Path directory = broken.makePrivateDirectory();
		CgiInstallation.own(Files.writeString(directory.resolve("current"), CURRENT));
		try (ServerSocketChannel mute = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			mute.bind(UnixDomainSocketAddress.of(directory.resolve("1-1.sock")));
			CgiInstallation.own(directory.resolve("1-1.sock"));
			Thread application = new Thread(() -> acceptAndClose(mute));
			application.start();
			Response response = exchange(broken, Request.post("/greeting", TestBytes.first(100_000)));
			application.join();
			assertThat(response.status()).as("%s", response).isEqualTo(502);
			assertThat(response.header("Retry-After")).isNull();
		}
		awaitInLog("the application has ended the connection without an answer");
	}

	private static void acceptAndClose(ServerSocketChannel server) {
		try (SocketChannel connection = server.accept()) {
			connection.read(ByteBuffer.allocate(1));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void assertUnavailable(CgiInstallation.Site site, String reason) {
		Response response = exchange(site, Request.post("/greeting", TestBytes.first(100_000)));
		assertThat(response.status()).as("%s %s", response, apache.process().log()).isEqualTo(503);
		assertThat(response.header("Retry-After")).matches("[1-9][0-9]?");
		assertThat(response.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
		assertThat(response.text()).startsWith("<!DOCTYPE html>")
			.contains("Service Unavailable")
			.doesNotContain("app.");
		awaitInLog(reason);
	}

	private static void awaitInLog(String reason) {
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(apache.process().log()).contains("gateway.cgi: ").contains(reason));
	}

	private static Response exchange(CgiInstallation.Site site, Request request) {
		return apache.door(site).exchange(request).response();
	}

	static List<Door> doors() throws IOException {
		return List.of(apache.door(site), installation.startApache("cgi").door(site),
				installation.startLighttpd(site).door(site));
	}

	@Nested
	@ParameterizedClass
	@MethodSource("io.webgateway.it.CgiIT#doors")
	class Contracts implements RequestContract, BodyContract, ResponseContract, FileContract, StreamContract,
			MountContract, LoadContract, GatewayContract {

		@Parameter
		Door door;

		@Override
		public Door door() {
			return this.door;
		}

		/** What a CGI program writes ends where it ends, in whatever way. */
		@Override
		@Test
		public void failureAfterTheFirstByteDoesNotLookComplete() {
			Response response = exchangeOk(Request.get("/broken/1000"));
			assertThat(response.isComplete()).as("%s", response).isTrue();
			assertThat(response.body()).isEqualTo(TestBytes.first(1000));
			Awaitility.await().atMost(PATIENCE).until(() -> this.door.log().contains("the response has broken off"));
		}

		@Override
		@ParameterizedTest
		@CsvSource({ "302, /greeting", "302, ../up?x=1", "307, https://www.example.org/", "201, /made/1" })
		public void locationArrivesUnchanged(int status, String location) {
			ResponseContract.super.locationArrivesUnchanged(status, location);
		}

		/** For CGI it would mean to answer with that page instead. */
		@Test
		void whenStatusIs200ThenThereIsNoLocation() {
			Response response = exchangeOk(Request.get("/location/200?to=/app/greeting"));
			assertThat(response.headers("Location")).isEmpty();
			assertThat(response.text()).isEqualTo("see /app/greeting");
		}

		@Override
		@Test
		public void localPortArrives() {
			if (isBehindLighttpd()) {
				RequestContract.super.localPortArrives();
			}
			else {
				// Apache takes it from the Host header
				assertThat(inspect(Request.get("/inspect")).at("/local/port").asInt()).isEqualTo(8123);
			}
		}

		@Override
		@ParameterizedTest
		@ValueSource(strings = { "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "BAZ" })
		public void methodArrives(String method) {
			if (isBehindLighttpd() && method.equals("BAZ")) {
				assertThat(exchange(Request.of(method, "/inspect")).status()).isEqualTo(501);
			}
			else {
				RequestContract.super.methodArrives(method);
			}
		}

		@Override
		@Test
		public void emptyHeaderArrives() {
			if (isBehindLighttpd()) {
				assertThat(exchangeOk(Request.get("/inspect").header("X-Empty", "")).text())
					.doesNotContainIgnoringCase("X-Empty");
			}
			else {
				RequestContract.super.emptyHeaderArrives();
			}
		}

		@Override
		@Test
		public void emptyHeaderOfResponseArrives() {
			if (isBehindLighttpd()) {
				assertThat(exchangeOk(Request.get("/headers")).headers("X-Empty")).isEmpty();
			}
			else {
				ResponseContract.super.emptyHeaderOfResponseArrives();
			}
		}

		@Override
		@ParameterizedTest
		@ValueSource(ints = { 1, 2_000_000 })
		public void chunkedBodyArrives(int length) {
			if (isBehindLighttpd()) {
				// What has arrived before lighttpd looks is of known length
				RequestBody body = RequestBody.chunked((output) -> output.write(TestBytes.first(length)));
				assertThat(exchange(Request.of("POST", "/digest").body(body)).status()).isIn(411, 200);
			}
			else {
				BodyContract.super.chunkedBodyArrives(length);
			}
		}

		private boolean isBehindLighttpd() {
			return this.door.description().isBehind(WebServer.LIGHTTPD);
		}

		@ParameterizedTest
		@ValueSource(strings = { "Content-Length: 20000", "Transfer-Encoding: chunked" })
		void whenBrowserGoesAwayInUploadThenApplicationLearnsOfIt(String field) throws IOException {
			boolean chunked = field.endsWith("chunked");
			String flow = "/flows/" + UUID.randomUUID();
			try (SocketChannel browser = this.door.connect()) {
				send(browser, "PUT /app" + flow + "?rate=1000000000 HTTP/1.1\r\nHost: localhost\r\n" + field
						+ (chunked ? "\r\n\r\n2710\r\n" : "\r\n\r\n") + "x".repeat(10_000) + (chunked ? "\r\n" : ""));
				if (chunked && isBehindLighttpd()) {
					// It does not wait for what it cannot pass on
					assertThat(new String(Channels.newInputStream(browser).readNBytes(12), StandardCharsets.US_ASCII))
						.isEqualTo("HTTP/1.1 411");
					return;
				}
				Awaitility.await()
					.atMost(PATIENCE)
					.until(() -> inspect(Request.get(flow)).at("/bytes").asInt() == 10_000);
			}
			awaitCancelled(flow);
		}

		@Test
		void whenBrowserGoesAwayInDownloadThenApplicationLearnsOfIt() throws IOException {
			String flow = "/flows/" + UUID.randomUUID();
			try (SocketChannel browser = this.door.connect()) {
				send(browser, "GET /app" + flow + "/endless HTTP/1.1\r\nHost: localhost\r\n\r\n");
				assertThat(browser.read(ByteBuffer.allocate(1000))).isPositive();
			}
			awaitCancelled(flow);
		}

		private void send(SocketChannel browser, String request) throws IOException {
			ByteBuffer bytes = StandardCharsets.US_ASCII.encode(request);
			while (bytes.hasRemaining()) {
				browser.write(bytes);
			}
		}

		private void awaitCancelled(String flow) {
			Awaitility.await().atMost(PATIENCE).until(() -> inspect(Request.get(flow)).at("/cancelled").asBoolean());
		}

	}

	/**
	 * Apache starts the program by its module mod_fcgid, for many requests.
	 */
	@Nested
	@TestInstance(TestInstance.Lifecycle.PER_CLASS)
	class ModFcgid implements RequestContract, BodyContract, ResponseContract, FileContract, StreamContract,
			MountContract, GatewayContract {

		private Door door;

		@BeforeAll
		void start() throws IOException {
			requireModFcgid();
			this.door = installation.startModFcgid(site, "fcgid");
		}

		@Override
		public Door door() {
			return this.door;
		}

		@Test
		void whenThereAreManyRequestsThenOneApplicationAnswersThemAll() throws Exception {
			assertThat(exchangeOk(Request.get("/greeting")).text()).isEqualTo("Hello");
			int starts = site.starts();
			ExecutorService clients = Executors.newFixedThreadPool(30);
			try {
				Callable<Response> call = () -> exchange(Request.get("/work/fcgid/200"));
				for (Future<Response> response : clients.invokeAll(Collections.nCopies(60, call))) {
					assertThat(response.get().status()).as("%s", response.get()).isEqualTo(200);
				}
			}
			finally {
				clients.shutdownNow();
			}
			assertThat(site.starts()).isEqualTo(starts);
		}

		/** Apache does not know how to break off. */
		@Override
		@Test
		public void failureAfterTheFirstByteDoesNotLookComplete() {
			Response response = exchangeOk(Request.get("/broken/1000"));
			assertThat(response.text()).endsWith("</html>\n").contains("500 Internal Server Error");
		}

		@Override
		@ParameterizedTest
		@CsvSource({ "302, /greeting", "302, ../up?x=1", "307, https://www.example.org/", "201, /made/1" })
		public void locationArrivesUnchanged(int status, String location) {
			ResponseContract.super.locationArrivesUnchanged(status, location);
		}

		/** Apache would answer with that page instead. */
		@Test
		void whenStatusIs200ThenThereIsNoLocation() {
			Response response = exchangeOk(Request.get("/location/200?to=/app/greeting"));
			assertThat(response.headers("Location")).isEmpty();
			assertThat(response.text()).isEqualTo("see /app/greeting");
		}

		/** Apache takes it from the Host header. */
		@Override
		@Test
		public void localPortArrives() {
			assertThat(inspect(Request.get("/inspect")).at("/local/port").asInt()).isEqualTo(8123);
		}

	}

}
