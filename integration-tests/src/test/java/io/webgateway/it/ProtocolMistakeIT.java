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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

import io.webgateway.codec.PeerProtocol;
import io.webgateway.it.client.Client;
import io.webgateway.it.client.HttpClient;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who speaks the wrong protocol to a listener learns that, be it a browser in the place
 * of a web server or a web server with the wrong directive.
 */
@Timeout(60)
class ProtocolMistakeIT {

	private static final Map<String, String> NAMES = Map.of("fastcgi", "FastCGI", "scgi", "SCGI", "uwsgi", "uwsgi",
			"ajp", "AJP", "auto", "FastCGI, SCGI, uwsgi and AJP", "http", "HTTP", "h2c", "HTTP/2");

	private static AllListeners application;

	private static Path directory;

	@BeforeAll
	static void start() throws IOException {
		directory = Files.createTempDirectory("mistakes");
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		application = new AllListeners(Stream.of("fastcgi", "scgi", "uwsgi", "ajp")
			.flatMap((protocol) -> Stream.of("/" + protocol + "/" + protocol, "/" + protocol + "/auto"))
			.toList());
	}

	@AfterAll
	static void stop() throws IOException {
		application.close();
		FileSystemUtils.deleteRecursively(directory);
	}

	@ParameterizedTest
	@EnumSource
	void whenDirectiveIsWrongThenWebServerShowsIt(WebServer webServer) throws IOException {
		webServer.require();
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		try (ForegroundProcess process = webServer.launcher()
			.start(Files.createDirectories(directory.resolve(webServer.id())), address,
					WrongDirectives.configuration(webServer, address, application.ports()))) {
			for (String spoken : WrongDirectives.spokenBy(webServer)) {
				for (String listener : WrongDirectives.listenersOf(spoken, application.ports().keySet())) {
					Response response = exchange(address, "/" + spoken + "/" + listener + "/gateway/request");
					if (isShown(webServer, spoken)) {
						assertShows(response, spoken, listener);
					}
					else {
						assertHides(response, webServer, spoken, process);
					}
				}
			}
		}
	}

	private static Response exchange(InetSocketAddress address, String target) throws IOException {
		try (Client.Connection connection = new HttpClient(address).connect()) {
			return connection.send(Request.get(target)).readFully();
		}
	}

	/**
	 * HAProxy drops a connection of HTTP/2 that is to end, with the response on it.
	 */
	private static boolean isShown(WebServer webServer, String spoken) {
		return NAMES.containsKey(spoken) && (webServer != WebServer.HAPROXY || !spoken.equals("h2c"));
	}

	private static void assertShows(Response response, String spoken, String listener) {
		String description = spoken + " to " + listener + ": " + response;
		if (listener.equals(spoken) || (listener.equals(AllListeners.AUTO) && !spoken.startsWith("h"))) {
			assertThat(response.status()).as(description).isEqualTo(200);
			assertThat(response.text()).as(description)
				.contains("\"listener\":\"" + listener + "\"", "\"protocol\":\"" + Protocol.of(spoken) + "\"");
			return;
		}
		assertThat(response.status()).as(description).isEqualTo(400);
		// nginx sometimes breaks a response of HTTP/2 off after its last byte
		assertThat(response.isComplete() || spoken.equals("h2c")).as(description).isTrue();
		assertThat(response.text()).as(description)
			.startsWith("This port speaks " + NAMES.get(listener) + ", but was sent " + NAMES.get(spoken) + ".\n");
	}

	/**
	 * What the web server cannot show is in its log at best.
	 */
	private static void assertHides(Response response, WebServer webServer, String spoken, ForegroundProcess process) {
		String description = webServer + ", " + spoken + ": " + response;
		if (webServer == WebServer.HAPROXY) {
			assertThat(response.status()).as(description).isIn(502, 503);
			return;
		}
		assertThat(response.status()).as(description).isEqualTo((webServer == WebServer.APACHE) ? 500 : 502);
		String logged = (webServer == WebServer.APACHE) ? "AH00898: Error during SSL Handshake with remote server"
				: "alert no application protocol";
		Awaitility.await().untilAsserted(() -> assertThat(process.log()).as(description).contains(logged));
	}

