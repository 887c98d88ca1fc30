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
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

import io.webgateway.autoconfigure.PrintedConfiguration;
import io.webgateway.it.application.ContractApplication;
import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.Client;
import io.webgateway.it.client.HttpClient;
import io.webgateway.it.client.IncomingResponse;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.RequestBody;
import io.webgateway.it.client.Response;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.ListenerStatistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each web server runs with what the application has written for it, and requests,
 * uploads and streams pass through it.
 */
@Timeout(60)
class PrintedConfigurationIT {

	/** Whatever a secret can have, but for what nginx cannot write. */
	private static final String SECRET = "a\"b'c\\d#e;f{g}h%i<j>k|l&m`n\\\"o\\no=%0,(p)[q]~/!";

	/** Whatever Caddy can write, which has a meaning of its own for braces. */
	private static final String WITHOUT_BRACES = "a\"b'c\\d#e;f}h%i$HOME|l&mn\\\"o\\no=%0,(p)[q]~/!";

	private static final String DOLLARS = "$HOME-$1-%{x}-%[str(x)]-\\$x-{y}";

	private static final String PASSWORDS = "alice:$apr1$abcdefgh$h9FWgUz3n9YxylKLlR5SQ/\n";

	/** That of the other passwords, as Caddy wants it. */
	private static final String HASH = "$2a$14$oqJBhvEZH2GADX082rGQ4uDEpqiwfrG6aecnELXvQkA9HOt.uSd1u";

	private static final int LIMIT = 4 * 1024 * 1024;

	private static final List<String> arguments = new ArrayList<>();

	private static ConfigurableApplicationContext application;

	private static Path directory;

	private final List<ForegroundProcess> webServers = new ArrayList<>();

	@BeforeAll
	static void start() throws IOException {
		for (PrintedServer server : PrintedServer.values()) {
			server.require();
		}
		directory = Files.createTempDirectory("printed").toRealPath();
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		Path files = Files.createDirectory(directory.resolve("the \"files\""));
		Files.write(files.resolve("data.bin"), TestBytes.first(100_000));
		for (Protocol protocol : Protocol.OF_LISTENERS) {
			String id = protocol.id();
			listener(id, protocol, tcp());
			listener(id + "-unix", protocol, "unix:" + directory.resolve(id + ".sock"), "permissions=rw-rw-rw-");
			listener(id + "-secret", protocol, tcp(), "secret[0]=" + SECRET);
			listener(id + "-dollars", protocol, tcp(), "secret[0]=" + DOLLARS, "secret-variable=APP_KEY");
			listener(id + "-mounted", protocol, tcp(), "context-path=/my%20caf%C3%A9.x(1)+$,/shop");
			listener(id + "-identity", protocol, tcp(), "identity.enabled=true");
			for (String header : List.of("x-sendfile", "x-accel-redirect")) {
				listener(id + "-" + header, protocol, tcp(), "file-offload.header=" + header,
						"file-offload.roots[0].directory=" + files,
						header.equals("x-sendfile") ? "" : "file-offload.roots[0].location=/protected;files");
			}
		}
		listener("braceless", Protocol.FASTCGI, tcp(), "secret[0]=" + WITHOUT_BRACES);
		listener("odd-unix", Protocol.FASTCGI, "unix:" + directory.resolve("a b#'\"%;c.sock"), "permissions=rw-rw-rw-");
		listener("ajp", Protocol.AJP, tcp(), "secret[0]=" + SECRET, "allowed-request-attributes=SSL_CLIENT_VERIFY",
				"max-packet-size=16KB");
		listener("ajp-unix", Protocol.AJP, "unix:" + directory.resolve("ajp.sock"), "permissions=rw-rw-rw-",
				"secret-required=false");
		listener("ajp-mounted", Protocol.AJP, tcp(), "secret[0]=" + SECRET, "context-path=/shop,/partner/shop");
		arguments.add("--files.directory=" + files);
		application = new SpringApplicationBuilder(ContractApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean(ReactorResourceFactory.class,
					EmbeddedApplication::ownResources))
			.properties("server.port=-1")
			.run(arguments.toArray(String[]::new));
	}

