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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.identity.IdentityApplication;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What web servers tell of a user and of his certificate reaches an application that
 * Spring Security protects, and what a browser claims does not.
 */
class IdentityIT {

	static final DoorDescription AJP_WITH_SECRET = DoorDescription.behind(WebServer.LIGHTTPD, Protocol.AJP, "-secret");

	private static final String PASSWORDS = "alice:$apr1$abcdefgh$h9FWgUz3n9YxylKLlR5SQ/\n";

	/** Some web servers refuse requests with both kinds of names. */
	private static final List<List<String>> CLAIMS = List.of(
			List.of("Remote-User", "X-Remote-User", "X-Forwarded-User", "X-Authenticated-User", "Redirect-Remote-User",
					"Auth-Type", "OIDC-CLAIM-sub", "SSL-Client-S-DN", "X-SSL-Client-Verify"),
			List.of("Remote_User", "X_Remote_User", "Redirect_Remote_User", "Auth_Type", "OIDC_CLAIM_sub",
					"HTTP_Remote_User"));

	/** As mod_auth_openidc sets them, and as mod_shib does. */
	private static final String APACHE_MODULES = """
			# a2enmod proxy proxy_fcgi
			SetEnvIf Request_URI ^/ REMOTE_USER=alice@idp.example AUTH_TYPE=%s
			%s
			<VirtualHost 127.0.0.1:%d>
				ProxyPass "/" "fcgi://127.0.0.1:%d/"
			</VirtualHost>
			""";

	private static final String OPENID_VARIABLES = """
			SetEnvIf Request_URI ^/ OIDC_CLAIM_sub=4711 OIDC_CLAIM_name=Jürgen OIDC_access_token=secret
			SetEnvIf Request_URI ^/ "OIDC_CLAIM_groups=staff,editors"
			""";

	private static final String SHIBBOLETH_VARIABLES = """
			SetEnvIf Request_URI ^/ Shib-Session-ID=_42 Shib-Identity-Provider=https://idp.example/ mail=a@idp.example
			SetEnvIf Request_URI ^/ "affiliation=member@a.example;staff\\\\\\\\;part-time;"
			""";

	private static final Set<String> tested = new HashSet<>();

	private static final List<ForegroundProcess> webServers = new ArrayList<>();

	private static final HttpClient browser = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static Path directory;

	private static TestCertificates certificates;

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void startApplication() throws Exception {
		directory = Files.createTempDirectory("identity");
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		certificates = new TestCertificates();
		certificates.write(directory);
		Files.writeString(directory.resolve("passwords"), PASSWORDS);
		List<String> arguments = new ArrayList<>(
				List.of("--server.port=0", configurations(), "--APP_SECRET=" + Application.SECRET));
		arguments.add("--gateway.listeners.ajp.identity.enabled=true");
		// For lighttpd, which tells no secret over plain HTTP
		arguments.add("--gateway.listeners.open-ajp.protocol=ajp");
		arguments.add("--gateway.listeners.open-ajp.bind=0");
		arguments.add("--gateway.listeners.open-ajp.secret-required=false");
		arguments.add("--gateway.listeners.open-ajp.identity.enabled=true");
		for (Protocol protocol : List.of(Protocol.SCGI, Protocol.UWSGI)) {
			arguments.add("--gateway.listeners." + protocol.id() + ".bind=0");
			arguments.add("--gateway.listeners." + protocol.id() + ".identity.enabled=true");
		}
		application = new SpringApplicationBuilder(IdentityApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean(ReactorResourceFactory.class,
					EmbeddedApplication::ownResources))
			.run(arguments.toArray(String[]::new));
	}