	@ParameterizedTest
	@ValueSource(strings = { "fastcgi", "scgi", "uwsgi", "ajp", "auto" })
	void whenListenerIsAskedByCurlThenItShowsThePage(String listener) throws Exception {
		requireCurl();
		int port = application.ports().get(listener);
		long before = count(listener, PeerProtocol.HTTP);
		Curl curl = Curl.run("http://127.0.0.1:" + port + "/greeting");
		assertThat(curl.exitCode()).as(curl.error()).isZero();
		assertThat(curl.output()).startsWith("This port speaks " + NAMES.get(listener) + ", but was sent HTTP.\n")
			.endsWith("[400]");
		assertThat(count(listener, PeerProtocol.HTTP)).isEqualTo(before + 1);
		Curl upload = Curl.run("--data-binary", "@/proc/self/exe", "http://127.0.0.1:" + port + "/greeting");
		assertThat(upload.output()).startsWith("This port speaks ").endsWith("[400]");
		Curl head = Curl.run("--head", "http://127.0.0.1:" + port + "/greeting");
		assertThat(head.exitCode()).as(head.error()).isZero();
		assertThat(head.output()).startsWith("HTTP/1.1 400 Bad Request\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "fastcgi", "scgi", "uwsgi", "ajp", "auto" })
	void whenListenerIsAskedByCurlOverTlsThenItShowsTheAlert(String listener) throws Exception {
		requireCurl();
		long before = count(listener, PeerProtocol.TLS);
		Curl curl = Curl.run("https://127.0.0.1:" + application.ports().get(listener) + "/greeting");
		assertThat(curl.exitCode()).isEqualTo(35);
		// The words of OpenSSL or of GnuTLS
		assertThat(curl.error()).containsIgnoringCase("no application protocol");
		assertThat(count(listener, PeerProtocol.TLS)).isEqualTo(before + 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "fastcgi", "auto" })
	void whenListenerIsAskedByCurlOverHttp2ThenItShowsThePage(String listener) throws Exception {
		requireCurl();
		Curl curl = Curl.run("--http2-prior-knowledge", "http://127.0.0.1:" + application.ports().get(listener) + "/");
		assertThat(curl.exitCode()).as(curl.error()).isZero();
		assertThat(curl.output()).startsWith("This port speaks " + NAMES.get(listener) + ", but was sent HTTP/2.\n")
			.endsWith("[400]");
		assertThat(count(listener, PeerProtocol.HTTP_2)).isPositive();
	}

	private static long count(String listener, PeerProtocol protocol) {
		return application.listener(listener).getStatistics().getMalformed(protocol);
	}

	private static void requireCurl() {
		String message = "curl is not installed (Debian, Ubuntu: apt-get install curl)";
		if (!Curl.isInstalled()) {
			assertThat(ContinuousIntegration.isActive()).as(message).isFalse();
			Assumptions.abort(message);
		}
	}

	/**
	 * What curl has said.
	 */
	private record Curl(int exitCode, String output, String error) {

		private static boolean isInstalled() {
			return Stream.of(System.getenv("PATH").split(":"))
				.anyMatch((path) -> Files.isExecutable(Path.of(path, "curl")));
		}

		private static Curl run(String... arguments) throws Exception {
			List<String> command = new ArrayList<>(
					List.of("curl", "--silent", "--show-error", "--max-time", "20", "--write-out", "[%{http_code}]"));
			command.addAll(List.of(arguments));
			Path error = Files.createTempFile(directory, "curl", ".txt");
			Process process = new ProcessBuilder(command).redirectError(error.toFile()).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return new Curl(process.waitFor(), output, Files.readString(error));
		}

	}

}
