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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.util.UriUtils;

import io.webgateway.it.application.ContractApplication;
import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.HttpClient;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;
import io.webgateway.it.webserver.ApacheLauncher;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.ListenerStatistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What web servers do for the application: they send its files, and write its warnings
 * and errors to their own log.
 */
class FilesAndLogIT {

	private static final List<WebServer> WEB_SERVERS = List.of(WebServer.LIGHTTPD, WebServer.APACHE, WebServer.NGINX);

	private static final String DOCUMENTED_FILES = "/srv/shop/files";

	private static final int LENGTH = 300_000;

	private static final byte[] CONTENT = TestBytes.first(LENGTH);

	private static final String ETAG = "\"version 1\"";

	private static final String LAST_MODIFIED = "Wed, 01 Jan 2020 00:00:00 GMT";

	/** Letters that need encoding somewhere, but no percent sign. */
	private static final String UNUSUAL_NAME = "a b#?\u00e4\u20ac;+&,\"x'.bin";

	private static final String NAME_WITH_PERCENT = "100%41.bin";

	private static final Map<DoorDescription, Door> doors = new LinkedHashMap<>();

	private static final Map<String, ConfigurableApplicationContext> applications = new LinkedHashMap<>();

	private static final List<ForegroundProcess> webServers = new ArrayList<>();

	private static Path directory;

	private static Path files;

	/**
	 * Return the configurations by which files are sent.
	 * @return the descriptions of their doors
	 */
	static List<DoorDescription> descriptions() {
		List<DoorDescription> descriptions = new ArrayList<>();
		for (WebServer webServer : WEB_SERVERS) {
			for (Protocol protocol : webServer.protocols()) {
				descriptions.add(DoorDescription.behind(webServer, protocol, "-files"));
			}
		}
		return descriptions;
	}

	static List<DoorDescription> fastCgiDescriptions() {
		return descriptions().stream().filter((door) -> door.protocol() == Protocol.FASTCGI).toList();
	}

	@BeforeAll
	static void start() throws IOException {
		WEB_SERVERS.forEach(WebServer::require);
		if (!new ApacheLauncher().hasModule("xsendfile")) {
			String reason = "mod_xsendfile is not installed (Debian, Ubuntu: apt-get install libapache2-mod-xsendfile)";
			assertThat(ContinuousIntegration.isActive()).as(reason).isFalse();
			Assumptions.abort(reason);
		}
		directory = Files.createTempDirectory("files").toRealPath();
		// The web server may run as another user
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		files = Files.createDirectory(directory.resolve("offloaded"));
		for (String name : List.of("data.bin", UNUSUAL_NAME, NAME_WITH_PERCENT)) {
			Files.write(files.resolve(name), CONTENT);
		}
		// Found if the name above is decoded once too often
		Files.writeString(files.resolve("100A.bin"), "another");
		Files.createFile(files.resolve("empty.bin"));
		Path outside = Files.write(directory.resolve("outside.bin"), CONTENT);
		Files.createSymbolicLink(files.resolve("link.bin"), outside);
		for (String header : List.of("x-sendfile", "x-accel-redirect")) {
			applications.put(header, startApplication(header));
		}
		for (DoorDescription description : descriptions()) {
			doors.put(description, open(description));
		}
	}

	private static ConfigurableApplicationContext startApplication(String header) throws IOException {
		Path location = Files.createDirectory(directory.resolve(header));
		Path filesFile = location.resolve("files.yml");
		Files.writeString(filesFile, Documentation.configuration("application/files-" + header + ".yml",
				Map.of(DOCUMENTED_FILES, files.toString(), "127.0.0.1:9000", "127.0.0.1:0")));
		Path logFile = location.resolve("log.yml");
		Files.writeString(logFile,
				Documentation.configuration("application/web-server-log.yml", Map.of("127.0.0.1:9000", "127.0.0.1:0")));
		List<String> arguments = new ArrayList<>(List.of("--server.port=-1", "--files.directory=" + files,
				"--spring.config.additional-location=" + filesFile.toUri() + "," + logFile.toUri()));
		for (String listener : List.of("scgi", "uwsgi")) {
			String prefix = "--gateway.listeners." + listener + ".";
			arguments.add(prefix + "bind=127.0.0.1:0");
			arguments.add(prefix + "file-offload.header=" + header);
			arguments.add(prefix + "file-offload.roots[0].directory=" + files);
			if (header.equals("x-accel-redirect")) {
				arguments.add(prefix + "file-offload.roots[0].location=/protected-files/");
			}
		}
		return new SpringApplicationBuilder(ContractApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean(ReactorResourceFactory.class,
					EmbeddedApplication::ownResources))
			.run(arguments.toArray(String[]::new));
	}