	private static String configurations() throws IOException {
		List<String> locations = new ArrayList<>();
		for (String file : List.of("client-certificates/application.yml", "client-certificates/ajp.yml",
				"identity/application.yml", "identity/openid-connect.yml", "identity/shibboleth.yml")) {
			String text = Files.readString(Documentation.directory().resolve(file));
			Path copy = directory.resolve(file.replace('/', '-'));
			Files.writeString(copy, text.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:0"));
			locations.add(copy.toUri().toString());
			tested.add(file);
		}
		return "--spring.config.additional-location=" + String.join(",", locations);
	}

	@AfterAll
	static void close() throws IOException {
		webServers.forEach(ForegroundProcess::close);
		application.close();
		FileSystemUtils.deleteRecursively(directory);
		assertThat(tested).isEqualTo(documented());
	}

	private static Set<String> documented() throws IOException {
		Set<String> files = new HashSet<>();
		for (String page : List.of("identity", "client-certificates")) {
			try (Stream<Path> list = Files.list(Documentation.directory().resolve(page))) {
				files.addAll(list.map((file) -> page + "/" + file.getFileName()).collect(Collectors.toSet()));
			}
		}
		return files;
	}

	@ParameterizedTest
	@EnumSource(names = { "APACHE", "LIGHTTPD", "NGINX" })
	void whenWebServerAuthenticatesThenUserIsKnown(WebServer webServer) throws Exception {
		URI uri = startDocumented(webServer, "identity", "http");
		HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve("/user"));
		HttpResponse<String> response = send(request.copy().header("Authorization", basic("alice:secret")));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("alice Basic [] {}");
		assertThat(send(request.copy()).statusCode()).isEqualTo(401);
		assertThat(send(request.copy().header("Authorization", basic("alice:wrong"))).statusCode()).isEqualTo(401);
		for (HttpRequest.Builder claiming : claiming(uri.resolve("/user"))) {
			assertThat(send(claiming.copy()).statusCode()).isEqualTo(401);
			assertThat(send(claiming.header("Authorization", basic("alice:secret"))).body())
				.isEqualTo("alice Basic [] {}");
		}
	}

	@Test
	void whenModuleOfApacheAuthenticatesByOpenIdConnectThenItsClaimsAreKnown() throws Exception {
		URI uri = startApache("openid", APACHE_MODULES, "openid-connect", OPENID_VARIABLES);
		String user = "alice@idp.example openid-connect [ROLE_staff, ROLE_editors] "
				+ "{sub=4711, name=Jürgen, groups=staff,editors}";
		assertThat(send(HttpRequest.newBuilder(uri.resolve("/user"))).body()).isEqualTo(user);
		assertThat(send(HttpRequest.newBuilder(uri.resolve("/editors"))).body()).isEqualTo(user);
	}

	@Test
	void whenModuleOfApacheAuthenticatesByShibbolethThenItsAttributesAreKnown() throws Exception {
		URI uri = startApache("shibboleth", APACHE_MODULES, "shibboleth", SHIBBOLETH_VARIABLES);
		assertThat(send(HttpRequest.newBuilder(uri.resolve("/user"))).body())
			.isEqualTo("alice@idp.example shibboleth [ROLE_member@a.example, ROLE_staff;part-time] "
					+ "{Session-ID=_42, Identity-Provider=https://idp.example/, mail=a@idp.example}");
		assertThat(send(HttpRequest.newBuilder(uri.resolve("/editors"))).statusCode()).isEqualTo(403);
	}

	static List<DoorDescription> doors() {
		List<DoorDescription> doors = new ArrayList<>();
		for (WebServer webServer : WebServer.values()) {
			webServer.allProtocols().forEach((protocol) -> doors.add(DoorDescription.behind(webServer, protocol, "")));
		}
		doors.add(NginxShortConfigurationIT.DOOR);
		return doors;
	}

