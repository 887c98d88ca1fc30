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
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

import io.webgateway.it.access.AccessApplication;
import io.webgateway.it.client.Client;
import io.webgateway.it.client.HttpClient;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The access log of the application has the lines that the web servers have in theirs,
 * and the traces of requests go on.
 */
class AccessLogIT {

	private static final String COMBINED = "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"";

	private static final String APACHE_LOG = "/var/log/apache2/app.log";

	private static final String NGINX_LOG = "/var/log/nginx/app.log";

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final Pattern TIME = Pattern
		.compile("\\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}]");

	private static final Map<Protocol, Integer> ports = new LinkedHashMap<>();

	private static final Map<String, Server> servers = new LinkedHashMap<>();

	private static Path directory;

	private static ForegroundProcess application;

	@BeforeAll
	static void start() throws IOException {
		List.of(WebServer.LIGHTTPD, WebServer.APACHE, WebServer.NGINX).forEach(WebServer::require);
		directory = Files.createTempDirectory("access").toRealPath();
		// The web server may run as another user
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		application = startApplication();
		startApache("apache", "meters/apache.conf", Protocol.FASTCGI);
		startApache("apache-ajp", "apache/ajp.conf", Protocol.AJP);
		startNginx("nginx", "meters/nginx.conf", Protocol.FASTCGI);
		startNginx("nginx-uwsgi", "nginx/uwsgi.conf", Protocol.UWSGI);
		startLighttpd();
	}