	private static String tcp() throws IOException {
		return "127.0.0.1:" + FreePort.find();
	}

	private static void listener(String name, Protocol protocol, String bind, String... properties) {
		String prefix = "--gateway.listeners." + name + ".";
		arguments.add(prefix + "protocol=" + protocol.id());
		arguments.add(prefix + "bind=" + bind);
		arguments.add(prefix + "max-body-size=4MB");
		for (String property : properties) {
			if (!property.isEmpty()) {
				arguments.add(prefix + property);
			}
		}
	}

	@AfterAll
	static void closeApplication() throws IOException {
		if (application != null) {
			application.close();
		}
		FileSystemUtils.deleteRecursively(directory);
	}

	@AfterEach
	void close() {
		this.webServers.forEach(ForegroundProcess::close);
	}

	@ParameterizedTest
	@CsvSource({ "NGINX, fastcgi", "NGINX, scgi-unix", "NGINX, uwsgi", "NGINX, odd-unix", "APACHE, fastcgi",
			"APACHE, fastcgi-unix", "APACHE, scgi", "APACHE, uwsgi-unix", "APACHE, ajp", "APACHE, ajp-unix",
			"LIGHTTPD, fastcgi", "LIGHTTPD, scgi-unix", "LIGHTTPD, uwsgi", "LIGHTTPD, odd-unix", "HAPROXY, fastcgi",
			"HAPROXY, odd-unix", "CADDY, fastcgi", "CADDY, odd-unix", "HTACCESS, fastcgi", "HTACCESS, uwsgi-unix",
			"HTACCESS, uwsgi" })
	void whenConfigurationIsPrintedThenWebServerServesApplication(PrintedServer server, String listener)
			throws Exception {
		Client client = start(server, print(server, listener));
		JsonNode inspection = inspect(client, "");
		assertThat(inspection.at("/uri").asString()).isEqualTo("http://www.example.org:8123/inspect/x%2Fy//z?a=b%20c");
		assertThat(inspection.at("/headers/Authorization/0").asString()).isEqualTo("Basic YTpi");
		assertThat(variables(client).toString()).contains("REQUEST_URI").doesNotContain("REMOTE_USER\":[\"a");
		assertUploadArrives(client);
		if (server != PrintedServer.HTACCESS || !listener.equals("fastcgi")) {
			assertEventsArriveOneByOne(client);
		}
	}

	@ParameterizedTest
	@CsvSource({ "NGINX, fastcgi-secret", "NGINX, scgi-secret", "NGINX, uwsgi-secret", "APACHE, fastcgi-secret",
			"APACHE, scgi-secret", "APACHE, uwsgi-secret", "APACHE, uwsgi-dollars", "LIGHTTPD, fastcgi-secret",
			"LIGHTTPD, scgi-dollars", "HAPROXY, fastcgi-secret", "HAPROXY, fastcgi-dollars", "CADDY, braceless",
			"HTACCESS, uwsgi-secret", "HTACCESS, fastcgi-dollars" })
	void whenListenerHasSecretThenWebServerKnowsIt(PrintedServer server, String listener) throws Exception {
		assertThat(variables(start(server, print(server, listener))).toString()).contains("REQUEST_URI")
			.doesNotContain("SECRET", "APP_KEY");
	}

	@ParameterizedTest
	@CsvSource({ "NGINX, fastcgi-mounted", "NGINX, scgi-mounted", "NGINX, uwsgi-mounted", "APACHE, fastcgi-mounted",
			"APACHE, scgi-mounted", "APACHE, uwsgi-mounted", "LIGHTTPD, fastcgi-mounted", "LIGHTTPD, uwsgi-mounted",
			"HAPROXY, fastcgi-mounted", "CADDY, fastcgi-mounted" })
	void whenListenerHasContextPathsThenApplicationIsMountedThere(PrintedServer server, String listener)
			throws Exception {
		Client client = start(server, print(server, listener));
		for (String path : List.of("/shop", "/my%20caf%C3%A9.x(1)+$")) {
			assertThat(inspect(client, path).at("/contextPath").asString()).isEqualTo(path);
			assertThat(exchange(client, Request.get(path)).text()).isEqualTo("Home");
		}
		for (String path : List.of("/shopping/inspect", "/inspect", "/my%20caf%C3%A9xx(1)+$/inspect")) {
			assertThat(exchange(client, Request.get(path)).text()).doesNotContain("contextPath");
		}
	}

