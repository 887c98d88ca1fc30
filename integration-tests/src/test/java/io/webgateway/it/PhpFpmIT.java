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
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

import io.webgateway.client.GatewayClientHttpConnector;
import io.webgateway.client.ServerVariables;
import io.webgateway.it.process.ForegroundProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The client with an application that is not ours: PHP-FPM.
 */
class PhpFpmIT {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final List<String> PROGRAMS = List.of("php-fpm", "php-fpm8.4", "php-fpm8.3", "php-fpm8.2",
			"php-fpm8.1");

	private static final String SCRIPT = """
			<?php
			header('X-Method: ' . $_SERVER['REQUEST_METHOD']);
			header('X-Path: ' . ($_SERVER['PATH_INFO'] ?? ''), false);
			header('X-User: ' . ($_SERVER['REMOTE_USER'] ?? ''));
			setcookie('a', '1');
			setcookie('b', '2');
			switch ($_GET['do'] ?? '') {
			case 'body': echo strlen(file_get_contents('php://input')), ' ', md5(file_get_contents('php://input')); break;
			case 'form': echo $_POST['name']; break;
			case 'redirect': header('Location: /elsewhere'); break;
			case 'missing': http_response_code(404); echo 'not there'; break;
			case 'error': error_log('from PHP'); echo 'logged'; break;
			case 'large': for ($i = 0; $i < 2000; $i++) { echo str_repeat('x', 1000); } break;
			case 'stream': echo 'first'; ob_flush(); flush(); sleep(3); break;
			default: echo 'Hello from PHP';
			}
			""";

	@TempDir
	private static Path directory;

	private static ForegroundProcess php;

	private static GatewayClientHttpConnector connector;

	private static final List<String> errors = new CopyOnWriteArrayList<>();

	private static WebClient client;

	@BeforeAll
	static void start() throws IOException {
		Path program = require();
		Files.writeString(directory.resolve("test.php"), SCRIPT);
		Path socket = directory.resolve("php.sock");
		Path configuration = Files.writeString(directory.resolve("fpm.conf"), """
				[global]
				error_log = %1$s/error.log
				[www]
				listen = %2$s
				pm = static
				pm.max_children = 4
				catch_workers_output = no
				php_admin_value[log_errors] = on
				%3$s
				""".formatted(directory, socket, isRoot() ? "user = root\ngroup = root" : ""));
		List<String> command = Stream
			.of(program.toString(), "--nodaemonize", isRoot() ? "--allow-to-run-as-root" : "", "--fpm-config",
					configuration.toString())
			.filter((argument) -> !argument.isEmpty())
			.toList();
		php = ForegroundProcess.start(directory, List.of(UnixDomainSocketAddress.of(socket)), command);
		connector = GatewayClientHttpConnector.fastCgi("unix:" + socket)
			.scripts(directory.toString(), ".php")
			.maxConnections(4)
			.errorOutput(errors::add)
			.build();
		client = WebClient.builder().clientConnector(connector).baseUrl("http://www.example.org").build();
	}

