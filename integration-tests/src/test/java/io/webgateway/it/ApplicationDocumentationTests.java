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
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import io.webgateway.codec.HeadLimits;
import io.webgateway.it.application.ContractApplication;
import io.webgateway.it.client.Client;
import io.webgateway.it.client.FastCgiClient;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;
import io.webgateway.it.client.ScgiClient;
import io.webgateway.server.BodyLimits;
import io.webgateway.server.ConnectionLimits;
import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenerLimits;
import io.webgateway.server.UnixListenAddress;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application starts with each configuration of listeners in the documentation, those
 * excepted that the contract runs through, and has the listeners that the file says.
 */
class ApplicationDocumentationTests {

	private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:\\d+");

	private static final String SOCKET_DIRECTORY = "/run/app/";

	private static final String ALL_ADDRESSES = "0.0.0.0:9000";

	private static final String FILE_DIRECTORY = "/srv/shop/files";

	private static final Map<String, ThrowingConsumer<ConfigurableApplicationContext>> CHECKS = new TreeMap<>(
			Map.ofEntries(Map.entry("several-listeners.yml", ApplicationDocumentationTests::hasSeveralListeners),
					Map.entry("without-http.yml", ApplicationDocumentationTests::answersWithoutHttp),
					Map.entry("context-path.yml", ApplicationDocumentationTests::hasContextPaths),
					Map.entry("limits.yml", ApplicationDocumentationTests::hasLimits),
					Map.entry("rolling.yml", ApplicationDocumentationTests::isOneOfTwo),
					Map.entry("takeover.yml", ApplicationDocumentationTests::takesOver),
					Map.entry("secret-rotation.yml", ApplicationDocumentationTests::hasTwoSecrets),
					Map.entry("allowed-clients.yml", ApplicationDocumentationTests::allowsClients),
					Map.entry("allowed-peers.yml", ApplicationDocumentationTests::allowsPeers),
					Map.entry("trust-forwarded-headers.yml", ApplicationDocumentationTests::trustsForwardedHeaders),
					Map.entry("ambiguous-headers.yml", ApplicationDocumentationTests::refusesAmbiguousHeaders),
					Map.entry("files-x-sendfile.yml", ApplicationDocumentationTests::isFastCgi),
					Map.entry("files-x-accel-redirect.yml", ApplicationDocumentationTests::isFastCgi),
					Map.entry("auto.yml", ApplicationDocumentationTests::speaksAllProtocols),
					Map.entry("web-server-log.yml", ApplicationDocumentationTests::logsToWebServer)));

	@TempDir
	Path directory;

	@TestFactory
	Stream<DynamicTest> whenApplicationHasConfigurationThenItHasItsListeners() {
		return CHECKS.entrySet().stream().map((check) -> DynamicTest.dynamicTest(check.getKey(), () -> {
			try (ConfigurableApplicationContext context = start(check.getKey())) {
				listeners(context).values()
					.forEach((listener) -> assertThat(listener.getState()).isEqualTo(GatewayListener.State.RUNNING));
				check.getValue().accept(context);
			}
		}));
	}

	@Test
	void whenContractDoesNotUseConfigurationThenItIsCheckedHere() throws IOException {
		Set<String> files;
		try (Stream<Path> list = Files.list(Documentation.directory().resolve("application"))) {
			files = list.map((file) -> file.getFileName().toString()).collect(Collectors.toSet());
		}
		for (DoorDescription door : Stream.concat(Doors.all().stream(), TrustIT.doors().stream()).toList()) {
			if (door.listener() != null) {
				files.remove(Path.of(door.listener()).getFileName().toString());
			}
		}
		assertThat(CHECKS.keySet()).isEqualTo(files);
	}

	private static void hasSeveralListeners(ConfigurableApplicationContext context) {
		Map<String, GatewayListener> listeners = listeners(context);
		assertThat(listeners).containsOnlyKeys("fastcgiGatewayListener", "partnerGatewayListener",
				"internGatewayListener");
		assertThat(listeners.get("fastcgiGatewayListener")).satisfies((listener) -> {
			assertThat(listener.getName()).isEqualTo("fastcgi");
			assertThat(listener.getProtocol()).isEqualTo(GatewayProtocol.FASTCGI);
			assertThat(listener.getListenAddress().toString()).contains("fastcgi.sock");
		});
		for (String name : Set.of("partner", "intern")) {
			assertThat(listeners.get(name + "GatewayListener")).satisfies((listener) -> {
				assertThat(listener.getName()).isEqualTo(name);
				assertThat(listener.getProtocol()).isEqualTo(GatewayProtocol.UWSGI);
				assertThat(listener.getPort()).isPositive();
			});
		}
	}