	@ParameterizedTest
	@CsvSource({ "NGINX, fastcgi", "APACHE, fastcgi-unix", "APACHE, uwsgi", "LIGHTTPD, scgi", "HAPROXY, fastcgi",
			"CADDY, fastcgi" })
	void whenPathIsGivenThenApplicationIsMountedThere(PrintedServer server, String listener) throws Exception {
		Client client = start(server, print(server, listener, "--gateway.print-config.context-path=/a%20b/"));
		assertThat(inspect(client, "/a%20b").at("/contextPath").asString()).isEqualTo("/a%20b");
	}

	@ParameterizedTest
	@CsvSource({ "ajp, ''", "ajp-mounted, /partner/shop", "ajp-mounted, /shop" })
	void whenApacheSpeaksAjpThenItKnowsSecretAndPath(String listener, String path) throws Exception {
		String[] more = path.isEmpty() ? new String[] { "--gateway.print-config.context-path=/shop" } : new String[0];
		Client client = start(PrintedServer.APACHE, print(PrintedServer.APACHE, listener, more));
		String mount = path.isEmpty() ? "/shop" : path;
		assertThat(inspect(client, mount).at("/contextPath").asString()).isEqualTo(mount);
	}

	@ParameterizedTest
	@EnumSource(names = { "NGINX", "APACHE", "LIGHTTPD" })
	void whenListenersHaveDifferentPathsThenEachIsServed(PrintedServer server) throws Exception {
		List<String> all = new ArrayList<>(arguments.stream()
			.filter((argument) -> argument.startsWith("--gateway.listeners.uwsgi.")
					|| argument.startsWith("--gateway.listeners.fastcgi-mounted."))
			.toList());
		all.add("--gateway.print-config=" + server.id());
		Client client = start(server, PrintedConfiguration.of(all.toArray(String[]::new)).text());
		assertThat(exchange(client, Request.get("/gateway/request")).text()).contains("\"uwsgi\"");
		assertThat(exchange(client, Request.get("/shopping")).status()).isEqualTo(404);
		assertThat(exchange(client, Request.get("/shop/gateway/request")).text()).contains("\"fastcgi-mounted\"");
	}

	@ParameterizedTest
	@CsvSource({ "NGINX, scgi-identity", "APACHE, fastcgi-identity", "HTACCESS, uwsgi-identity",
			"LIGHTTPD, uwsgi-identity", "CADDY, fastcgi-identity" })
	void whenListenerBelievesWebServerThenItFindsOutWhoUserIs(PrintedServer server, String listener) throws Exception {
		String printed = print(server, listener);
		Path passwords = directory.resolve("passwords");
		Files.writeString(passwords, (server == PrintedServer.CADDY) ? "alice " + HASH + "\n" : PASSWORDS);
		assertThat(printed).contains("/etc/app/passwords");
		Client client = start(server, printed.replace("/etc/app/passwords", passwords.toString()));
		assertThat(exchange(client, Request.get("/gateway/variables")).status()).isEqualTo(401);
		Request request = Request.get("/gateway/variables").header("Authorization", basic("alice:secret"));
		JsonNode variables = Contract.JSON.readTree(exchange(client, request).body());
		assertThat(variables.at("/REMOTE_USER/0").asString()).isEqualTo("alice");
	}

	/**
	 * Caddy says that its length is -1.
	 */
	@Test
	void whenUploadIsChunkedThenItArrivesThroughCaddy() throws Exception {
		byte[] body = TestBytes.first(100_000);
		Client client = start(PrintedServer.CADDY, print(PrintedServer.CADDY, "fastcgi"));
		Request request = Request.of("POST", "/digest")
			.header("Content-Type", "application/octet-stream")
			.body(RequestBody.chunked((output) -> output.write(body)));
		assertThat(exchange(client, request).text()).contains(TestBytes.digest(body));
	}

