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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.application.ContractApplication;
import io.webgateway.it.client.HttpClient;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;
import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners serve those web servers only that they are configured for, and believe them
 * only what browsers cannot say.
 */
@Timeout(60)
class TrustIT {

	private static final String SECRET = Application.SECRET;

	private static final String OTHER_SECRET = "another-secret-of-somebody-else";

	private final List<ForegroundProcess> webServers = new ArrayList<>();

	private ConfigurableApplicationContext application;

	private Path directory;

	/**
	 * Return the configurations with a secret.
	 * @return the descriptions of their doors
	 */
	static List<DoorDescription> doors() {
		List<DoorDescription> doors = new ArrayList<>();
		for (WebServer webServer : WebServer.values()) {
			webServer.protocols()
				.forEach((protocol) -> doors.add(DoorDescription.behind(webServer, protocol, "-secret")));
		}
		// Which has one anyway
		doors.add(DoorDescription.behind(WebServer.APACHE, Protocol.AJP, ""));
		return doors;
	}

	@BeforeEach
	void prepare() throws IOException {
		for (WebServer webServer : WebServer.values()) {
			webServer.require();
		}
		this.directory = Files.createTempDirectory("trust");
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	@AfterEach
	void close() throws IOException {
		this.webServers.forEach(ForegroundProcess::close);
		if (this.application != null) {
			this.application.close();
		}
		FileSystemUtils.deleteRecursively(this.directory);
	}

	@Test
	void whenWebServerHasSecretThenItsRequestsAreServed() throws IOException {
		Map<Protocol, SocketAddress> addresses = new EnumMap<>(Protocol.class);
		for (Protocol protocol : Protocol.OF_ALL_LISTENERS) {
			addresses.put(protocol, new InetSocketAddress("127.0.0.1", FreePort.find()));
		}
		startWithSecret(addresses, SECRET);
		Map<DoorDescription, Door> doors = new LinkedHashMap<>();
		for (DoorDescription description : doors()) {
			doors.put(description, open(description, addresses.get(description.protocol())));
		}
		doors.forEach(this::assertServed);
		doors.forEach(this::assertProxyIsNotBelieved);
		doors.forEach(this::assertNoFieldHasTwoValuesThatIsNoList);
		doors.forEach(this::assertUnderscoresAreWhatTheWebServerMakesOfThem);
		doors.forEach(this::assertLengthIsThatOfTheWebServer);
		this.application.close();
		startWithSecret(addresses, OTHER_SECRET);
		doors.forEach(this::assertRefused);
		this.application.close();
		startWithSecret(addresses, OTHER_SECRET + "," + SECRET);
		doors.forEach(this::assertServed);
	}

	private void startWithSecret(Map<Protocol, SocketAddress> addresses, String secret) throws IOException {
		start(Application.configuration(this.directory, "-secret", addresses::get), "--APP_SECRET=" + secret,
				"--gateway.listeners.ajp.bind=" + port(addresses.get(Protocol.AJP)),
				"--gateway.listeners.ajp.secret=" + secret);
	}

	private void assertServed(DoorDescription description, Door door) {
		Response response = door.exchange(Request.get("/gateway/variables")).response();
		assertThat(response.status()).as("%s: %s", description, response).isEqualTo(200);
		assertThat(response.text()).as("%s", description)
			.contains("REQUEST_URI")
			.doesNotContain("SECRET", SECRET, OTHER_SECRET);
	}

	private void assertRefused(DoorDescription description, Door door) {
		long before = distrusted(description.protocol(), Distrust.SECRET);
		Response response = door.exchange(Request.get("/gateway/variables")).response();
		assertThat(response.status()).as("%s: %s", description, response).isEqualTo(403);
		assertThat(distrusted(description.protocol(), Distrust.SECRET)).isEqualTo(before + 1);
	}

	private void assertProxyIsNotBelieved(DoorDescription description, Door door) {
		Request request = Request.get("/inspect")
			.header("Proxy", "http://evil.example")
			.header("X-Forwarded-Host", "evil.example")
			.header("X-Forwarded-Prefix", "/evil")
			.header("Forwarded", "host=evil.example");
		Response response = door.exchange(request).response();
		assertThat(response.status()).as("%s: %s", description, response).isEqualTo(200);
		assertThat(response.text()).as("%s", description).doesNotContain("evil");
	}

	private void assertNoFieldHasTwoValuesThatIsNoList(DoorDescription description, Door door) {
		Request request = Request.get("/inspect").header("Referer", "http://a/").header("Referer", "http://b/");
		long before = distrusted(description.protocol(), Distrust.REPEATED_HEADER);
		Response response = door.exchange(request).response();
		if (response.status() == 400) {
			// Of nginx before 1.23 and HAProxy, others make one field of them
			assertThat(distrusted(description.protocol(), Distrust.REPEATED_HEADER)).isEqualTo(before + 1);
		}
		else {
			assertThat(response.status()).as("%s: %s", description, response).isEqualTo(200);
			assertThat(values(response, "Referer")).as("%s", description).hasSize(1);
		}
	}

	private void assertUnderscoresAreWhatTheWebServerMakesOfThem(DoorDescription description, Door door) {
		Request request = Request.get("/inspect").header("X_Under", "u").header("X-Under", "h");
		Response response = door.exchange(request).response();
		if (description.isBehind(WebServer.LIGHTTPD)) {
			// Since 1.4.83 it refuses them itself
			assertThat(response.status()).isIn(200, 400);
			if (response.status() == 200) {
				assertThat(values(response, "X-Under")).containsExactlyInAnyOrder("u", "h");
			}
		}
		else {
			assertThat(response.status()).as("%s: %s", description, response).isEqualTo(200);
			assertThat(values(response, "X-Under")).as("%s", description).containsExactly("h");
		}
	}

	private void assertLengthIsThatOfTheWebServer(DoorDescription description, Door door) {
		Request request = Request.get("/greeting").header("Content_Length", "7");
		Response response = door.exchange(request).response();
		int expected = description.isBehind(WebServer.LIGHTTPD) ? 400 : 200;
		assertThat(response.status()).as("%s: %s", description, response).isEqualTo(expected);
	}

	private static List<String> values(Response response, String name) {
		List<String> values = new ArrayList<>();
		JsonNode headers = Contract.JSON.readTree(response.body()).at("/headers");
		for (String field : headers.propertyNames()) {
			if (field.equalsIgnoreCase(name)) {
				headers.get(field).forEach((value) -> values.add(value.asString()));
			}
		}
		return values;
	}

	/**
	 * Apache keeps the variables of a request that it redirects within, by other names.
	 */
	@Test
	void whenApacheRedirectsWithinThenSecretIsNotSeen() throws IOException {
		DoorDescription description = DoorDescription.behind(WebServer.APACHE, Protocol.FASTCGI, "-secret");
		SocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		start("--gateway.listeners.fastcgi.bind=" + port(address), "--gateway.listeners.fastcgi.secret=" + SECRET);
		Door door = open(description, address, Map.of("    ProxyPass", """
				ProxyPass "/gateway/variables" "!"
				Redirect 404 "/gateway/variables"
				ErrorDocument 404 "/elsewhere"
				ProxyPass"""));
		Response response = door.exchange(Request.get("/gateway/variables")).response();
		assertThat(response.text()).contains("REDIRECT_STATUS").doesNotContain("SECRET", SECRET);
	}

	@Test
	void whenWebServerRunsAsAllowedUserThenItIsServed() throws IOException {
		DoorDescription description = DoorDescription.behind(WebServer.LIGHTTPD, Protocol.FASTCGI, "-unix");
		Path file = this.directory.resolve("allowed-peers.yml");
		String user = Files.getOwner(this.directory).getName();
		String group = Files.getAttribute(this.directory, "posix:group").toString();
		Files.writeString(file, Documentation.configuration("application/allowed-peers.yml", Map.of("/run/app/",
				this.directory + "/", "group: www-data", "group: " + group, "user:www-data", "user:" + user)));
		SocketAddress address = UnixDomainSocketAddress.of(this.directory.resolve("fastcgi.sock"));
		start("--spring.config.additional-location=" + file.toUri());
		Door door = open(description, address);
		assertThat(door.exchange(Request.get("/greeting")).response().status()).isEqualTo(200);
		this.application.close();
		start("--spring.config.additional-location=" + file.toUri(),
				"--gateway.listeners.fastcgi.allowed-peers=user:12345");
		Response response = door.exchange(Request.get("/greeting")).response();
		assertThat(response.status()).as("%s", response).isIn(500, 503);
		assertThat(distrusted(Protocol.FASTCGI, Distrust.PEER)).isPositive();
	}

	@Test
	void whenWebServerHasAllowedAddressThenItIsServed() throws IOException {
		DoorDescription description = DoorDescription.behind(WebServer.NGINX, Protocol.FASTCGI, "");
		SocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		String bind = "--gateway.listeners.fastcgi.bind=0.0.0.0:" + port(address);
		start(bind, "--gateway.listeners.fastcgi.allowed-clients=192.0.2.7,127.0.0.0/8");
		Door door = open(description, address);
		assertThat(door.exchange(Request.get("/greeting")).response().status()).isEqualTo(200);
		this.application.close();
		start(bind, "--gateway.listeners.fastcgi.allowed-clients=192.0.2.7");
		assertThat(door.exchange(Request.get("/greeting")).response().status()).isEqualTo(502);
		assertThat(distrusted(Protocol.FASTCGI, Distrust.CLIENT)).isPositive();
	}

	@Test
	void whenFieldsAreAmbiguousThenRequestIsRefusedBehindWebServersThatPassThemOn() throws IOException {
		DoorDescription description = DoorDescription.behind(WebServer.LIGHTTPD, Protocol.FASTCGI, "");
		SocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		start("--gateway.listeners.fastcgi.bind=" + port(address),
				"--gateway.listeners.fastcgi.ambiguous-headers=refuse");
		Door door = open(description, address);
		Request request = Request.get("/greeting").header("X-Under", "h");
		assertThat(door.exchange(request).response().status()).isEqualTo(200);
		assertThat(door.exchange(request.header("X_Under", "u")).response().status()).isEqualTo(400);
	}

	private static int port(SocketAddress address) {
		return ((InetSocketAddress) address).getPort();
	}

	private long distrusted(Protocol protocol, Distrust distrust) {
		return this.application.getBean(protocol.id() + "GatewayListener", GatewayListener.class)
			.getStatistics()
			.getDistrusted(distrust);
	}

	private void start(String... arguments) {
		this.application = new SpringApplicationBuilder(ContractApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean(ReactorResourceFactory.class,
					EmbeddedApplication::ownResources))
			.properties("server.port=-1")
			.run(arguments);
	}

	private Door open(DoorDescription description, SocketAddress application) throws IOException {
		return open(description, application, Map.of());
	}

	private Door open(DoorDescription description, SocketAddress application, Map<String, String> changes)
			throws IOException {
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		String text = Doors.configuration(description, address, application);
		for (Map.Entry<String, String> change : changes.entrySet()) {
			assertThat(text).contains(change.getKey());
			text = text.replace(change.getKey(), change.getValue());
		}
		Path serverDirectory = Files.createDirectory(this.directory.resolve("server-" + this.webServers.size()));
		ForegroundProcess webServer = description.webServer()
			.launcher()
			.start(serverDirectory, address, text.replace("<secret>", SECRET));
		this.webServers.add(webServer);
		return new Door(description, new HttpClient(address), webServer::log);
	}

}