	/**
	 * The application trusts the listeners, but these web servers authenticate nobody.
	 */
	@ParameterizedTest
	@MethodSource("doors")
	void whenBrowserClaimsToBeSomebodyThenHeIsNobody(DoorDescription door) throws Exception {
		URI uri = start(door);
		assertThat(send(HttpRequest.newBuilder(uri.resolve("/anybody"))).body()).isEqualTo("nobody");
		for (HttpRequest.Builder claiming : claiming(uri.resolve("/anybody"))) {
			HttpResponse<String> response = send(claiming.copy());
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.body()).isEqualTo("nobody");
			assertThat(send(claiming.copy().header("Authorization", "Digest username=\"mallory\"")).body())
				.isEqualTo("nobody");
			assertThat(send(claiming.uri(uri.resolve("/user"))).statusCode()).isEqualTo(401);
		}
		// A password that nobody has checked is the application's to check
		HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve("/anybody"));
		assertThat(send(request.copy().header("Authorization", basic("mallory:wrong"))).statusCode()).isEqualTo(401);
		assertThat(send(request.header("Authorization", basic("carol:carol"))).body()).isEqualTo("carol");
	}

	@Test
	void whenRequestComesThroughHttpPortThenBrowserIsNobody() throws Exception {
		URI uri = URI.create("http://127.0.0.1:" + port("local.server.port"));
		for (HttpRequest.Builder claiming : claiming(uri.resolve("/anybody"))) {
			assertThat(send(claiming).body()).isEqualTo("nobody");
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenClientHasCertificateThenHeIsKnownByIt(WebServer webServer) throws Exception {
		requireTls(webServer);
		URI uri = startDocumented(webServer, "client-certificates", "https");
		assertCertified(uri, webServer);
		assertAnonymous(uri);
		assertStrangerIsRefused(uri);
	}

	/**
	 * Debian has lighttpd's TLS in a package of its own.
	 */
	private static void requireTls(WebServer webServer) {
		webServer.require();
		Path modules = Path.of("/usr/lib/lighttpd");
		if (webServer == WebServer.LIGHTTPD && Files.isDirectory(modules)) {
			boolean present = Files.exists(modules.resolve("mod_openssl.so"));
			String message = "lighttpd has no TLS (Debian, Ubuntu: apt-get install lighttpd-mod-openssl)";
			assertThat(present || !ContinuousIntegration.isActive()).as(message).isTrue();
			assumeThat(present).as(message).isTrue();
		}
	}

	@Test
	void whenApacheSpeaksAjpThenClientIsKnownByCertificate() throws Exception {
		URI uri = startApacheOverAjp(Map.of());
		JsonNode tls = assertCertified(uri);
		assertThat(tls.at("/certificates").valueStream().map(JsonNode::asString)).containsExactly("CN=carol");
		assertThat(tls.at("/sessionId").isNull()).as("%s", tls).isFalse();
		assertAnonymous(uri);
		HttpRequest.Builder claiming = HttpRequest.newBuilder(uri.resolve("/certificate"));
		for (String name : List.of("AJP_SSL_CLIENT_VERIFY", "AJP-SSL-Client-Verify", "SSL_CLIENT_VERIFY")) {
			claiming.header(name, "SUCCESS");
		}
		assertThat(send(certificates.anonymousClient(), claiming).statusCode()).isIn(401, 403);
		assertStrangerIsRefused(uri);
	}

	/**
	 * Over AJP, Apache tells of a certificate by itself, be it good or not.
	 */
	@Test
	void whenApacheHasNotVerifiedCertificateThenItIsWorthNothingOverAjp() throws Exception {
		Map<String, String> unverified = Map.of("SSLVerifyClient       optional", "SSLVerifyClient optional_no_ca");
		URI uri = startApacheOverAjp(unverified);
		HttpClient client = certificates.selfSignedClient();
		assertThat(send(client, HttpRequest.newBuilder(uri.resolve("/certificate"))).statusCode()).isIn(401, 403);
		assertThat(tls(client, uri).at("/certificates").size()).isZero();
		Map<String, String> credulous = new HashMap<>(unverified);
		credulous.put("== 'SUCCESS'", "!= 'SUCCESS'");
		assertThat(tls(client, startApacheOverAjp(credulous)).at("/certificates").get(0).asString())
			.as("it has arrived")
			.isEqualTo("CN=Authority");
	}

	/**
	 * It never does over plain HTTP.
	 */
	@Test
	void whenLighttpdSpeaksTlsThenItTellsSecretOverAjp() throws Exception {
		requireTls(WebServer.LIGHTTPD);
		int port = FreePort.find();
		String file = AJP_WITH_SECRET.configuration();
		launch(WebServer.LIGHTTPD, port,
				Documentation.configuration(file,
						Map.of("/etc/app/", directory + "/", "<secret>", Application.SECRET, "\"port\" => 8009",
								"\"port\" => " + port("local.gateway.ajp.port"), "== \":443\"",
								"== \"127.0.0.1:" + port + "\"")));
		JsonNode tls = tls(certificates.anonymousClient(), URI.create("https://127.0.0.1:" + port));
		assertThat(tls.at("/scheme").asString()).isEqualTo("https");
		assertThat(tls.at("/cipher").asString()).contains("AES");
		assertThat(tls.at("/certificates").size()).isZero();
	}

	private static URI startApacheOverAjp(Map<String, String> changes) throws IOException {
		String file = "client-certificates/apache-ajp.conf";
		tested.add(file);
		int port = FreePort.find();
		Map<String, String> replacements = new HashMap<>(changes);
		replacements.put("/etc/app/", directory + "/");
		replacements.put("*:443>", "127.0.0.1:" + port + ">");
		replacements.put("<secret>", Application.SECRET);
		replacements.put("127.0.0.1:8009", "127.0.0.1:" + port("local.gateway.ajp.port"));
		launch(WebServer.APACHE, port, Documentation.configuration(file, replacements));
		return URI.create("https://127.0.0.1:" + port);
	}

	private static void assertCertified(URI uri, WebServer webServer) throws Exception {
		JsonNode tls = assertCertified(uri);
		assertThat(tls.at("/certificates").valueStream().map(JsonNode::asString))
			.isEqualTo((webServer == WebServer.APACHE) ? List.of("CN=carol", "CN=Department") : List.of("CN=carol"));
		// lighttpd tells none, and nginx only that of a session without a ticket
		if (webServer != WebServer.NGINX) {
			assertThat(tls.at("/sessionId").isNull()).as("%s", tls).isEqualTo(webServer == WebServer.LIGHTTPD);
		}
	}

	private static JsonNode assertCertified(URI uri) throws Exception {
		HttpClient client = certificates.certifiedClient();
		HttpResponse<String> response = send(client, HttpRequest.newBuilder(uri.resolve("/certificate")));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).isEqualTo("carol");
		JsonNode tls = tls(client, uri);
		assertThat(tls.at("/scheme").asString()).isEqualTo("https");
		assertThat(tls.at("/protocol").asString()).startsWith("TLSv1.");
		assertThat(tls.at("/cipher").asString()).contains("AES");
		return tls;
	}

	private static JsonNode tls(HttpClient client, URI uri) throws Exception {
		return Contract.JSON.readTree(send(client, HttpRequest.newBuilder(uri.resolve("/tls"))).body());
	}

	private static void assertAnonymous(URI uri) throws Exception {
		HttpClient client = certificates.anonymousClient();
		HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve("/certificate"));
		assertThat(send(client, request.copy()).statusCode()).isIn(401, 403);
		request.header("SSL-Client-Verify", "SUCCESS").header("X-SSL-Client-Cert", "x").header("SSL-Client-Cert", "x");
		assertThat(send(client, request.copy()).statusCode()).isIn(401, 403);
		JsonNode tls = Contract.JSON.readTree(send(client, request.copy().uri(uri.resolve("/tls"))).body());
		assertThat(tls.at("/scheme").asString()).isEqualTo("https");
		assertThat(tls.at("/sslInfo").asBoolean()).isTrue();
		assertThat(tls.at("/certificates").size()).isZero();
	}

	/**
	 * nginx answers, the others break the connection off. A client that knows by the
	 * names which the web server tells that its certificate will not do sends none, and
	 * is nobody.
	 */
	private static void assertStrangerIsRefused(URI uri) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve("/certificate"));
		String answer;
		try {
			answer = "status " + send(certificates.strangeClient(), request.copy()).statusCode();
		}
		catch (IOException ex) {
			answer = "none";
		}
		assertThat(answer).isIn("status 400", "status 401", "none");
		assertThat(send(certificates.certifiedClient(), request).statusCode()).isEqualTo(200);
	}

	private static List<HttpRequest.Builder> claiming(URI uri) {
		return CLAIMS.stream().map((names) -> {
			HttpRequest.Builder request = HttpRequest.newBuilder(uri);
			names.forEach((name) -> request.header(name, "mallory"));
			return request;
		}).toList();
	}

	private static URI startDocumented(WebServer webServer, String page, String scheme) throws IOException {
		String file = page + "/" + webServer.id() + webServer.configurationSuffix();
		int port = FreePort.find();
		tested.add(file);
		String text = Documentation.configuration(file, Map.of("/etc/app/", directory + "/", address(webServer, 9000),
				address(webServer, port("local.gateway.fastcgi.port"))));
		text = text.replace("*:80>", "127.0.0.1:" + port + ">")
			.replace("*:443>", "127.0.0.1:" + port + ">")
			.replace("listen 80;", "listen 127.0.0.1:" + port + ";")
			.replace("listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;")
			.replace("bind :443 ", "bind 127.0.0.1:" + port + " ")
			.replace("== \":443\"", "== \"127.0.0.1:" + port + "\"");
		launch(webServer, port, text);
		return URI.create(scheme + "://127.0.0.1:" + port);
	}

	private static URI startApache(String listener, String configuration, String authType, String variables)
			throws IOException {
		int port = FreePort.find();
		launch(WebServer.APACHE, port,
				configuration.formatted(authType, variables, port, port("local.gateway." + listener + ".port")));
		return URI.create("http://127.0.0.1:" + port);
	}

	private static URI start(DoorDescription door) throws IOException {
		int port = FreePort.find();
		String listenerName = door.isBehind(WebServer.LIGHTTPD, Protocol.AJP) ? "open-ajp" : door.protocol().id();
		InetSocketAddress listener = new InetSocketAddress("127.0.0.1",
				port("local.gateway." + listenerName + ".port"));
		String text = Documentation.configuration(door.configuration(),
				(door.webServer() == WebServer.LIGHTTPD)
						? DocumentedAddress.replacement(door.protocol(), listener, "\"port\" => %d")
						: DocumentedAddress.replacement(door.protocol(), listener));
		launch(door.webServer(), port,
				text.replace("*:80>", "127.0.0.1:" + port + ">")
					.replace("listen 80;", "listen 127.0.0.1:" + port + ";")
					.replace("bind :80\n", "bind 127.0.0.1:" + port + "\n")
					.replace("<secret>", Application.SECRET));
		return URI.create("http://127.0.0.1:" + port);
	}

	private static String address(WebServer webServer, int port) {
		return (webServer == WebServer.LIGHTTPD) ? "\"port\" => " + port : "127.0.0.1:" + port;
	}

	private static void launch(WebServer webServer, int port, String configuration) throws IOException {
		webServer.require();
		Path serverDirectory = Files.createDirectory(directory.resolve("server-" + webServers.size()));
		webServers
			.add(webServer.launcher().start(serverDirectory, new InetSocketAddress("127.0.0.1", port), configuration));
	}

	private static int port(String property) {
		return application.getEnvironment().getRequiredProperty(property, Integer.class);
	}

	private static String basic(String credentials) {
		return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return send(browser, request);
	}

	private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
			throws IOException, InterruptedException {
		return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

}