	@ParameterizedTest
	@EnumSource(names = { "NGINX", "APACHE", "HAPROXY" })
	void whenClientHasCertificateThenApplicationIsToldOfIt(PrintedServer server) throws Exception {
		TestCertificates certificates = new TestCertificates();
		certificates.write(directory);
		String site = switch (server) {
			case NGINX -> """
					ssl_certificate %1$s/server.pem;
					ssl_certificate_key %1$s/server.key;
					ssl_client_certificate %1$s/clients-ca.pem;
					ssl_verify_client optional;
					ssl_verify_depth 2;
					""";
			case APACHE -> """
					SSLEngine on
					SSLCertificateFile %1$s/server.pem
					SSLCertificateKeyFile %1$s/server.key
					SSLCACertificateFile %1$s/clients-ca.pem
					SSLVerifyClient optional
					SSLVerifyDepth 2
					""";
			default -> " ssl crt %1$s/server-with-key.pem ca-file %1$s/clients-ca.pem verify optional";
		};
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		start(server, address, print(server, "fastcgi"), site.formatted(directory));
		URI uri = URI.create("https://127.0.0.1:" + address.getPort() + "/gateway/variables");
		String certified = send(certificates.certifiedClient(), uri);
		assertThat(certified).contains("\"SSL_CLIENT_VERIFY\":[\"SUCCESS\"]", "\"SSL_CLIENT_CERT\":[",
				"\"SSL_PROTOCOL\"", "\"SSL_CIPHER\"");
		assertThat(send(certificates.anonymousClient(), uri)).contains("\"SSL_PROTOCOL\":[\"TLS")
			.doesNotContain("SUCCESS", "\"SSL_CLIENT_CERT\":[\"");
	}

	@ParameterizedTest
	@CsvSource({ "NGINX, fastcgi-x-accel-redirect", "NGINX, scgi-x-accel-redirect", "APACHE, fastcgi-x-sendfile",
			"APACHE, uwsgi-x-sendfile", "LIGHTTPD, fastcgi-x-sendfile", "LIGHTTPD, uwsgi-x-sendfile" })
	void whenFilesAreLeftToWebServerThenItSendsThem(PrintedServer server, String listener) throws Exception {
		Client client = start(server, print(server, listener));
		ListenerStatistics statistics = application.getBean(listener + "GatewayListener", GatewayListener.class)
			.getStatistics();
		long before = statistics.getOffloadedFiles();
		Response response = exchange(client, Request.get("/offloaded?name=data.bin"));
		assertThat(response.status()).as("%s", response).isEqualTo(200);
		assertThat(response.body()).isEqualTo(TestBytes.first(100_000));
		assertThat(response.header("ETag")).isEqualTo("\"version 1\"");
		assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(statistics.getOffloadedFiles() - before).isEqualTo(1);
	}

	/**
	 * The ports of the listeners are in use, so that it would fail if it opened them.
	 */
	@Test
	void whenApplicationIsAskedThenItWritesNothingElseAndEnds() throws Exception {
		Path output = directory.resolve("asked.conf");
		Path errors = directory.resolve("asked.log");
		assertThat(run(output, errors, "--gateway.print-config=lighttpd", "--gateway.print-config.listener=scgi"))
			.isZero();
		assertThat(output).content().isEqualTo(print(PrintedServer.LIGHTTPD, "scgi"));
		assertThat(errors).content().doesNotContain("gateway", "Exception");
		assertThat(run(output, errors, "--gateway.print-config=iis")).isEqualTo(1);
		assertThat(output).isEmptyFile();
		assertThat(errors).content().contains("gateway.print-config: 'iis' is none of nginx, ");
	}