	private static Path require() {
		Optional<Path> program = Stream.of((System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(":"))
			.flatMap((directory) -> PROGRAMS.stream().map((name) -> Path.of(directory, name)))
			.filter(Files::isExecutable)
			.findFirst();
		if (program.isEmpty()) {
			String message = "PHP-FPM is not installed (Debian, Ubuntu: apt-get install php-fpm)";
			assertThat(ContinuousIntegration.isActive()).as(message).isFalse();
			Assumptions.abort(message);
		}
		return program.get();
	}

	private static boolean isRoot() {
		return "root".equals(System.getProperty("user.name"));
	}

	@AfterAll
	static void stop() {
		if (connector != null) {
			connector.close();
		}
		if (php != null) {
			php.close();
		}
	}

	@Test
	void whenScriptIsAskedThenItAnswers() {
		ResponseEntity<String> response = get("");
		assertThat(response.getBody()).isEqualTo("Hello from PHP");
		assertThat(response.getHeaders().getContentType()).isNotNull();
		assertThat(response.getHeaders().get("Set-Cookie")).hasSize(2);
	}

	@Test
	void whenPathGoesOnThenItIsPathInfo() {
		ResponseEntity<String> response = client.get()
			.uri("/test.php/a/b")
			.attributes(ServerVariables.with((variables) -> variables.remoteUser("alice")))
			.retrieve()
			.toEntity(String.class)
			.block(PATIENCE);
		assertThat(response.getHeaders().getFirst("X-Path")).isEqualTo("/a/b");
		assertThat(response.getHeaders().getFirst("X-User")).isEqualTo("alice");
	}

	@Test
	void whenBodyIsSentThenScriptReadsIt() {
		Flux<byte[]> body = Flux.range(0, 500).map((number) -> new byte[1000]);
		assertThat(client.post()
			.uri("/test.php?do=body")
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.body(body, byte[].class)
			.retrieve()
			.bodyToMono(String.class)
			.block(PATIENCE)).startsWith("500000 ");
	}

	@Test
	void whenFormIsSentThenScriptReadsIt() {
		assertThat(client.post()
			.uri("/test.php?do=form")
			.body(BodyInserters.fromFormData("name", "Zoë"))
			.retrieve()
			.bodyToMono(String.class)
			.block(PATIENCE)).isEqualTo("Zoë");
	}

	@Test
	void whenScriptRedirectsThenStatusIs302() {
		assertThat(get("redirect").getStatusCode()).isEqualTo(HttpStatus.FOUND);
	}

	@Test
	void whenScriptFindsNothingThenStatusIs404() {
		ResponseEntity<String> response = get("missing");
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(response.getBody()).isEqualTo("not there");
	}

	@Test
	void whenThereIsNoScriptThenStatusIs404AndErrorIsPassedOn() {
		assertThat(client.get()
			.uri("/other.php")
			.exchangeToMono((response) -> response.toEntity(String.class))
			.block(PATIENCE)
			.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(errors).anySatisfy((line) -> assertThat(line).contains("Primary script unknown"));
	}

	@Test
	void whenScriptLogsThenLineIsPassedOn() {
		assertThat(get("error").getBody()).isEqualTo("logged");
		assertThat(errors).anySatisfy((line) -> assertThat(line).contains("from PHP"));
	}

	@Test
	void whenBodyIsLargeThenAllOfItArrives() {
		Long length = client.get()
			.uri("/test.php?do=large")
			.retrieve()
			.bodyToFlux(byte[].class)
			.reduce(0L, (sum, part) -> sum + part.length)
			.block(PATIENCE);
		assertThat(length).isEqualTo(2_000_000);
	}

	@Test
	void whenHeadIsAskedThenThereIsNoBody() {
		assertThat(client.head()
			.uri("/test.php?do=large")
			.retrieve()
			.toBodilessEntity()
			.block(PATIENCE)
			.getHeaders()
			.getFirst("X-Method")).isEqualTo("HEAD");
	}

	@Test
	void whenScriptStreamsThenFirstPartArrivesBeforeItsEnd() {
		long start = System.nanoTime();
		String first = client.get()
			.uri("/test.php?do=stream")
			.retrieve()
			.bodyToFlux(byte[].class)
			.map(String::new)
			.blockFirst(PATIENCE);
		assertThat(first).isEqualTo("first");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
	}

	@Test
	void whenMoreIsAskedThanThereAreProcessesThenAllIsAnswered() {
		List<String> answers = Flux.range(0, 40)
			.flatMap((number) -> client.get().uri("/test.php").retrieve().bodyToMono(String.class), 40)
			.collectList()
			.block(PATIENCE);
		assertThat(answers).hasSize(40).containsOnly("Hello from PHP");
	}

	private static ResponseEntity<String> get(String action) {
		return client.get()
			.uri("/test.php?do={action}", action)
			.exchangeToMono((response) -> response.toEntity(String.class))
			.block(PATIENCE);
	}

}