	private static void answersWithoutHttp(ConfigurableApplicationContext context) throws IOException {
		assertThat(context.getEnvironment().getProperty("local.server.port", Integer.class)).isEqualTo(-1);
		GatewayListener listener = onlyListener(context, GatewayProtocol.SCGI);
		Response response = exchange(new ScgiClient(address(listener)), Request.get("/greeting"));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.text()).isEqualTo("Hello");
	}

	private static void hasContextPaths(ConfigurableApplicationContext context) throws IOException {
		FastCgiClient client = new FastCgiClient(address(onlyListener(context, GatewayProtocol.FASTCGI)), false);
		for (String mount : Set.of("/app", "/partner/app", "")) {
			Response response = exchange(client, Request.get("/inspect/x").below(mount));
			assertThat(response.status()).as("%s", response).isEqualTo(200);
			JsonNode inspection = Contract.JSON.readTree(response.body());
			assertThat(inspection.at("/contextPath").asString()).isEqualTo(mount);
			assertThat(inspection.at("/pathWithinApplication").asString()).isEqualTo("/inspect/x");
		}
	}

	private static void hasLimits(ConfigurableApplicationContext context) {
		ListenerLimits limits = onlyListener(context, GatewayProtocol.FASTCGI).getLimits();
		assertThat(limits.head()).isEqualTo(new HeadLimits(128 * 1024, 300));
		assertThat(limits.headTimeout()).isEqualTo(Duration.ofSeconds(5));
		assertThat(limits.connections().maxConnections()).isEqualTo(1000);
		assertThat(limits.body().maxSize()).isEqualTo(BodyLimits.UNLIMITED);
		BodyLimits body = BodyLimits.DEFAULTS;
		ConnectionLimits connections = ConnectionLimits.DEFAULTS;
		ListenerLimits defaults = ListenerLimits.DEFAULTS;
		assertThat(limits).isEqualTo(new ListenerLimits(
				new ConnectionLimits(1000, connections.maxConcurrentRequests(), connections.maxMultiplexedRequests(),
						connections.maxKeepAliveRequests(), connections.idleTimeout()),
				limits.head(), limits.headTimeout(),
				new BodyLimits(BodyLimits.UNLIMITED, body.minRate(), body.timeout(), body.stallTimeout(),
						body.maxDiscarded(), body.discardTimeout()),
				defaults.maxResponseHead(), defaults.writeTimeout()));
	}

	private static void isOneOfTwo(ConfigurableApplicationContext context) {
		assertThat(onlyListener(context, GatewayProtocol.FASTCGI).getListenAddress().toString())
			.endsWith("/fastcgi-1.sock");
	}

	private static void takesOver(ConfigurableApplicationContext context) {
		assertThat(onlyListener(context, GatewayProtocol.FASTCGI).getListenAddress())
			.isInstanceOfSatisfying(UnixListenAddress.class, (address) -> assertThat(address.takeover()).isTrue());
	}

	private static void hasTwoSecrets(ConfigurableApplicationContext context) throws IOException {
		FastCgiClient client = new FastCgiClient(address(onlyListener(context, GatewayProtocol.FASTCGI)), false);
		assertThat(exchange(client, Request.get("/greeting")).status()).isEqualTo(403);
		for (String secret : Set.of("the-new-secret-0123", "the-old-secret-0123")) {
			Request request = Request.get("/greeting");
			assertThat(exchange(client.with("GATEWAY_SECRET", secret), request).status()).isEqualTo(200);
		}
	}

	private static void allowsClients(ConfigurableApplicationContext context) {
		GatewayListener listener = onlyListener(context, GatewayProtocol.FASTCGI);
		assertThat(listener.getAccess().allowedClients()).extracting(Object::toString)
			.containsExactly("192.0.2.7", "2001:db8:1::/48");
		assertThat(exchangeFails(listener)).isTrue();
		assertThat(listener.getStatistics().getDistrusted(Distrust.CLIENT)).isEqualTo(1);
	}

	private static boolean exchangeFails(GatewayListener listener) {
		try {
			return exchange(new FastCgiClient(address(listener), false), Request.get("/greeting")).status() == -1;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static void allowsPeers(ConfigurableApplicationContext context) throws IOException {
		GatewayListener listener = onlyListener(context, GatewayProtocol.FASTCGI);
		Path socket = Path.of(listener.getListenAddress().toString().replace("unix:", ""));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-rw----");
		FastCgiClient client = new FastCgiClient(UnixDomainSocketAddress.of(socket), false);
		assertThat(exchange(client, Request.get("/greeting")).status()).isEqualTo(200);
	}

	private static void trustsForwardedHeaders(ConfigurableApplicationContext context) throws IOException {
		JsonNode inspection = inspect(context, Request.get("/inspect").header("X-Forwarded-Host", "shop.example"));
		assertThat(inspection.at("/host").asString()).isEqualTo("shop.example");
	}

	private static void refusesAmbiguousHeaders(ConfigurableApplicationContext context) throws IOException {
		FastCgiClient client = new FastCgiClient(address(onlyListener(context, GatewayProtocol.FASTCGI)), false);
		Request request = Request.get("/greeting").header("X-Dup", "1");
		assertThat(exchange(client, request).status()).isEqualTo(200);
		assertThat(exchange(client, request.header("X-Dup", "2")).status()).isEqualTo(400);
	}

	private static JsonNode inspect(ConfigurableApplicationContext context, Request request) throws IOException {
		FastCgiClient client = new FastCgiClient(address(onlyListener(context, GatewayProtocol.FASTCGI)), false);
		return Contract.JSON.readTree(exchange(client, request).body());
	}

	private static void isFastCgi(ConfigurableApplicationContext context) {
		assertThat(onlyListener(context, GatewayProtocol.FASTCGI).getWebServerLog()).isNull();
	}

	private static void speaksAllProtocols(ConfigurableApplicationContext context) throws IOException {
		GatewayListener listener = onlyListener(context, GatewayProtocol.AUTO);
		assertThat(listener.getProtocols()).containsExactly(GatewayProtocol.FASTCGI, GatewayProtocol.SCGI,
				GatewayProtocol.UWSGI);
		for (Client client : List.of(new FastCgiClient(address(listener), false), new ScgiClient(address(listener)))) {
			assertThat(exchange(client, Request.get("/greeting")).status()).isEqualTo(200);
		}
	}

	private static void logsToWebServer(ConfigurableApplicationContext context) {
		assertThat(onlyListener(context, GatewayProtocol.FASTCGI).getWebServerLog()).isNotNull();
	}

	private static GatewayListener onlyListener(ConfigurableApplicationContext context, GatewayProtocol protocol) {
		GatewayListener listener = context.getBean(GatewayListener.class);
		assertThat(listener.getProtocol()).isEqualTo(protocol);
		return listener;
	}

	private static Map<String, GatewayListener> listeners(ConfigurableApplicationContext context) {
		return context.getBeansOfType(GatewayListener.class);
	}

	private static SocketAddress address(GatewayListener listener) {
		return new InetSocketAddress("127.0.0.1", listener.getPort());
	}

	private static Response exchange(Client client, Request request) throws IOException {
		try (Client.Connection connection = client.connect()) {
			return connection.send(request).readFully();
		}
	}

	private ConfigurableApplicationContext start(String name) throws IOException {
		String file = "application/" + name;
		String text = Documentation.configuration(file, Map.of());
		Map<String, String> addresses = ADDRESS.matcher(text)
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toMap((address) -> address, (address) -> "127.0.0.1:0"));
		if (text.contains(SOCKET_DIRECTORY)) {
			addresses.put(SOCKET_DIRECTORY, this.directory + "/");
		}
		if (text.contains(ALL_ADDRESSES)) {
			addresses.put(ALL_ADDRESSES, "0.0.0.0:0");
		}
		if (text.contains("group: www-data")) {
			PosixFileAttributes own = Files.readAttributes(this.directory, PosixFileAttributes.class);
			addresses.put("group: www-data", "group: " + own.group().getName());
			addresses.put("user:www-data", "user:" + own.owner().getName());
		}
		if (text.contains(FILE_DIRECTORY)) {
			addresses.put(FILE_DIRECTORY, this.directory.toString());
		}
		Path configuration = this.directory.resolve(name);
		Files.writeString(configuration, Documentation.configuration(file, addresses));
		return new SpringApplicationBuilder(ContractApplication.class)
			.properties("server.port=0", "INSTANCE=1", "APP_SECRET=the-new-secret-0123",
					"OLD_APP_SECRET=the-old-secret-0123")
			.run("--spring.config.additional-location=" + configuration.toUri());
	}

}