	private static ForegroundProcess startApplication() throws IOException {
		for (Protocol protocol : Protocol.OF_ALL_LISTENERS) {
			ports.put(protocol, FreePort.find());
		}
		Path configuration = directory.resolve("application.yml");
		Files.writeString(configuration, Documentation.configuration("access-log/application.yml",
				Map.of(":9000", ":" + ports.get(Protocol.FASTCGI))));
		Path logging = directory.resolve("logback-spring.xml");
		Files.writeString(logging,
				Documentation.configuration("access-log/logback-spring.xml", Map.of("/var/log/app/", directory + "/")));
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				AccessApplication.class.getName(), "--spring.config.additional-location=" + configuration.toUri(),
				"--logging.config=" + logging, "--server.port=-1", "--server.shutdown=immediate",
				"--gateway.access-log.pattern=" + COMBINED
						+ " %{listener}g %{queue}g %{UNIQUE_ID}e %{REQUEST_ID}e %X"));
		ports.forEach((protocol, port) -> {
			if (protocol != Protocol.FASTCGI) {
				command.add("--gateway.listeners." + protocol.id() + ".bind=127.0.0.1:" + port);
			}
		});
		command.add("--gateway.listeners.ajp.secret=" + Application.SECRET);
		List<SocketAddress> addresses = new ArrayList<>();
		ports.values().forEach((port) -> addresses.add(new InetSocketAddress("127.0.0.1", port)));
		return ForegroundProcess.start(Files.createDirectory(directory.resolve("application")), addresses, command);
	}

	private static void startApache(String name, String file, Protocol protocol) throws IOException {
		String text = documented(file, protocol);
		String log = text.contains(APACHE_LOG) ? ""
				: "CustomLog " + APACHE_LOG + " \"" + COMBINED.replace("\"", "\\\"") + "\"\n";
		launch(WebServer.APACHE, name,
				(address) -> (text + log).replace(APACHE_LOG, log(name).toString())
					.replace("secret=<secret>", "secret=" + Application.SECRET)
					.replace("*:80>", "127.0.0.1:" + address.getPort() + ">"));
	}

	private static void startNginx(String name, String file, Protocol protocol) throws IOException {
		String text = documented(file, protocol);
		String log = text.contains(NGINX_LOG) ? text
				: text.replace("listen 80;", "listen 80;\n    access_log " + NGINX_LOG + " combined;");
		launch(WebServer.NGINX, name, (address) -> log.replace(NGINX_LOG, log(name).toString())
			.replace("listen 80;", "listen 127.0.0.1:" + address.getPort() + ";"));
	}

	private static void startLighttpd() throws IOException {
		String name = "lighttpd";
		String text = documented("lighttpd/scgi.conf", Protocol.SCGI);
		launch(WebServer.LIGHTTPD, name, (address) -> text + """
				server.modules += ( "mod_accesslog" )
				accesslog.filename = "%s"
				accesslog.format = "%s"
				""".formatted(log(name), COMBINED.replace("\"", "\\\"")));
	}

	private static String documented(String file, Protocol protocol) throws IOException {
		String port = String.valueOf(DocumentedAddress.port(protocol));
		String separator = file.startsWith("lighttpd") ? "\"port\" => " : ":";
		return Documentation.configuration(file, Map.of(separator + port, separator + ports.get(protocol)));
	}

	private static Path log(String name) {
		return directory.resolve(name + ".log");
	}

	private static void launch(WebServer webServer, String name, Function<InetSocketAddress, String> configuration)
			throws IOException {
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		ForegroundProcess process = webServer.launcher()
			.start(Files.createDirectory(directory.resolve(name)), address, configuration.apply(address));
		servers.put(name, new Server(name, process, new HttpClient(address)));
	}

	@AfterAll
	static void stop() throws IOException {
		servers.values().forEach((server) -> server.process().close());
		if (application != null) {
			application.close();
		}
		if (directory != null) {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	@Test
	void linesAreThoseOfTheWebServers() throws IOException {
		for (Server server : servers.values()) {
			server.ask(Request.get("/answer/200/12/a%2Fb%20c?q=%22&x=1"));
			server.ask(Request.post("/answer/201/1", "body".getBytes(StandardCharsets.UTF_8))
				.header("Content-Type", "text/plain"));
			server.ask(Request.get("/answer/404/70000").header("Referer", "http://www.example.org/?a=b"));
			server.ask(Request.get("/answer/503/5?"));
		}
		Server apache = servers.get("apache");
		apache.ask(Request.get("/answer/200/1").header("Referer", "a\"b\\c \u00e9\t"));
		apache.ask(Request.get("/answer/200/0"));
		for (Server server : servers.values()) {
			int count = server.equals(apache) ? 6 : 4;
			List<String> expected = awaitLines(count, server::lines);
			List<String> actual = awaitLines(count, () -> applicationLines(server.name()));
			assertThat(actual).as(server.name()).allSatisfy((line) -> {
				assertThat(line).contains("127.0.0.1 - - ");
				assertThat(TIME.matcher(line).find()).as(line).isTrue();
				assertThat(line).endsWith(" -");
			});
			assertThat(actual.stream().map(AccessLogIT::combined)).as(server.name())
				.containsExactlyElementsOf(expected.stream().map(AccessLogIT::combined).toList());
		}
		assertThat(fields("apache", 1)).containsExactlyElementsOf(apache.ids());
		assertThat(fields("nginx", 2)).containsExactlyElementsOf(servers.get("nginx").ids());
		for (String name : List.of("apache", "nginx")) {
			assertThat(fields(name, 0))
				.allSatisfy((queue) -> assertThat(Long.parseLong(queue)).isBetween(0L, 60_000_000L));
		}
		assertThat(fields("lighttpd", 0)).containsOnly("-");
	}

	@Test
	void pagesShowTheFilesThatAreTested() throws IOException {
		assertThat(Documentation.directory().resolve("access-log.md")).content()
			.contains(Files.readString(Documentation.directory().resolve("access-log/logback-spring.xml")));
	}

	@Test
	void tracesOfClientsGoOn() throws IOException {
		for (Server server : servers.values()) {
			Response response = server
				.ask(Request.get("/trace").header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01"));
			assertThat(response.text()).as(server.name()).isEqualTo(TRACE);
		}
	}

	@Test
	void whenClientHasNoTraceThenThatOfNginxGoesOn() throws IOException {
		Server nginx = servers.get("nginx");
		String trace = nginx.ask(Request.get("/trace")).text();
		assertThat(trace).hasSize(32);
		Awaitility.await()
			.untilAsserted(() -> assertThat(log("nginx")).content().contains("\"agent of nginx\" " + trace + "\n"));
	}

	/**
	 * Return a line without its time, and without what follows the combined form.
	 */
	private static String combined(String line) {
		return TIME.matcher(line.substring(0, line.lastIndexOf('"') + 1)).replaceFirst("[]");
	}

	/**
	 * Return what follows the name of the listener after the combined form.
	 */
	private static List<String> fields(String name, int index) throws IOException {
		return applicationLines(name).stream()
			.map((line) -> line.substring(line.lastIndexOf('"') + 2).split(" ")[index + 1])
			.toList();
	}

	/**
	 * Logs may be written after the response.
	 */
	private static List<String> awaitLines(int count, Callable<List<String>> lines) {
		return Awaitility.await().until(lines, (read) -> read.size() >= count);
	}

	private static List<String> applicationLines(String name) throws IOException {
		return Files.readAllLines(directory.resolve("access.log"), StandardCharsets.US_ASCII)
			.stream()
			.filter((line) -> line.contains("\"agent of " + name + "\"") && !line.contains("/trace"))
			.toList();
	}

	/**
	 * A web server with an access log.
	 *
	 * @param name its name
	 * @param process its process
	 * @param client connects to it
	 */
	private record Server(String name, ForegroundProcess process, HttpClient client) {

		Response ask(Request request) throws IOException {
			try (Client.Connection connection = this.client.connect()) {
				Response response = connection.send(request.header("User-Agent", "agent of " + this.name)).readFully();
				assertThat(response.status()).as("%s: %s", this.name, response).isPositive();
				return response;
			}
		}

		/**
		 * Return the lines of its log, for which lighttpd has to be told to write them.
		 */
		List<String> lines() throws IOException {
			if (this.name.equals("lighttpd")) {
				this.process.signal("HUP");
			}
			return Files.readAllLines(log(this.name), StandardCharsets.US_ASCII)
				.stream()
				.filter((line) -> !line.contains("/trace"))
				.toList();
		}

		/**
		 * Return the ids that it gave its requests.
		 */
		List<String> ids() throws IOException {
			return lines().stream().map((line) -> line.replaceFirst(".* ", "")).toList();
		}

	}

}
