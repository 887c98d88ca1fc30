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

package io.webgateway.autoconfigure.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplication.AbandonedRunException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.mock.env.MockEnvironment;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import io.webgateway.autoconfigure.InvalidListenerPropertyException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Doctor}, {@link DoctorEnvironmentPostProcessor} and
 * {@link GatewayDoctorAutoConfiguration}.
 */
class DoctorTests {

	private static final String KEY = "0123456789abcdef0123456789abcdef";

	private final MockEnvironment environment = new MockEnvironment().withProperty("gateway.doctor-key", KEY)
		.withProperty("gateway.doctor-idle", "0s");

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private int examine(String url) {
		this.environment.setProperty("gateway.doctor", url);
		return new Doctor(this.environment, new PrintStream(this.output, true, StandardCharsets.UTF_8)).examine();
	}

	private String output() {
		return this.output.toString(StandardCharsets.UTF_8);
	}

	private static DisposableServer application(String key) {
		DoctorKey doctorKey = new DoctorKey(key);
		HttpHandler notFound = (request, response) -> {
			response.setRawStatusCode(404);
			return response.setComplete();
		};
		HttpHandler handler = new ProbeHandler(notFound, new ProbeGate(doctorKey, Clock.systemUTC()),
				new ProbeAnswer(doctorKey, new Arrival(doctorKey, null)));
		return HttpServer.create().host("127.0.0.1").port(0).handle(new ReactorHttpHandlerAdapter(handler)).bindNow();
	}

	@Test
	void whenNothingIsInBetweenThenAllIsWell() {
		DisposableServer application = application(KEY);
		try {
			int exitCode = examine("http://127.0.0.1:" + application.port());
			assertThat(exitCode).as(output()).isEqualTo(Doctor.ALL_WELL);
			assertThat(output()).contains("it came through the HTTP port", "24 ok, 0 note, 0 lost").doesNotContain(KEY);
		}
		finally {
			application.disposeNow();
		}
	}

	@Test
	void whenKeyIsAnotherThenApplicationIsNotReached() {
		DisposableServer application = application(KEY.replace('0', '1'));
		try {
			assertThat(examine("http://127.0.0.1:" + application.port())).isEqualTo(Doctor.UNREACHABLE);
			assertThat(output()).contains("it has status 404", "does not have this 'gateway.doctor-key'");
		}
		finally {
			application.disposeNow();
		}
	}

	@Test
	void whenSomethingIsLostOnTheWayToHttpPortThenItIsNamedWithoutLine() {
		DisposableServer application = application(KEY);
		try {
			assertThat(examine("http://127.0.0.1:" + application.port() + "/shop/")).isEqualTo(Doctor.LOST);
			assertThat(output()).contains("LOST  mount point", "23 ok, 0 note, 1 lost").doesNotContain("to mend it");
		}
		finally {
			application.disposeNow();
		}
	}

	@Test
	void whenThereIsNoKeyThenNewOneIsShown() {
		this.environment.setProperty("gateway.doctor-key", "");
		assertThat(examine("http://127.0.0.1/")).isEqualTo(Doctor.UNREACHABLE);
		assertThat(output()).containsPattern("\ngateway:\n  doctor-key: [0-9a-f]{64}\n");
	}

	@Test
	void whenKeyIsTooShortThenThatIsSaid() {
		this.environment.setProperty("gateway.doctor-key", "short");
		assertThat(examine("http://127.0.0.1/")).isEqualTo(Doctor.UNREACHABLE);
		assertThat(output()).contains("5 characters");
	}

	@Test
	void whenNobodyListensThenThatIsSaid() throws IOException {
		int port;
		try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		assertThat(examine("http://127.0.0.1:" + port + "/")).isEqualTo(Doctor.UNREACHABLE);
		assertThat(output()).contains("No web server accepts connections for http://127.0.0.1:" + port + "/");
	}

