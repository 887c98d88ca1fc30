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
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.webgateway.autoconfigure.status.ListenerActivities;
import io.webgateway.autoconfigure.status.ListenerStatus;
import io.webgateway.it.application.ContractApplication;
import io.webgateway.it.client.FastCgiClient;
import io.webgateway.it.client.Request;
import io.webgateway.it.process.ForegroundProcess;
import io.webgateway.it.process.FreePort;
import io.webgateway.server.GatewayListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a listener tells its status like php-fpm and uWSGI tell theirs: they are asked the
 * same at the same time, and while they work on a request. Who asks is {@code cgi-fcgi},
 * as in many a script that watches php-fpm.
 */
class StatusIT {

	private static final String STATUS_PATH = "/status";

	/** What differs by nature: numbers, times, and what the request was. */
	private static final Map<String, String> DIFFERENCES = differences();

	private static final ExecutorService clients = Executors.newCachedThreadPool();

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext application;

	private static ForegroundProcess phpFpm;

	private static String phpFpmAddress;

	@BeforeAll
	static void start() throws Exception {
		Programs.require("php-fpm8.2", "php8.2-fpm");
		Programs.require("cgi-fcgi", "libfcgi-bin");
		Programs.require("uwsgi", "uwsgi-core");
		application = new SpringApplicationBuilder(ContractApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean(ReactorResourceFactory.class,
					EmbeddedApplication::ownResources))
			.run("--server.port=-1", "--server.shutdown=immediate", "--gateway.listeners.fastcgi.bind=0",
					"--gateway.listeners.fastcgi.status.path=" + STATUS_PATH);
		startPhpFpm();
		// Both work on one request beside those that ask for the status
		clients.submit(() -> new FastCgiClient(listenerAddress(), false).connect()
			.send(Request.get("/held/status?seconds=60&token=secret")));
		Path script = Files.writeString(directory.resolve("held.php"), "<?php sleep(60);");
		clients.submit(() -> ask(phpFpmAddress,
				Map.of("SCRIPT_NAME", "/held/status", "SCRIPT_FILENAME", script.toString(), "REQUEST_METHOD", "GET")));
		awaitTwoActive(phpFpmAddress);
		awaitTwoActive(address());
	}

	private static void startPhpFpm() throws IOException {
		InetSocketAddress address = new InetSocketAddress("127.0.0.1", FreePort.find());
		phpFpmAddress = "127.0.0.1:" + address.getPort();
		Path configuration = Files.writeString(directory.resolve("php-fpm.conf"), """
				[global]
				error_log = /dev/stderr
				daemonize = no
				[fastcgi]
				listen = %s
				user = root
				group = root
				pm = static
				pm.max_children = 2
				pm.status_path = %s
				""".formatted(phpFpmAddress, STATUS_PATH));
		phpFpm = ForegroundProcess.start(directory, List.of(address), List.of(Programs.find("php-fpm8.2").toString(),
				"--allow-to-run-as-root", "-n", "--nodaemonize", "--fpm-config", configuration.toString()));
	}

	private static void awaitTwoActive(String address) {
		Awaitility.await().until(() -> query(address, "").body().matches("(?s).*\nactive processes: +2\n.*"));
	}

	@AfterAll
	static void stop() {
		if (phpFpm != null) {
			phpFpm.close();
		}
		if (application != null) {
			application.close();
		}
		clients.shutdownNow();
	}

	private static InetSocketAddress listenerAddress() {
		return new InetSocketAddress("127.0.0.1",
				application.getEnvironment().getRequiredProperty("local.gateway.fastcgi.port", Integer.class));
	}