	private static Door open(DoorDescription description) throws IOException {
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		int port = listener(description).getPort();
		String application = ":" + DocumentedAddress.port(description.protocol());
		Map<String, String> replacements = switch (description.webServer()) {
			case LIGHTTPD -> Map.of("\"port\" => " + application.substring(1), "\"port\" => " + port);
			case APACHE -> Map.of("*:80>", "127.0.0.1:" + address.getPort() + ">", application, ":" + port);
			default -> Map.of("listen 80;", "listen 127.0.0.1:" + address.getPort() + ";", application, ":" + port);
		};
		String configuration = Documentation.configuration(description.configuration(), replacements)
			.replace(DOCUMENTED_FILES, files.toString());
		Path serverDirectory = Files.createDirectory(directory.resolve("server-" + doors.size()));
		ForegroundProcess webServer = description.webServer().launcher().start(serverDirectory, address, configuration);
		webServers.add(webServer);
		return new Door(description, new HttpClient(address), webServer::log);
	}

	private static GatewayListener listener(DoorDescription description) {
		String header = description.isBehind(WebServer.NGINX) ? "x-accel-redirect" : "x-sendfile";
		return applications.get(header).getBean(description.protocol().id() + "GatewayListener", GatewayListener.class);
	}

	@AfterAll
	static void stop() throws IOException {
		webServers.forEach(ForegroundProcess::close);
		applications.values().forEach(ConfigurableApplicationContext::close);
		if (directory != null) {
			FileSystemUtils.deleteRecursively(directory);
		}
	}

	@ParameterizedTest
	@MethodSource("descriptions")
	void fileIsSentByTheWebServer(DoorDescription description) {
		Response response = exchange(description, file("data.bin"), 1);
		assertThat(response.status()).as("%s", response).isEqualTo(200);
		assertThat(response.body()).isEqualTo(CONTENT);
		assertThat(response.header("Content-Length")).isEqualTo(String.valueOf(LENGTH));
		assertThat(response.headers("Accept-Ranges")).containsExactly("bytes");
		assertThat(response.header("Set-Cookie")).isEqualTo("seen=1");
		assertIsOfTheApplication(response);
	}

	@ParameterizedTest
	@MethodSource("descriptions")
	void rangesAreThoseOfTheFile(DoorDescription description) {
		assertRange(description, "bytes=1000-1999", 1000, 1999);
		assertRange(description, "bytes=0-", 0, LENGTH - 1);
		assertRange(description, "bytes=-500", LENGTH - 500, LENGTH - 1);
		assertRange(description, "bytes=299000-999999", 299_000, LENGTH - 1);
		Response several = exchange(description, file("data.bin").header("Range", "bytes=0-9,100-109"), 0);
		assertThat(several.status()).as("%s", several).isEqualTo(206);
		assertThat(several.header("Content-Type")).startsWith("multipart/byteranges");
		Response beyond = exchange(description, file("data.bin").header("Range", "bytes=300000-"), 0);
		assertThat(beyond.status()).as("%s", beyond).isEqualTo(416);
	}

	private static void assertRange(DoorDescription description, String range, int first, int last) {
		Response response = exchange(description, file("data.bin").header("Range", range), 1);
		assertThat(response.status()).as("%s", response).isEqualTo(206);
		assertThat(response.header("Content-Range")).isEqualTo("bytes " + first + "-" + last + "/" + LENGTH);
		assertThat(response.body()).isEqualTo(TestBytes.slice(first, last - first + 1));
		assertIsOfTheApplication(response);
	}