	@ParameterizedTest
	@CsvSource({ "301,It leads to https://www.example.org/", "401,The web server asks for a password",
			"403,The web server forbids it", "502,The web server cannot reach the application",
			"200,leads this path to something else" })
	void whenSomethingElseAnswersThenItsStatusIsExplained(String status, String explanation) throws Exception {
		assertThat(examineAnswer("HTTP/1.1 " + status + " X\r\nLocation: https://www.example.org/\u001b[2J\r\n"
				+ "Content-Length: 2\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n\r\nOK"))
			.isEqualTo(Doctor.UNREACHABLE);
		assertThat(output()).contains("it has status " + status, explanation, "The clock of the web server differs")
			.doesNotContain("\u001b");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 x\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9" })
	void whenAnswerIsNoneThenThatIsSaid(String answer) throws Exception {
		assertThat(examineAnswer(answer)).isEqualTo(Doctor.UNREACHABLE);
		assertThat(output()).contains("There is no answer from");
	}

	private int examineAnswer(String answer) throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
			CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
				try (Socket connection = socket.accept()) {
					connection.getInputStream().read(new byte[4096]);
					connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			});
			int exitCode = examine("http://127.0.0.1:" + socket.getLocalPort() + "/");
			answered.join();
			return exitCode;
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "www.example.org", "ftp://www.example.org/", "https:///", "https://a b/",
			"https://www.example.org/?a", "https://www.example.org/#a" })
	void whenUrlIsOfNoUseThenThatIsSaid(String url) {
		assertThat(examine(url)).isEqualTo(Doctor.UNREACHABLE);
		assertThat(output()).contains("'gateway.doctor' has to be the URL by which browsers know the application");
	}

	@ParameterizedTest
	@CsvSource({ "gateway.doctor-idle,16m", "gateway.doctor-idle,soon", "gateway.doctor-upload,3GB",
			"gateway.doctor-upload,much", "gateway.doctor-connect,/" })
	void whenOptionIsOfNoUseThenThatIsSaid(String property, String value) {
		this.environment.setProperty(property, value);
		assertThat(examine("http://127.0.0.1/")).isEqualTo(Doctor.UNREACHABLE);
		assertThat(output()).contains("'" + property + "'");
	}

	@Test
	void whenUrlHasNoPortThenOriginHasNoneEither() {
		assertThat(options("HTTPS://www.example.org:443/shop").origin()).isEqualTo("https://www.example.org");
		assertThat(options("http://www.example.org:8080").origin()).isEqualTo("http://www.example.org:8080");
		assertThat(options("https://www.example.org/shop").mountPoint()).isEqualTo("/shop");
		assertThat(options("https://www.example.org").mountPoint()).isEmpty();
		assertThat(options("https://user:p%40ss@www.example.org/").authorization()).isEqualTo("Basic dXNlcjpwQHNz");
	}

	private DoctorOptions options(String url) {
		return DoctorOptions.in(this.environment.withProperty("gateway.doctor", url));
	}

	@Test
	void whenNobodyAsksForDoctorThenApplicationStarts() {
		List<Integer> exitCodes = new ArrayList<>();
		new DoctorEnvironmentPostProcessor(exitCodes::add).postProcessEnvironment(this.environment,
				new SpringApplication());
		assertThat(exitCodes).isEmpty();
	}

	@Test
	void whenDoctorIsAskedForThenApplicationDoesNotStart() {
		List<Integer> exitCodes = new ArrayList<>();
		this.environment.setProperty("gateway.doctor", "nonsense");
		assertThatExceptionOfType(AbandonedRunException.class)
			.isThrownBy(() -> new DoctorEnvironmentPostProcessor(exitCodes::add)
				.postProcessEnvironment(this.environment, new SpringApplication()));
		assertThat(exitCodes).containsExactly(Doctor.UNREACHABLE);
	}

	@Test
	void whenThereIsKeyThenApplicationAnswersProbes() {
		ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(GatewayDoctorAutoConfiguration.class));
		HttpHandler handler = (request, response) -> Mono.empty();
		runner.run((context) -> assertThat(context).doesNotHaveBean(HttpHandlerDecoratorFactory.class));
		runner.withPropertyValues("gateway.doctor-key=")
			.run((context) -> assertThat(context.getBean(HttpHandlerDecoratorFactory.class).apply(handler))
				.isSameAs(handler));
		runner.withPropertyValues("gateway.doctor-key=" + KEY)
			.run((context) -> assertThat(context.getBean(HttpHandlerDecoratorFactory.class).apply(handler))
				.isInstanceOf(ProbeHandler.class));
		runner.withPropertyValues("gateway.doctor-key=short")
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(InvalidListenerPropertyException.class));
	}

}