	private static String address() {
		return "127.0.0.1:" + listenerAddress().getPort();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "full", "json", "json&full", "xml", "full&xml", "html", "html&full", "openmetrics",
			"openmetrics&full", "full=1", "json=", "xml&json", "json&openmetrics", "openmetrics&html", "nojson", "JSON",
			"a=json&b=full" })
	void statusIsThatOfPhpFpm(String query) throws Exception {
		Answer expected = query(phpFpmAddress, query);
		Answer answer = query(address(), query);
		assertThat(answer.body()).isNotEmpty();
		assertThat(answer.head()).isEqualTo(expected.head());
		assertThat(comparable(answer.body())).isEqualTo(comparable(expected.body()));
	}

	@Test
	void whenFullStatusIsReadAsJsonThenItTellsOfTheRequestWithoutItsQuery() throws Exception {
		JsonNode status = new JsonMapper().readTree(query(address(), "json&full").body());
		assertThat(status.get("pool").asString()).isEqualTo("fastcgi");
		assertThat(status.get("active processes").asInt()).isEqualTo(2);
		assertThat(status.get("total processes").asInt()).isEqualTo(8192);
		assertThat(status.get("idle processes").asInt()).isEqualTo(8190);
		assertThat(status.get("max active processes").asInt()).isGreaterThanOrEqualTo(2);
		assertThat(status.get("accepted conn").asInt()).isGreaterThanOrEqualTo(2);
		assertThat(status.get("listen queue len").asInt()).isPositive();
		assertThat(status.get("processes")).hasSize(2);
		JsonNode held = status.get("processes").get(0);
		assertThat(held.get("pid").asInt()).isEqualTo(1);
		assertThat(held.get("request method").asString()).isEqualTo("GET");
		assertThat(held.get("request uri").asString()).isEqualTo("/held/status");
		assertThat(held.get("request duration").asLong()).isPositive();
		assertThat(status.get("processes").get(1).get("request uri").asString()).isEqualTo(STATUS_PATH);
	}

	@Test
	void whenHeadIsAskedForThenThereIsNoBody() throws Exception {
		Answer answer = ask(address(),
				Map.of("SCRIPT_NAME", STATUS_PATH, "REQUEST_METHOD", "HEAD", "QUERY_STRING", "json"));
		assertThat(answer.head()).containsEntry("content-type", "application/json");
		assertThat(answer.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "REQUEST_URI", "HTTP_HOST" })
	void whenWebServerPassesTheRequestOnThenTheApplicationAnswersIt(String variable) throws Exception {
		Map<String, String> variables = new LinkedHashMap<>(
				Map.of("SCRIPT_NAME", STATUS_PATH, "REQUEST_METHOD", "GET", "QUERY_STRING", "json"));
		assertThat(ask(address(), variables).body()).contains("accepted conn");
		variables.put(variable, STATUS_PATH);
		Answer answer = ask(address(), variables);
		assertThat(answer.status()).startsWith("404");
		assertThat(answer.body()).doesNotContain("accepted conn");
	}

	@Test
	void statsAreThoseOfUwsgi() throws Exception {
		ListenerStatus status = new ListenerStatus(application.getBean(GatewayListener.class),
				application.getBean(ListenerActivities.class));
		JsonMapper mapper = new JsonMapper();
		JsonNode stats = mapper.readTree(mapper.writeValueAsString(status.uwsgi()));
		JsonNode expected = mapper.readTree(uwsgiStats());
		assertSameMembers(stats, expected);
		assertSameMembers(stats.get("sockets").get(0), expected.get("sockets").get(0));
		JsonNode worker = stats.get("workers").get(0);
		assertSameMembers(worker, expected.get("workers").get(0));
		assertSameMembers(worker.get("cores").get(0), expected.get("workers").get(0).get("cores").get(0));
		assertThat(worker.get("status").asString()).isEqualTo("busy");
		assertThat(worker.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
		assertThat(worker.get("rss").asLong()).isBetween(10_000_000L, worker.get("vsz").asLong());
		assertThat(worker.get("requests").asLong()).isGreaterThanOrEqualTo(2);
		assertThat(worker.get("tx").asLong()).isPositive();
		assertThat(worker.get("avg_rt").asLong()).isPositive();
		assertThat(worker.get("cores").get(0).get("vars")).extracting(JsonNode::asString)
			.containsExactly("REQUEST_METHOD=GET", "REQUEST_URI=/held/status");
	}

	private static String uwsgiStats() throws IOException {
		InetSocketAddress stats = new InetSocketAddress("127.0.0.1", FreePort.find());
		Path uwsgiDirectory = Files.createDirectory(directory.resolve("uwsgi"));
		try (ForegroundProcess uwsgi = ForegroundProcess.start(uwsgiDirectory, List.of(stats),
				List.of(Programs.find("uwsgi").toString(), "--master", "--die-on-term", "--processes", "1", "--socket",
						"127.0.0.1:0", "--stats", "127.0.0.1:" + stats.getPort()));
				Socket socket = new Socket(stats.getAddress(), stats.getPort())) {
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/**
	 * Names, their order and the types of their values.
	 */
	private static void assertSameMembers(JsonNode actual, JsonNode expected) {
		assertThat(members(actual)).isEqualTo(members(expected));
	}

	private static List<String> members(JsonNode object) {
		return object.propertyStream()
			.map((member) -> member.getKey() + " " + member.getValue().getNodeType())
			.toList();
	}

	private static Answer query(String address, String query) throws Exception {
		return ask(address, Map.of("SCRIPT_NAME", STATUS_PATH, "SCRIPT_FILENAME", STATUS_PATH, "REQUEST_METHOD", "GET",
				"QUERY_STRING", query));
	}

	private static Answer ask(String address, Map<String, String> variables) throws Exception {
		ProcessBuilder client = new ProcessBuilder(Programs.find("cgi-fcgi").toString(), "-bind", "-connect", address);
		client.environment().clear();
		client.environment().putAll(variables);
		Process process = client.redirectErrorStream(true).start();
		process.getOutputStream().close();
		return Answer.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
	}

	private static String comparable(String page) {
		String comparable = page;
		for (Map.Entry<String, String> difference : DIFFERENCES.entrySet()) {
			comparable = comparable.replaceAll(difference.getKey(), difference.getValue());
		}
		return comparable;
	}

	private static Map<String, String> differences() {
		Map<String, String> differences = new LinkedHashMap<>();
		differences.put("\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}", "DATE");
		differences.put("(request URI: +).*", "$1URI");
		differences.put("(script: +).*", "$1SCRIPT");
		differences.put("(\"request uri\":)\"[^\"]*\"", "$1URI");
		differences.put("(\"script\":)\"[^\"]*\"", "$1SCRIPT");
		differences.put("(<request-uri>)[^<]*", "$1URI");
		differences.put("(<script>)[^<]*", "$1SCRIPT");
		// In this row, URI and script are the columns 8 and 11
		differences.put("<tr>((?:<td>[^<]*</td>){7})<td>[^<]*</td>((?:<td>[^<]*</td>){2})<td>[^<]*</td>",
				"<tr>$1URI$2SCRIPT");
		// What is around the tables, and what a metric means, is for people
		differences.put("(?s)^<!DOCTYPE.*<body>", "");
		differences.put("</table>\\s*</body>", "</table></body>");
		differences.put("# HELP .*\n", "");
		differences.put("\\b\\d+\\b", "0");
		return differences;
	}

	/**
	 * What a FastCGI application answers.
	 *
	 * @param status the status, {@code 200 OK} unless it says another
	 * @param head the header fields by their names in lower case, except those that only
	 * one of the applications has
	 * @param body the body
	 */
	private record Answer(String status, Map<String, String> head, String body) {

		static Answer of(String output) {
			int end = output.indexOf("\r\n\r\n");
			Map<String, String> head = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			for (String line : output.substring(0, end).split("\r\n")) {
				head.put(line.substring(0, line.indexOf(':')).toLowerCase(), line.substring(line.indexOf(':') + 2));
			}
			String status = head.remove("Status");
			head.remove("X-Powered-By");
			head.remove("Content-Length");
			return new Answer((status != null) ? status : "200 OK", head, output.substring(end + 4));
		}

	}

}
