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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what a user reads when an application does not start because of its gateway
 * listeners.
 */
@ExtendWith(OutputCaptureExtension.class)
class GatewayFailureAnalysisTests {

	private static final String USER = System.getProperty("user.name");

	private CapturedOutput output;

	@BeforeEach
	void setUp(CapturedOutput output) {
		this.output = output;
	}

	@Test
	void whenPortIsInUse() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
			int port = taken.getLocalPort();
			run("--gateway.listeners.fastcgi.bind=" + port);
			assertAnalysis(
					"Gateway listener failed to start. Listener 'fastcgi' cannot listen on 127.0.0.1:" + port
							+ ": the address is in use.",
					"Identify and stop the process that listens on port " + port
							+ ", or set 'gateway.listeners.fastcgi.bind' to another address.");
		}
	}

	@Test
	void whenUnixSocketIsInUse(@TempDir Path directory) throws IOException {
		Path path = directory.resolve("shop.sock");
		try (ServerSocketChannel taken = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			taken.bind(UnixDomainSocketAddress.of(path));
			run("--gateway.listeners.scgi.bind=unix:" + path);
			assertAnalysis(
					"Gateway listener failed to start. Listener 'scgi' cannot listen on unix:" + path
							+ ": the address is in use.",
					"Identify and stop the process that listens on " + path + ", possibly another instance of this "
							+ "application, or set 'gateway.listeners.scgi.bind' to another path.");
		}
	}

	@Test
	void whenDirectoryOfUnixSocketIsMissing(@TempDir Path directory) {
		Path path = directory.resolve("missing/shop.sock");
		run("--gateway.listeners.scgi.bind=unix:" + path);
		assertAnalysis(
				"Gateway listener failed to start. Listener 'scgi' cannot listen on unix:" + path
						+ ": the directory of the socket does not exist.",
				"Create the directory " + path.getParent() + ", such that the user '" + USER
						+ "' can write to it, or set 'gateway.listeners.scgi.bind' to another path.");
	}

	@Test
	void whenPathIsNotSocket(@TempDir Path directory) throws IOException {
		Path path = Files.createFile(directory.resolve("shop.sock"));
		run("--gateway.listeners.scgi.bind=unix:" + path);
		assertAnalysis(
				"Gateway listener failed to start. Listener 'scgi' cannot listen on unix:" + path
						+ ": the path exists and is not a socket.",
				"Remove the file " + path + " if it is of no more use, "
						+ "or set 'gateway.listeners.scgi.bind' to another path.");
		assertThat(path).exists();
	}

	@Test
	void whenAddressIsNotOfThisMachine() {
		run("--gateway.listeners.scgi.bind=192.0.2.1:0");
		assertAnalysis(
				"Gateway listener failed to start. Listener 'scgi' cannot listen on 192.0.2.1:0: "
						+ "the address is not one of this machine.",
				"Give this machine the address 192.0.2.1, use 127.0.0.1 for web servers on this machine or 0.0.0.0 for "
						+ "those on any network, or set 'gateway.listeners.scgi.bind' to another address.");
	}

	@Test
	void whenProtocolIsUnknown() {
		run("--gateway.listeners.shop.bind=0", "--gateway.listeners.shop.protocol=spdy");
		assertThat(this.output).contains("Property: gateway.listeners.shop.protocol", "Value: \"spdy\"",
				"The following values are valid:", "    FastCGI", "    SCGI", "    uwsgi");
	}

	@Test
	void whenProtocolIsMissing() {
		run("--gateway.listeners.shop.bind=0");
		assertAnalysis(
				"Property 'gateway.listeners.shop.protocol' is not set: the name of listener 'shop' is not that of a "
						+ "protocol.",
				"Set 'gateway.listeners.shop.protocol' to one of fastcgi, scgi, uwsgi, ajp, auto, or give the listener the name "
						+ "of its protocol.");
	}

	@Test
	void whenBindIsMalformed() {
		run("--gateway.listeners.scgi.bind=localhost:70000");
		assertAnalysis("Invalid value 'localhost:70000' for property 'gateway.listeners.scgi.bind' (originating from "
				+ "'\"gateway.listeners.scgi.bind\" from property source \"commandLineArgs\"'): "
				+ "the port must be a number from 0 to 65535.", bindForms());
	}

	@Test
	void whenBindIsMalformedInFileThenDescriptionHasItsPlace(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("application.properties"),
				"# comment\ngateway.listeners.scgi.bind=localhost:70000\n");
		run("--spring.config.location=file:" + file);
		assertThat(this.output)
			.contains("Invalid value 'localhost:70000' for property 'gateway.listeners.scgi.bind' "
					+ "(originating from '")
			.contains("application.properties] - 2:29'): the port");
	}

	@Test
	void whenNobodyHasPassedSocketAndThereIsNoHttpPort() {
		run("--server.port=-1", "--gateway.listeners.scgi.bind=systemd:shop.socket");
		assertAnalysis(
				"Gateway listener failed to start. Listener 'scgi' cannot listen on systemd:shop.socket: "
						+ "this process has not inherited a listening socket there.",
				"Have the application started by what opens the socket, a web server or systemd, give it an HTTP port "
						+ "for when it is started by hand, or set 'gateway.listeners.scgi.bind' to another address.");
	}

	@Test
	void whenBindIsMissing() {
		run("--gateway.listeners.scgi.max-variables=10");
		assertAnalysis(
				"Property 'gateway.listeners.scgi.bind' is not set: listener 'scgi' has no address to listen on.",
				bindForms());
	}

	@ParameterizedTest
	@ValueSource(strings = { "4000", "" })
	void whenListenerIsValueInsteadOfGroup(String value) {
		run("--gateway.listeners.scgi=" + value);
		assertAnalysis("Invalid value '" + value + "' for property 'gateway.listeners.scgi' (originating from "
				+ "'\"gateway.listeners.scgi\" from property source \"commandLineArgs\"'): "
				+ "a listener is a group of properties.", "Set 'gateway.listeners.scgi.bind' instead.");
	}

	@Test
	void whenTwoListenersHaveSameAddress(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("application.properties"),
				"gateway.listeners.uwsgi.bind=4000\ngateway.listeners.scgi.bind=127.0.0.1:4000\n");
		run("--spring.config.location=file:" + file);
		assertAnalysis(
				"Invalid value '127.0.0.1:4000' for property 'gateway.listeners.scgi.bind' (originating from 'URL "
						+ "[file:" + file + "] - 2:29'): listener 'uwsgi' is to listen there as well.",
				"Set 'gateway.listeners.scgi.bind' or 'gateway.listeners.uwsgi.bind' to another address.");
	}

	@Test
	void whenLimitIsOfNoUse() {
		run("--gateway.listeners.scgi.bind=0", "--gateway.listeners.scgi.maxVariables=0");
		assertAnalysis(
				"Invalid value '0' for property 'gateway.listeners.scgi.max-variables' (originating from "
						+ "'\"gateway.listeners.scgi.maxVariables\" from property source \"commandLineArgs\"'): "
						+ "it must be greater than zero.",
				"Set 'gateway.listeners.scgi.max-variables' to a number greater than zero.");
	}

	@Test
	void whenContextPathIsOfNoUse() {
		run("--gateway.listeners.scgi.bind=0", "--gateway.listeners.scgi.context-path=shop");
		assertAnalysis(
				"Invalid value 'shop' for property 'gateway.listeners.scgi.context-path' (originating from "
						+ "'\"gateway.listeners.scgi.context-path\" from property source \"commandLineArgs\"'): "
						+ "a context path begins with a slash.",
				"Set 'gateway.listeners.scgi.context-path' to 'none', to 'script-name', or to one or more paths such "
						+ "as '/shop', as they appear in the request line.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					user-variable         | HTTP_REMOTE_USER | the client chooses its value                              | REMOTE_USER
					user-variable         | ''               | there is no name                                          | REMOTE_USER
					authorities-variable  | HTTP_X_GROUPS    | the client chooses its value                              | OIDC_CLAIM_groups
					authorities-separator | ''               | it must not be empty, and a backslash keeps a separator from separating | ,
					claims-prefixes       | HTTP_OIDC_       | the client chooses the value of a variable that begins so | OIDC_CLAIM_
					claims-prefixes       | H                | the client chooses the value of a variable that begins so | OIDC_CLAIM_
					""")
	void whenIdentityIsWordOfClient(String property, String value, String reason, String example) {
		String name = "gateway.listeners.scgi.identity." + property;
		run("--gateway.listeners.scgi.bind=0", "--" + name + "=" + value);
		assertAnalysis(
				"Invalid value '" + value + "' for property '" + name + "' (originating from '\"" + name
						+ "\" from property source \"commandLineArgs\"'): " + reason + ".",
				"Set '" + name + "' to something that only the web server sets, such as '" + example + "'.");
	}

	@Test
	void whenSecretIsOfNoUse() {
		run("--gateway.listeners.scgi.bind=0", "--gateway.listeners.scgi.secret=too-short");
		assertAnalysis(
				"Invalid value '******' for property 'gateway.listeners.scgi.secret' (originating from "
						+ "'\"gateway.listeners.scgi.secret\" from property source \"commandLineArgs\"'): "
						+ "it has fewer than 16 characters.",
				"Set 'gateway.listeners.scgi.secret' to a value that nobody can guess, such as the output of "
						+ "'openssl rand -hex 24'.");
		assertThat(this.output).doesNotContain("too-short");
	}

	@Test
	void whenAllowedUserDoesNotExist() {
		run("--gateway.listeners.scgi.bind=unix:/run/shop.sock",
				"--gateway.listeners.scgi.allowed-peers=user:no-such-user");
		assertAnalysis(
				"Invalid value 'user:no-such-user' for property 'gateway.listeners.scgi.allowed-peers' (originating "
						+ "from '\"gateway.listeners.scgi.allowed-peers\" from property source \"commandLineArgs\"'): "
						+ "there is no user 'no-such-user' on this machine.",
				"Set 'gateway.listeners.scgi.allowed-peers' to a user of this machine, by name or number.");
	}

	@Test
	void whenFilesAreOffloadedWithoutHeader(@TempDir Path directory) {
		run("--gateway.listeners.scgi.bind=0", "--gateway.listeners.scgi.file-offload.roots[0].directory=" + directory);
		assertAnalysis(
				"Property 'gateway.listeners.scgi.file-offload.header' is not set: it says how the web server is told "
						+ "to send files.",
				"Set 'gateway.listeners.scgi.file-offload.header' to 'x-sendfile' for lighttpd and Apache, or to "
						+ "'x-accel-redirect' for nginx.");
	}

	@Test
	void whenFilesAreOffloadedFromNowhere() {
		run("--gateway.listeners.scgi.bind=0", "--gateway.listeners.scgi.file-offload.header=x-sendfile");
		assertAnalysis(
				"Property 'gateway.listeners.scgi.file-offload.roots[0].directory' is not set: no file would be left "
						+ "to the web server.",
				"Set 'gateway.listeners.scgi.file-offload.roots[0].directory' to a directory below which the web "
						+ "server is to send files.");
	}

	@ParameterizedTest
	@CsvSource({ "/missing/files, there is no such directory", "files, it is not an absolute path",
			"/, everything is below the root of the file system",
			"/usr/.., everything is below the root of the file system" })
	void whenDirectoryOfFilesIsOfNoUse(String directory, String reason) {
		run("--gateway.listeners.scgi.bind=0", "--gateway.listeners.scgi.file-offload.header=x-sendfile",
				"--gateway.listeners.scgi.file-offload.roots[0].directory=" + directory);
		String property = "gateway.listeners.scgi.file-offload.roots[0].directory";
		assertAnalysis(
				"Invalid value '" + directory + "' for property '" + property + "' (originating from '\"" + property
						+ "\" from property source \"commandLineArgs\"'): " + reason + ".",
				"Set '" + property + "' to the absolute path of a directory that the web server can read as well.");
	}

	@Test
	void whenNginxDoesNotKnowDirectoryOfFiles(@TempDir Path directory) {
		run("--gateway.listeners.scgi.bind=0", "--gateway.listeners.scgi.file-offload.header=x-accel-redirect",
				"--gateway.listeners.scgi.file-offload.roots[0].directory=" + directory);
		assertAnalysis(
				"Property 'gateway.listeners.scgi.file-offload.roots[0].location' is not set: nginx knows the "
						+ "directory by the path of a location.",
				"Set 'gateway.listeners.scgi.file-offload.roots[0].location' to the path of an internal location of "
						+ "nginx, such as '/files'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "files", "/a b", "/a?b", "/%41" })
	void whenInternalLocationIsOfNoUse(String location, @TempDir Path directory) {
		run("--gateway.listeners.scgi.bind=0", "--gateway.listeners.scgi.file-offload.header=x-accel-redirect",
				"--gateway.listeners.scgi.file-offload.roots[0].directory=" + directory,
				"--gateway.listeners.scgi.file-offload.roots[0].location=" + location);
		assertThat(this.output).contains("Invalid value '" + location + "' for property "
				+ "'gateway.listeners.scgi.file-offload.roots[0].location'");
	}

	@Test
	void whenPathOfDirectoryForWebServerIsOfNoUse(@TempDir Path directory) {
		run("--gateway.listeners.scgi.bind=0", "--gateway.listeners.scgi.file-offload.header=x-sendfile",
				"--gateway.listeners.scgi.file-offload.roots[0].directory=" + directory,
				"--gateway.listeners.scgi.file-offload.roots[0].location=files");
		assertThat(this.output)
			.contains("Set 'gateway.listeners.scgi.file-offload.roots[0].location' to the path by which the web server "
					+ "knows the directory, or remove it.");
	}

	@Test
	void whenProtocolHasNoWayToLogOfWebServer() {
		run("--gateway.listeners.scgi.bind=0", "--gateway.listeners.scgi.web-server-log.level=warn");
		String property = "gateway.listeners.scgi.web-server-log.level";
		assertAnalysis("Invalid value 'WARN' for property '" + property + "' (originating from '\"" + property
				+ "\" from property source \"commandLineArgs\"'): only FastCGI has a way to the error log of "
				+ "the web server.", "Set '" + property + "' to 'off', or remove it.");
	}

	@ParameterizedTest
	@CsvSource({ "%h %Z, '''%Z'' is not known'", "'', every line would be empty" })
	void whenPatternOfAccessLogIsOfNoUse(String pattern, String reason) {
		run("--gateway.access-log.pattern=" + pattern);
		assertAnalysis(
				"Invalid value '" + pattern + "' for property 'gateway.access-log.pattern' (originating from "
						+ "'\"gateway.access-log.pattern\" from property source \"commandLineArgs\"'): " + reason + ".",
				"Set 'gateway.access-log.pattern' to 'common', to 'combined', or to a pattern of the following: "
						+ "%a %A %b %B %D %{...}e %{...}g (listener, protocol, outcome, head, queue) %h %H %{...}i %I "
						+ "%l %m %{...}o %p %q %r %s %t %{sec|msec|usec}t %T %{s|ms|us}T %u %U %v %V %X %%.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "REQUEST START", "=", "9" })
	void whenVariableOfQueueTimeIsOfNoUse(String variable) {
		run("--gateway.listeners.scgi.bind=0", "--gateway.listeners.scgi.queue-time.variable=" + variable);
		String property = "gateway.listeners.scgi.queue-time.variable";
		assertAnalysis(
				"Invalid value '" + variable + "' for property '" + property + "' (originating from '\"" + property
						+ "\" from property source \"commandLineArgs\"'): it is not the name of a variable.",
				"Set '" + property + "' to the name of a variable that the web server sets, such as REQUEST_START.");
	}

	@ParameterizedTest
	@CsvSource({ "0, PT0S", "-1m, PT-1M" })
	void whenIdleExitIsOfNoUse(String value, String duration) {
		run("--gateway.idle-exit=" + value);
		assertAnalysis("Invalid value '" + duration + "' for property 'gateway.idle-exit' (originating from "
				+ "'\"gateway.idle-exit\" from property source \"commandLineArgs\"'): the application would end "
				+ "before it has begun.",
				"Set 'gateway.idle-exit' to a time such as '10m', or remove it for an application that never ends by "
						+ "itself.");
	}

	@ParameterizedTest
	@CsvSource({ "0, PT0S", "-1m, PT-1M" })
	void whenThresholdOfSlowRequestsIsOfNoUse(String value, String duration) {
		run("--gateway.slow-request-threshold=" + value, "--gateway.listeners.scgi.bind=0");
		assertAnalysis("Invalid value '" + duration + "' for property 'gateway.slow-request-threshold' (originating "
				+ "from '\"gateway.slow-request-threshold\" from property source \"commandLineArgs\"'): every request "
				+ "would be slow.",
				"Set 'gateway.slow-request-threshold' to a time such as '5s', or remove it if slow requests are not to "
						+ "be logged.");
	}

	@Test
	void whenStatusPathIsNoPath() {
		run("--gateway.listeners.fastcgi.bind=0", "--gateway.listeners.fastcgi.status.path=status?json");
		String property = "gateway.listeners.fastcgi.status.path";
		assertAnalysis(
				"Invalid value 'status?json' for property '" + property + "' (originating from '\"" + property
						+ "\" from property source \"commandLineArgs\"'): it is no path.",
				"Set '" + property + "' to a path such as '/status', without a query.");
	}

	@Test
	void whenProtocolHasNoStatusPath() {
		run("--gateway.listeners.scgi.bind=0", "--gateway.listeners.scgi.status.path=/status");
		String property = "gateway.listeners.scgi.status.path";
		assertAnalysis(
				"Invalid value '/status' for property '" + property + "' (originating from '\"" + property
						+ "\" from property source \"commandLineArgs\"'): programs that watch php-fpm speak FastCGI, "
						+ "but the listener speaks SCGI.",
				"Remove '" + property + "', or set it for a listener that speaks FastCGI.");
	}

	@Test
	void whenApplicationIsServletApplication() {
		run("--spring.main.web-application-type=servlet", "--gateway.listeners.scgi.bind=0");
		assertAnalysis(
				"Gateway listeners [scgi] are configured in a servlet application, but they need a reactive "
						+ "(WebFlux) application.",
				"If the controllers of the application can run on WebFlux, set "
						+ "'spring.main.web-application-type=reactive' or remove Spring MVC from the class path. If "
						+ "not, remove the dependency 'gateway-spring-boot-starter' and the properties "
						+ "'gateway.listeners'.");
	}

	private void run(String... arguments) {
		SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.REACTIVE)
			.bannerMode(Banner.Mode.OFF)
			.properties("server.port=0", "spring.reactor.netty.shutdown-quiet-period=0s");
		assertThatException().isThrownBy(() -> application.run(arguments).close());
	}

	private void assertAnalysis(String description, String action) {
		assertThat(this.output).containsOnlyOnce(String.format(
				"APPLICATION FAILED TO START%n***************************%n%nDescription:%n%n%s%n%nAction:%n%n%s%n",
				description, action));
	}

	private static String bindForms() {
		return String.format("Set 'gateway.listeners.scgi.bind' to one of these forms:%n%n"
				+ "    9000                  port 9000 of 127.0.0.1%n"
				+ "    127.0.0.1:9000        an address and a port, 0 for any free port%n"
				+ "    \"[::1]:9000\"          an IPv6 address and a port (YAML needs the quotes)%n"
				+ "    unix:/run/shop.sock   a unix domain socket%n"
				+ "    inherited             the socket with which a web server has spawned the application%n"
				+ "    systemd:shop.socket   a socket of systemd, or fd:3 for one by its number");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ GatewayAutoConfiguration.class, IdleExitAutoConfiguration.class,
			NoHttpPortAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class,
			HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class,
			TomcatServletWebServerAutoConfiguration.class })
	static class Application {

	}

}