	private static void assertIsOfTheApplication(Response response) {
		assertThat(response.headers("ETag")).containsExactly(ETAG);
		assertThat(response.headers("Last-Modified")).containsExactly(LAST_MODIFIED);
		assertThat(response.header("Content-Type")).isEqualTo("application/x-report");
		assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(response.headers("X-Sendfile")).isEmpty();
		assertThat(response.headers("X-Accel-Redirect")).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("descriptions")
	void rangeIsSentOnlyOfTheVersionThatTheClientHas(DoorDescription description) {
		Request range = file("data.bin").header("Range", "bytes=1000-1999");
		for (String current : List.of(ETAG, LAST_MODIFIED)) {
			Response response = exchange(description, range.header("If-Range", current), 1);
			assertThat(response.status()).as("%s", response).isEqualTo(206);
			assertThat(response.body()).isEqualTo(TestBytes.slice(1000, 1000));
		}
		for (String other : List.of("\"version 0\"", "Tue, 01 Jan 2019 00:00:00 GMT")) {
			Response response = exchange(description, range.header("If-Range", other), 1);
			assertThat(response.status()).as("%s", response).isEqualTo(200);
			assertThat(response.body()).isEqualTo(CONTENT);
		}
	}

	@ParameterizedTest
	@MethodSource("descriptions")
	void unchangedFileIsNotSentAgain(DoorDescription description) {
		for (Request request : List.of(file("data.bin").header("If-None-Match", ETAG),
				file("data.bin").header("If-Modified-Since", LAST_MODIFIED))) {
			Response response = exchange(description, request, 0);
			assertThat(response.status()).as("%s", response).isEqualTo(304);
			assertThat(response.body()).isEmpty();
		}
		Request changed = file("data.bin").header("If-None-Match", "\"version 0\"");
		assertThat(exchange(description, changed, 1).status()).isEqualTo(200);
		Request changedSince = file("data.bin").header("If-Modified-Since", "Tue, 01 Jan 2019 00:00:00 GMT");
		assertThat(exchange(description, changedSince, 1).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@MethodSource("descriptions")
	void headOfFileIsThatOfTheApplication(DoorDescription description) {
		Request get = file("data.bin");
		Response response = exchange(description, Request.of("HEAD", get.target()), 0);
		assertThat(response.status()).as("%s", response).isEqualTo(200);
		assertThat(response.body()).isEmpty();
		assertIsOfTheApplication(response);
	}

	@ParameterizedTest
	@MethodSource("descriptions")
	void nameOfFileMayBeUnusual(DoorDescription description) {
		Response response = exchange(description, file(UNUSUAL_NAME), 1);
		assertThat(response.status()).as("%s", response).isEqualTo(200);
		assertThat(response.body()).isEqualTo(CONTENT);
		// lighttpd decodes a path, Apache does not
		Response percent = exchange(description, file(NAME_WITH_PERCENT),
				description.isBehind(WebServer.NGINX) ? 1 : 0);
		assertThat(percent.status()).as("%s", percent).isEqualTo(200);
		assertThat(percent.body()).isEqualTo(CONTENT);
	}

	@ParameterizedTest
	@MethodSource("descriptions")
	void fileMayBeEmpty(DoorDescription description) {
		Response response = exchange(description, file("empty.bin"), 1);
		assertThat(response.status()).as("%s", response).isEqualTo(200);
		assertThat(response.body()).isEmpty();
		assertIsOfTheApplication(response);
	}

	@ParameterizedTest
	@MethodSource("descriptions")
	void fileBehindLinkOutOfTheDirectoryIsSentByTheApplication(DoorDescription description) {
		Response response = exchange(description, file("link.bin"), 0);
		assertThat(response.status()).as("%s", response).isEqualTo(200);
		assertThat(response.body()).isEqualTo(CONTENT);
		assertIsOfTheApplication(response);
	}

	@ParameterizedTest
	@MethodSource("descriptions")
	void applicationDoesNotInstructTheWebServerItself(DoorDescription description) {
		ListenerStatistics statistics = listener(description).getStatistics();
		long before = statistics.getRefusedInstructions();
		Response response = exchange(description, Request.get("/instructing?name=data.bin"), 0);
		assertThat(response.status()).as("%s", response).isEqualTo(200);
		assertThat(response.text()).isEqualTo("not the file");
		assertThat(statistics.getRefusedInstructions() - before).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("fastCgiDescriptions")
	void warningsAndErrorsAreInTheLogOfTheWebServer(DoorDescription description) {
		Door door = doors.get(description);
		String id = exchange(description, Request.get("/log/here?text=late"), 0).text();
		assertLogged(door, "[" + id + "] WARN io.webgateway.it.application.LogController: late");
		id = exchange(description, warning("later"), 0).text();
		assertLogged(door, "[" + id + "] WARN io.webgateway.it.application.LogController: later");
		id = exchange(description, Request.get("/log/elsewhere?text=last"), 0).text();
		assertLogged(door, "[" + id + "] WARN io.webgateway.it.application.LogController: last");
		assertThat(door.log()).doesNotContain("lastwithout prefix");
		assertThat(exchange(description, Request.get("/log/failure?text=sold+out"), 0).status()).isEqualTo(500);
		assertLogged(door, "(java.lang.IllegalStateException: sold out)");
		assertThat(door.log())
			.containsPattern("\\[[0-9a-f]+-\\d+] ERROR \\S+: 500 Server Error for HTTP GET .*/log/failure");
	}

	@ParameterizedTest
	@MethodSource("fastCgiDescriptions")
	void lineIsBoundedAndCannotBeForged(DoorDescription description) {
		Door door = doors.get(description);
		Response response = exchange(description, warning("x".repeat(1500)), 0);
		assertThat(response.status()).isEqualTo(200);
		assertLogged(door, "[" + response.text() + "] WARN io.webgateway.it.application.LogController: xxxx");
		response = exchange(description, warning("a\n[forged]\u001b"), 0);
		assertLogged(door, "[" + response.text() + "] WARN io.webgateway.it.application.LogController: a\\");
		assertThat(Pattern.compile("(?m)^\\[forged]").matcher(door.log()).find()).isFalse();
	}

	private static void assertLogged(Door door, String text) {
		Awaitility.await().untilAsserted(() -> assertThat(door.log()).contains(text));
	}

	private static Request file(String name) {
		return Request.get("/offloaded?name=" + UriUtils.encode(name, StandardCharsets.UTF_8));
	}

	private static Request warning(String text) {
		return Request.post("/log/body", text.getBytes(StandardCharsets.UTF_8)).header("Content-Type", "text/plain");
	}

	/**
	 * Ask, and require that the web server was told to send that many files.
	 */
	private static Response exchange(DoorDescription description, Request request, int offloaded) {
		ListenerStatistics statistics = listener(description).getStatistics();
		long before = statistics.getOffloadedFiles();
		Response response = doors.get(description).exchange(request).response();
		assertThat(response.isComplete()).as("%s -> %s", request, response).isTrue();
		assertThat(statistics.getOffloadedFiles() - before).as("%s -> %s", request, response).isEqualTo(offloaded);
		return response;
	}

}