	private static int run(Path output, Path errors, String... more) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-cp", System.getProperty("java.class.path"), ContractApplication.class.getName()));
		command.addAll(arguments);
		command.addAll(List.of(more));
		Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
			.redirectError(errors.toFile())
			.start();
		process.getOutputStream().close();
		return process.waitFor();
	}

	@Test
	void whenUnitsArePrintedThenTheyAgreeWithDocumentationAndSystemdStartsApplication() throws Exception {
		Path unitDirectory = Files.createDirectory(directory.resolve("units"));
		Path configuration = Documentation.directory().resolve("systemd/application.yml");
		String location = "--spring.config.location=" + configuration.toUri();
		String units = PrintedConfiguration.of(location, "--gateway.print-config=systemd").text();
		saveUnits(units, unitDirectory);
		UnitFile service = unit(unitDirectory.resolve("app.service"));
		UnitFile socket = unit(unitDirectory.resolve("app.socket"));
		assertThat(service.settings()).containsAllEntriesOf(documented("app.service"));
		assertThat(socket.settings()).containsAllEntriesOf(documented("app.socket"));
		assertThat(verify(unitDirectory, "app.service", "app.socket")).isEmpty();
		service.settings().put("ExecStart", "/usr/bin/java -jar app.jar");
		Path serviceDirectory = Files.createDirectory(directory.resolve("service"));
		try (SystemdService running = new SystemdService(serviceDirectory, service, List.of(socket), "application.yml",
				"11m")) {
			Files.setPosixFilePermissions(running.address(Protocol.FASTCGI).getPath(),
					PosixFilePermissions.fromString("rw-rw-rw-"));
			String nginx = PrintedConfiguration.of(location, "--gateway.print-config=nginx").text();
			assertThat(nginx).contains("unix:" + socket.get("ListenStream"));
			inspect(start(PrintedServer.NGINX,
					nginx.replace(socket.get("ListenStream"), running.address(Protocol.FASTCGI).getPath().toString())),
					"");
		}
	}

	@Test
	void whenThereAreSeveralSocketsThenSystemdUnderstandsTheirUnits() throws Exception {
		Path unitDirectory = Files.createDirectory(directory.resolve("several"));
		saveUnits(PrintedConfiguration
			.of("--spring.application.name=Shop 100% \"$x\"", "--gateway.listeners.web.protocol=fastcgi",
					"--gateway.listeners.web.bind=systemd:web 1", "--gateway.listeners.uwsgi.bind=systemd:uwsgi",
					"--gateway.listeners.scgi.bind=unix:/srv/a b/100%$/x.sock", "--gateway.print-config=systemd")
			.text(), unitDirectory);
		assertThat(verify(unitDirectory, "shop-100-x.service", "shop-100-x-web.socket", "shop-100-x-uwsgi.socket"))
			.isEmpty();
	}

	/**
	 * Run the line that the units name, in another directory.
	 */
	private static void saveUnits(String units, Path unitDirectory) throws Exception {
		String line = units.lines().filter((each) -> each.startsWith("#     | awk ")).findFirst().orElseThrow();
		Path input = Files.writeString(unitDirectory.resolve("units"),
				units.replace("# /etc/systemd/system/", "# " + unitDirectory + "/"));
		String command = "cat " + input
				+ line.substring(1).replace("\\/etc\\/systemd", unitDirectory.toString().replace("/", "\\/"));
		Process process = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
		assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "nginx, nginx.conf", "caddy, caddy.conf", "haproxy, haproxy.cfg" })
	void whenConfigurationIsDocumentedThenItIsWritten(String name, String file) throws IOException {
		Path documentation = Documentation.directory().resolve("print-config");
		String text = PrintedConfiguration
			.of("--spring.config.location=" + documentation.resolve("application.yml").toUri(),
					"--APP_SECRET=0123456789abcdef-secret", "--gateway.print-config=" + name)
			.text();
		assertThat(documentation.resolve(file)).content()
			.isEqualTo(text.replace("0123456789abcdef-secret", "<secret>"));
	}

	private static UnitFile unit(Path file) throws IOException {
		Map<String, String> settings = new HashMap<>();
		for (String line : Files.readAllLines(file)) {
			int equals = line.indexOf('=');
			if (!line.startsWith("#") && equals != -1) {
				settings.put(line.substring(0, equals), line.substring(equals + 1));
			}
		}
		return new UnitFile(settings);
	}

	private static Map<String, String> documented(String name) throws IOException {
		Map<String, String> settings = new HashMap<>(UnitFile.read(name).settings());
		settings.keySet().removeAll(List.of("Description", "ExecStart"));
		return settings;
	}

	private static String verify(Path unitDirectory, String... units) throws Exception {
		List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify"));
		for (String unit : units) {
			Path file = unitDirectory.resolve(unit);
			// Where the application might be is nothing
			Files.writeString(file, Files.readString(file).replaceAll("(?m)^(ExecStart=).*", "$1/bin/true"));
			command.add(file.toString());
		}
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return output.lines()
			.filter((line) -> line.contains(unitDirectory.toString()))
			.collect(Collectors.joining("\n"));
	}

	private static String send(java.net.http.HttpClient client, URI uri) throws Exception {
		HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri).build(),
				HttpResponse.BodyHandlers.ofString());
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		return response.body();
	}

	private static String print(PrintedServer server, String listener, String... more) {
		List<String> all = new ArrayList<>(arguments);
		all.add("--gateway.print-config=" + server.id());
		all.add("--gateway.print-config.listener=" + listener);
		all.addAll(List.of(more));
		PrintedConfiguration printed = PrintedConfiguration.of(all.toArray(String[]::new));
		assertThat(printed.errors()).isEmpty();
		assertThat(printed.status()).isZero();
		return printed.text();
	}

	private Client start(PrintedServer server, String printed) throws IOException {
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		start(server, address, printed, "");
		return new HttpClient(address);
	}

	private void start(PrintedServer server, InetSocketAddress address, String printed, String site)
			throws IOException {
		Path serverDirectory = Files.createTempDirectory(directory, "server");
		Files.setPosixFilePermissions(serverDirectory, PosixFilePermissions.fromString("rwxr-xr-x"));
		this.webServers.add(server.start(serverDirectory, address, printed, site));
	}

	private static JsonNode inspect(Client client, String mount) throws IOException {
		Request request = Request.get(mount + "/inspect/x%2Fy//z?a=b%20c").header("Authorization", "Basic YTpi");
		Response response = exchange(client, request);
		assertThat(response.status()).as("%s", response).isEqualTo(200);
		return Contract.JSON.readTree(response.body());
	}

	private static JsonNode variables(Client client) throws IOException {
		Response response = exchange(client,
				Request.get("/gateway/variables").header("Authorization", basic("alice:wrong")));
		assertThat(response.status()).as("%s", response).isEqualTo(200);
		return Contract.JSON.readTree(response.body());
	}

	private static void assertUploadArrives(Client client) throws IOException {
		byte[] body = TestBytes.first(LIMIT);
		Response response = exchange(client,
				Request.post("/digest", body).header("Content-Type", "application/octet-stream"));
		assertThat(response.text()).contains(TestBytes.digest(body));
		Response refused = exchange(client, Request.post("/digest", TestBytes.first(LIMIT + 1024))
			.header("Content-Type", "application/octet-stream"));
		assertThat(refused.status()).as("%s", refused).isEqualTo(413);
	}

	private static void assertEventsArriveOneByOne(Client client) throws IOException {
		String channel = "/channels/" + UUID.randomUUID();
		publish(client, channel, "0");
		try (Client.Connection connection = client.connect()) {
			IncomingResponse response = connection.send(Request.get(channel + "/download"));
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body().readNBytes(1)).isEqualTo(new byte[] { '0' });
			publish(client, channel, "1");
			assertThat(response.body().readNBytes(1)).isEqualTo(new byte[] { '1' });
			publish(client, channel, "end");
			assertThat(response.body().read()).isEqualTo(-1);
		}
	}

	private static void publish(Client client, String channel, String text) throws IOException {
		Request request = Request.post(channel, text.getBytes(StandardCharsets.UTF_8))
			.header("Content-Type", "text/plain");
		assertThat(exchange(client, request).status()).isEqualTo(202);
	}

	private static Response exchange(Client client, Request request) throws IOException {
		try (Client.Connection connection = client.connect()) {
			return connection.send(request).readFully();
		}
	}

	private static String basic(String credentials) {
		return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

}
