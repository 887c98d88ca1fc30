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

package io.webgateway.autoconfigure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class PrintConfigEnvironmentPostProcessorTests {

	private static final String FASTCGI = "--gateway.listeners.fastcgi.bind=127.0.0.1:9000";

	@Test
	void whenNothingIsAskedForThenApplicationGoesOn() {
		assertThat(PrintedConfiguration.of(FASTCGI)).isEqualTo(new PrintedConfiguration(-1, "", ""));
	}

	@Test
	void whenApplicationStartsThenItIsAskedAfterConfigurationFilesAreRead() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(EnvironmentPostProcessor.class,
					SpringFactoriesLoader.FailureHandler.handleMessage((message, failure) -> {
					})))
			.hasAtLeastOneElementOfType(PrintConfigEnvironmentPostProcessor.class);
		assertThat(new PrintConfigEnvironmentPostProcessor().getOrder()).isEqualTo(Integer.MAX_VALUE);
	}

	@Test
	void whenNameIsUnknownThenThoseThatAreKnownAreTold() {
		assertFailed(PrintedConfiguration.of(FASTCGI, "--gateway.print-config=iis"),
				"'iis' is none of nginx, apache, lighttpd, caddy, haproxy, systemd, htaccess.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nginx", "systemd" })
	void whenThereIsNoListenerThenItIsToldHowToConfigureOne(String name) {
		assertFailed(PrintedConfiguration.of("--gateway.print-config=" + name), "'gateway.listeners.fastcgi.bind'");
	}

	@Test
	void whenWebServerSpeaksNoProtocolOfListenersThenReasonIsToldOfEach() {
		assertFailed(
				print("haproxy", "--gateway.listeners.scgi.bind=4000", "--gateway.listeners.uwsgi.bind=127.0.0.1:3033"),
				"  scgi, SCGI on 127.0.0.1:4000: the web server does not speak SCGI",
				"  uwsgi, uwsgi on 127.0.0.1:3033: the web server does not speak uwsgi");
	}

	@Test
	void whenListenerSpeaksAllProtocolsThenWebServerSpeaksFastCgi() {
		assertThat(printed("nginx", "--gateway.listeners.shop.protocol=auto", "--gateway.listeners.shop.bind=9000"))
			.contains("fastcgi_pass 127.0.0.1:9000;");
		assertThat(printed("haproxy", "--gateway.listeners.shop.protocol=auto", "--gateway.listeners.shop.bind=9000"))
			.contains("proto fcgi");
	}

	@Test
	void whenWebServerCannotUseListenerThenConfigurationSaysSo() {
		assertThat(printed("caddy", FASTCGI, "--gateway.listeners.scgi.bind=4000")).contains("# Of no use here:\n",
				"#   scgi, SCGI on 127.0.0.1:4000: the web server does not speak SCGI\n");
	}

	@Test
	void whenPropertyIsOfNoUseThenItIsNamed() {
		assertFailed(print("nginx", "--gateway.listeners.fastcgi.bind=nowhere"), "gateway.listeners.fastcgi.bind",
				"Set 'gateway.listeners.fastcgi.bind' to");
		assertFailed(print("nginx", FASTCGI, "--gateway.listeners.fastcgi.max-body-size=much"),
				"gateway.listeners.fastcgi.max-body-size");
	}

	/**
	 * The service has the variable perhaps, but not the shell in which it is asked.
	 */
	@Test
	void whenPlaceholderHasNoValueThenItIsNotWritten() {
		assertFailed(print("nginx", FASTCGI, "--gateway.listeners.fastcgi.secret=${NOBODY_HAS_SET_IT}"),
				"'gateway.listeners.fastcgi.secret'", "'${NOBODY_HAS_SET_IT}'", "has no value here");
		assertFailed(print("nginx", "--gateway.listeners.fastcgi.bind=unix:/run/${NOBODY}/x.sock"),
				"'gateway.listeners.fastcgi.bind'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nginx", "apache", "lighttpd", "caddy", "haproxy", "systemd", "htaccess" })
	void whenPathOfSocketHasLineEndThenItIsRefused(String name) {
		assertFailed(print(name, "--gateway.listeners.fastcgi.bind=unix:/run/a\n/b"),
				"'gateway.listeners.fastcgi.bind'", "control character");
	}

	@Test
	void whenSecretIsOfNoUseThenItIsNotTold() {
		PrintedConfiguration printed = print("nginx", FASTCGI, "--gateway.listeners.fastcgi.secret=short-secret");
		assertFailed(printed, "fewer than 16");
		assertThat(printed.errors()).doesNotContain("short-secret");
	}

	@Test
	void whenOutputCannotBeWrittenThenApplicationFails() {
		MockEnvironment environment = new MockEnvironment().withProperty("gateway.listeners.fastcgi.bind", "9000")
			.withProperty("gateway.print-config", "nginx");
		AtomicInteger status = new AtomicInteger();
		OutputStream full = new OutputStream() {

			@Override
			public void write(int b) throws IOException {
				throw new IOException("No space left on device");
			}

		};
		ByteArrayOutputStream errors = new ByteArrayOutputStream();
		new PrintConfigEnvironmentPostProcessor(new PrintStream(full), new PrintStream(errors), status::set)
			.postProcessEnvironment(environment, new SpringApplication());
		assertThat(status).hasValue(1);
		assertThat(errors.toString()).contains("standard output");
	}

	@Test
	void whenConfigurationFileHasListenersThenTheyCount(@TempDir Path directory) throws IOException {
		Path file = directory.resolve("application.yml");
		Files.writeString(file, """
				spring:
				  application:
				    name: Café "Süd"
				gateway:
				  listeners:
				    fastcgi:
				      bind: 9000
				---
				spring.config.activate.on-profile: production
				gateway.listeners.fastcgi.bind: unix:/run/shop/fastcgi.sock
				""");
		String location = "--spring.config.location=" + file.toUri();
		assertThat(printed("nginx", location)).contains("fastcgi_pass 127.0.0.1:9000;",
				"# The application 'Café \"Süd\"' behind nginx", "include snippets/caf-s-d.conf;");
		assertThat(printed("nginx", location, "--spring.profiles.active=production"))
			.contains("fastcgi_pass unix:/run/shop/fastcgi.sock;");
		assertThat(printed("systemd", location, "--spring.profiles.active=production"))
			.contains("Environment=SPRING_PROFILES_ACTIVE=production\n", "RuntimeDirectory=shop\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "nginx | fastcgi_pass [::1]:9000;", "apache | ProxyPass \"fcgi://[::1]:9000/\"",
					"haproxy | server app [::1]:9000 proto fcgi", "caddy | reverse_proxy [::1]:9000 {",
					"lighttpd | \"host\" => \"::1\"", "htaccess | SetHandler \"proxy:fcgi://[::1]:9000/\"" })
	void whenAddressIsOfIpV6ThenItIsWrittenAsWebServerWantsIt(String name, String line) {
		assertThat(printed(name, "--gateway.listeners.fastcgi.bind=[::1]:9000")).contains(line);
	}

	@Test
	void whenListenerListensEverywhereThenWebServerOfThisMachineConnectsToLoopback() {
		assertThat(printed("nginx", "--gateway.listeners.fastcgi.bind=0.0.0.0:9000"))
			.contains("fastcgi_pass 127.0.0.1:9000;", "# The listener listens on all addresses: on another machine");
		assertThat(printed("nginx", "--gateway.listeners.fastcgi.bind=[::]:9000")).contains("fastcgi_pass [::1]:9000;");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "127.0.0.1:0 | its port is another one after each start",
			"fd:3 | who opens file descriptor 3 is not known here" })
	void whenNobodyKnowsAddressThenThereIsNoConfiguration(String bind, String reason) {
		assertFailed(print("nginx", "--gateway.listeners.fastcgi.bind=" + bind), reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "systemd:web", "inherited" })
	void whenSystemdListensThenWebServerAndUnitsAgree(String bind) {
		String argument = "--gateway.listeners.fastcgi.bind=" + bind;
		String name = "--spring.application.name=shop";
		assertThat(printed("nginx", argument, name)).contains("fastcgi_pass unix:/run/shop/fastcgi.sock;",
				"# The socket is ListenStream= of the unit that --gateway.print-config=systemd writes");
		assertThat(printed("systemd", argument, name)).contains("# /etc/systemd/system/shop.service\n",
				"# /etc/systemd/system/shop.socket\n", "ListenStream=/run/shop/fastcgi.sock\n",
				bind.equals("inherited") ? "StandardInput=socket\n" : "FileDescriptorName=web\n");
	}

	@Test
	void whenThereAreSeveralListenersThenBestIsTakenForEachPath() {
		String[] listeners = { "--gateway.listeners.scgi.bind=4000", "--gateway.listeners.tcp.protocol=fastcgi",
				"--gateway.listeners.tcp.bind=9000", "--gateway.listeners.unix.protocol=fastcgi",
				"--gateway.listeners.unix.bind=unix:/run/app/unix.sock",
				"--gateway.listeners.uwsgi.bind=unix:/run/app/uwsgi.sock", "--gateway.listeners.shop.protocol=uwsgi",
				"--gateway.listeners.shop.bind=3034", "--gateway.listeners.shop.context-path=/shop",
				"--gateway.listeners.admin.protocol=fastcgi", "--gateway.listeners.admin.bind=9009",
				"--gateway.listeners.admin.context-path=/admin", "--gateway.management.listener=admin" };
		String text = printed("nginx", listeners);
		assertThat(text).containsSubsequence("#   /shop to the listener 'shop', uwsgi on 127.0.0.1:3034\n",
				"#   / to the listener 'unix', FastCGI on unix:/run/app/unix.sock\n",
				"--gateway.print-config.listener=<name>:\n", "#   scgi, SCGI on 127.0.0.1:4000\n",
				"location ~ \"^/shop(/|$)\" {\n", "uwsgi_pass 127.0.0.1:3034;", "location / {\n",
				"fastcgi_pass unix:/run/app/unix.sock;");
		assertThat(text).doesNotContain("fastcgi_pass 127.0.0.1:9000", "9009;");
		assertThat(printed("nginx", with(listeners, "--gateway.print-config.listener=admin")))
			.contains("location ~ \"^/admin(/|$)\" {\n", "fastcgi_pass 127.0.0.1:9009;")
			.doesNotContain("_pass unix:");
		assertFailed(print("nginx", with(listeners, "--gateway.print-config.listener=nobody")),
				"There is no listener 'nobody', but ", "scgi");
		assertThat(printed("lighttpd", listeners)).contains("$HTTP[\"url\"] !~ \"^(/shop)(/|$)\" {\n");
	}

	@Test
	void whenListenerHasBoundsThenWebServerHasThemToo() {
		String[] bounds = { FASTCGI, "--gateway.listeners.fastcgi.max-body-size=3000B",
				"--gateway.listeners.fastcgi.max-response-head-size=40001B",
				"--gateway.listeners.fastcgi.idle-timeout=60s",
				"--gateway.listeners.fastcgi.max-concurrent-requests=50" };
		assertThat(printed("nginx", bounds)).contains("client_max_body_size 3000;", "fastcgi_buffer_size 40k;",
				"fastcgi_buffers 8 40k;");
		assertThat(printed("apache", bounds)).contains("ttl=30 ", "LimitRequestBody 3000\n");
		assertThat(printed("lighttpd", bounds)).contains("server.max-request-size = 3\n");
		assertThat(printed("haproxy", bounds)).contains(" proto fcgi maxconn 50\n");
	}

	@Test
	void whenListenerHasNoBoundThenWebServerHasNone() {
		String[] bounds = { FASTCGI, "--gateway.listeners.fastcgi.max-body-size=-1" };
		assertThat(printed("nginx", bounds)).contains("client_max_body_size 0;");
		assertThat(printed("apache", bounds)).contains("LimitRequestBody 0\n");
		assertThat(printed("lighttpd", bounds)).contains("server.max-request-size = 0\n");
		assertThat(printed("haproxy", bounds)).doesNotContain("maxconn");
	}

	@Test
	void whenConnectionsAreSoonClosedThenApacheKeepsNone() {
		String[] idle = { FASTCGI, "--gateway.listeners.fastcgi.idle-timeout=1s" };
		assertThat(printed("apache", idle)).contains("enablereuse=off").doesNotContain("ttl=");
	}

	@ParameterizedTest
	@CsvSource({ "nginx, $", "lighttpd, \\", "caddy, {", "caddy, \\}", "caddy, `\\\"", "caddy, `\\" })
	void whenSecretCannotBeWrittenThenItIsRefusedAndNotTold(String name, String part) {
		String secret = "0123456789-secret" + part;
		PrintedConfiguration printed = print(name, FASTCGI, "--gateway.listeners.fastcgi.secret=" + secret);
		assertFailed(printed, "The secret of listener 'fastcgi' ", "Choose another one");
		assertThat(printed.errors()).doesNotContain("0123456789-secret");
	}

	@ParameterizedTest
	@CsvSource({ "nginx, $", "apache, #", "apache, |", "caddy, {", "caddy, '`\\\"'" })
	void whenPathOfSocketCannotBeWrittenThenItIsRefused(String name, String part) {
		assertFailed(print(name, "--gateway.listeners.fastcgi.bind=unix:/run/a" + part + "b"),
				"The path of the socket of listener 'fastcgi' ");
	}

	@Test
	void whenSecretIsBeingChangedThenWebServerGetsNewOne() {
		assertThat(printed("nginx", FASTCGI,
				"--gateway.listeners.fastcgi.secret=the-new-secret-of-all,the-old-secret-of-all"))
			.contains("fastcgi_param GATEWAY_SECRET    \"the-new-secret-of-all\";", "chmod 600")
			.doesNotContain("the-old-secret-of-all");
	}

	@Test
	void whenFilesAreLeftToOtherWebServerThenListenerIsOfNoUse(@TempDir Path directory) {
		String[] files = { FASTCGI, "--gateway.listeners.fastcgi.file-offload.header=x-sendfile",
				"--gateway.listeners.fastcgi.file-offload.roots[0].directory=" + directory };
		for (String name : List.of("nginx", "haproxy", "caddy", "htaccess")) {
			assertFailed(print(name, files), "it leaves files to the web server");
		}
		assertThat(printed("lighttpd", files)).contains("\"x-sendfile-docroot\" => ( \"" + directory + "\" )");
		files[1] = "--gateway.listeners.fastcgi.file-offload.header=x-accel-redirect";
		String[] accel = with(files, "--gateway.listeners.fastcgi.file-offload.roots[0].location=/files");
		for (String name : List.of("apache", "lighttpd", "htaccess")) {
			assertFailed(print(name, accel), "it leaves files to the web server");
		}
	}

	@Test
	void whenUwsgiHasItsOwnPortThenApacheCannotConnect() {
		assertFailed(print("apache", "--gateway.listeners.uwsgi.bind=3031"),
				"mod_proxy_uwsgi cannot connect to port 3031");
	}

	@Test
	void whenPathHasSpecialCharactersThenApacheDoesNotFindItOverAjp() {
		assertFailed(print("apache", "--gateway.listeners.ajp.bind=8009",
				"--gateway.listeners.ajp.secret=0123456789abcdef", "--gateway.listeners.ajp.context-path=/a%20b"),
				"'/a%20b'");
	}

	@Test
	void whenSecretIsTooLongForAjpThenApacheCannotSendIt() {
		assertFailed(print("apache", "--gateway.listeners.ajp.bind=8009",
				"--gateway.listeners.ajp.secret=" + "x".repeat(64)), "its secret has more than 63 characters");
	}

	@Test
	void whenContextPathIsScriptNameThenNoOtherPathCanBeAskedFor() {
		String[] scriptName = { FASTCGI, "--gateway.listeners.fastcgi.context-path=script-name" };
		assertThat(printed("nginx", scriptName)).contains("location / {\n");
		assertFailed(print("nginx", with(scriptName, "--gateway.print-config.context-path=/shop")), "SCRIPT_NAME");
	}

	@Test
	void whenListenerHasOtherContextPathsThenTheyAreTold() {
		String[] paths = { FASTCGI, "--gateway.listeners.fastcgi.context-path=/shop",
				"--gateway.print-config.context-path=/other" };
		assertFailed(print("nginx", paths), "its context path is /shop, not /other");
		paths[2] = "--gateway.print-config.context-path=other";
		assertFailed(print("nginx", paths), "a context path begins with a slash");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a%0Ab", "/a%FFb", "/a%zz" })
	void whenContextPathIsNoTextThenItIsRefused(String path) {
		assertFailed(print("nginx", FASTCGI, "--gateway.print-config.context-path=" + path), "");
	}

	@Test
	void whenHtaccessIsForSeveralPathsThenOneHasToBeChosen() {
		String[] paths = { FASTCGI, "--gateway.listeners.fastcgi.context-path=/shop,/partner" };
		assertFailed(print("htaccess", paths), "/partner, /shop");
		assertThat(printed("htaccess", with(paths, "--gateway.print-config.context-path=/shop")))
			.contains("  /shop to the listener 'fastcgi'");
	}

	@Test
	void whenUserComesFromOtherVariableThenItIsNotInvented() {
		String[] identity = { FASTCGI, "--gateway.listeners.fastcgi.identity.enabled=true",
				"--gateway.listeners.fastcgi.identity.user-variable=OIDC_CLAIM_sub",
				"--gateway.listeners.fastcgi.identity.authorities-variable=OIDC_CLAIM_groups" };
		for (String name : List.of("apache", "lighttpd", "caddy")) {
			assertThat(printed(name, identity))
				.contains("# The application takes the user from OIDC_CLAIM_sub", "authorities from OIDC_CLAIM_groups")
				.doesNotContain("valid-user", "basicauth @");
		}
		assertThat(printed("haproxy", identity)).contains("set-param OIDC_CLAIM_sub %[str()]\n");
	}

	@Test
	void whenListenerBelievesNobodyThenNginxTellsNoUser() {
		assertThat(printed("nginx", FASTCGI)).doesNotContain("REMOTE_USER", "$remote_user");
	}

	@Test
	void whenNameHasLineEndThenItStaysInItsComment() {
		String text = printed("nginx", FASTCGI, "--spring.application.name=evil\ninclude /etc/passwd; \\");
		assertThat(text).contains("'evil include /etc/passwd; \\' behind").doesNotContain("\ninclude /etc/passwd");
	}

	@Test
	void whenSystemdKnowsSocketsByNamesThenOthersAreRefused() {
		assertFailed(print("systemd", "--gateway.listeners.fastcgi.bind=fd:3"), "'systemd:fastcgi'");
		assertFailed(
				print("systemd", "--gateway.listeners.fastcgi.bind=inherited",
						"--gateway.listeners.scgi.bind=systemd:scgi"),
				"The standard input can be the socket of one listener");
	}

	@Test
	void whenServiceIsWrittenThenItHasWhatApplicationNeeds() {
		assertThat(printed("systemd", FASTCGI, "--spring.lifecycle.timeout-per-shutdown-phase=1m"))
			.contains("TimeoutStopSec=75\n", "WantedBy=multi-user.target\n", "UMask=0077\n")
			.doesNotContain("NonBlocking", "[Socket]");
		assertThat(printed("systemd", "--gateway.listeners.fastcgi.bind=unix:/tmp/a b/x.sock"))
			.contains("PrivateTmp=no\n", "ReadWritePaths=\"/tmp/a b\"\n", "UMask=0007\n", "Group=www-data\n");
	}

	private static PrintedConfiguration print(String name, String... arguments) {
		return PrintedConfiguration.of(with(arguments, "--gateway.print-config=" + name));
	}

	private static String printed(String name, String... arguments) {
		PrintedConfiguration printed = print(name, arguments);
		assertThat(printed.errors()).isEmpty();
		assertThat(printed.status()).isZero();
		return printed.text();
	}

	private static void assertFailed(PrintedConfiguration printed, String... reasons) {
		assertThat(printed.status()).isEqualTo(1);
		assertThat(printed.text()).isEmpty();
		assertThat(printed.errors()).startsWith("gateway.print-config: ").contains(reasons);
	}

	private static String[] with(String[] arguments, String argument) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add(argument);
		return all.toArray(String[]::new);
	}

}
