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

package io.webgateway.autoconfigure.actuate;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.MethodMode;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link GatewayListenersEndpoint} and the health of listeners.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.main.web-application-type=reactive", "gateway.listeners.fastcgi.bind=0",
				"gateway.listeners.partner.protocol=scgi", "gateway.listeners.partner.bind=0",
				"gateway.listeners.partner.max-connections=7", "management.endpoints.web.exposure.include=*",
				"management.endpoint.health.show-details=always",
				"management.endpoint.gatewaylisteners.access=unrestricted", "management.info.gateway.enabled=true" })
class GatewayListenersEndpointTests {

	@LocalServerPort
	private int port;

	@Autowired
	private GatewayListener fastcgiGatewayListener;

	@Autowired
	private GatewayListener partnerGatewayListener;

	@Test
	void whenReadThenAllListenersAreShown() {
		client().get()
			.uri("/actuator/gatewaylisteners")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.listeners.length()")
			.isEqualTo(2)
			.jsonPath("$.listeners.fastcgi.protocol")
			.isEqualTo("FastCGI")
			.jsonPath("$.listeners.partner.protocol")
			.isEqualTo("SCGI");
	}

	@Test
	void whenListenerIsReadThenItIsShown() throws IOException {
		InetSocketAddress address = (InetSocketAddress) this.fastcgiGatewayListener.getLocalAddress();
		try (Socket connection = new Socket(address.getAddress(), address.getPort())) {
			Awaitility.await().until(() -> this.fastcgiGatewayListener.getStatistics().getConnections() == 1);
			connection.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
			assertThat(connection.getInputStream().readAllBytes()).isNotNull();
		}
		client().get()
			.uri("/actuator/gatewaylisteners/fastcgi")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.bind")
			.isEqualTo("127.0.0.1:0")
			.jsonPath("$.address")
			.isEqualTo("127.0.0.1:" + address.getPort())
			.jsonPath("$.state")
			.isEqualTo("RUNNING")
			.jsonPath("$.paused")
			.isEqualTo(false)
			.jsonPath("$.connections.accepted")
			.isEqualTo(1)
			.jsonPath("$.connections.waiting")
			.isEqualTo(0)
			.jsonPath("$.connections.waitingLimit")
			.isNumber()
			.jsonPath("$.connections.limit")
			.isEqualTo(8192)
			.jsonPath("$.requests.active")
			.isEqualTo(0)
			.jsonPath("$.requests.inProgress.length()")
			.isEqualTo(0)
			.jsonPath("$.requests.total")
			.isEqualTo(0)
			.jsonPath("$.failures.length()")
			.isEqualTo(0)
			.jsonPath("$.malformed")
			.isEqualTo(1)
			.jsonPath("$.otherProtocols.http")
			.isEqualTo(1)
			.jsonPath("$.otherProtocols.length()")
			.isEqualTo(1)
			.jsonPath("$.limitsReached.length()")
			.isEqualTo(0)
			.jsonPath("$.distrusted.length()")
			.isEqualTo(0);
	}

	@Test
	void whileRequestIsInProgressThenItIsShownWithoutSecrets() throws IOException {
		InetSocketAddress address = (InetSocketAddress) this.partnerGatewayListener.getLocalAddress();
		long failures = failures("aborted");
		try (Socket connection = new Socket(address.getAddress(), address.getPort())) {
			connection.getOutputStream()
				.write(scgi("CONTENT_LENGTH", "7", "SCGI", "1", "REQUEST_METHOD", "POST", "REQUEST_URI",
						"/held;jsessionid=s3cret/request?token=s3cret", "HTTP_HOST", "shop.example"));
			Awaitility.await()
				.until(() -> this.partnerGatewayListener.getStatistics().getActiveRequests() == 1
						&& inProgress().contains("\"awaits\":\"REQUEST_BODY\""));
			assertThat(inProgress()).doesNotContain("s3cret");
			client().get()
				.uri("/actuator/gatewaylisteners/partner")
				.exchange()
				.expectBody()
				.jsonPath("$.requests.active")
				.isEqualTo(1)
				.jsonPath("$.requests.inProgress[0].id")
				.value((id) -> assertThat(id.toString()).matches("[0-9a-f]{8}-1"))
				.jsonPath("$.requests.inProgress[0].method")
				.isEqualTo("POST")
				.jsonPath("$.requests.inProgress[0].path")
				.isEqualTo("/held/request")
				.jsonPath("$.requests.inProgress[0].age")
				.value((age) -> assertThat(Duration.parse(age.toString())).isPositive())
				.jsonPath("$.requests.inProgress[0].contentLength")
				.isEqualTo(7)
				.jsonPath("$.requests.inProgress[0].received")
				.isEqualTo(0);
		}
		Awaitility.await().until(() -> failures("aborted") == failures + 1);
		assertThat(inProgress()).doesNotContain("REQUEST_BODY");
	}

	private String inProgress() {
		return body("/actuator/gatewaylisteners/partner");
	}

	private long failures(String outcome) {
		return new JsonMapper().readTree(body("/actuator/gatewaylisteners/partner"))
			.path("failures")
			.path(outcome)
			.asLong(0);
	}

	private String body(String uri) {
		return new String(
				client().get().uri(uri).exchange().expectStatus().isOk().expectBody().returnResult().getResponseBody());
	}

	private static byte[] scgi(String... namesAndValues) {
		String head = String.join("\0", namesAndValues) + "\0";
		return (head.length() + ":" + head + ",").getBytes(StandardCharsets.ISO_8859_1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			-                 | text/plain;charset=UTF-8 | pool:                 fastcgi
			?full             | text/plain;charset=UTF-8 | process manager:      static
			?json             | application/json         | "pool":"fastcgi","process manager":"static","start time":
			?json&full        | application/json         | "processes":[
			?json=1&full=1    | application/json         | "processes":[
			?xml              | text/xml;charset=UTF-8   | <pool>fastcgi</pool>
			?html&full        | text/html;charset=UTF-8  | <tr><th>pool</th><td>fastcgi</td></tr>
			?openmetrics      | application/openmetrics-text;version=1.0.0;charset=utf-8 | phpfpm_total_processes 8192
			""")
	void statusOfPhpFpmIsInTheFormatThatIsAskedFor(@Nullable String query, String contentType, String excerpt) {
		EntityExchangeResult<byte[]> result = client().get()
			.uri("/actuator/gatewaylisteners/fastcgi/php-fpm" + ((query != null) ? query : ""))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.returnResult();
		assertThat(result.getResponseHeaders().getFirst("Content-Type")).isEqualTo(contentType);
		assertThat(new String(result.getResponseBody())).contains(excerpt);
	}

	@Test
	void whenScrapedByPrometheusThenStatusOfPhpFpmIsAccepted() {
		client().get()
			.uri("/actuator/gatewaylisteners/fastcgi/php-fpm?openmetrics")
			.header("Accept",
					"application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((page) -> assertThat(page).endsWith("# EOF\n"));
	}

	@Test
	void statsOfUwsgiAreJson() {
		client().get()
			.uri("/actuator/gatewaylisteners/partner/uwsgi")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals("Content-Type", "application/json")
			.expectBody()
			.jsonPath("$.sockets[0].name")
			.isEqualTo("127.0.0.1:0")
			.jsonPath("$.sockets[0].proto")
			.isEqualTo("scgi")
			.jsonPath("$.workers[0].accepting")
			.isEqualTo(1);
	}

	@Test
	void whenThereIsNoSuchStatusThenItIsRefused() {
		client().get().uri("/actuator/gatewaylisteners/fastcgi/passenger").exchange().expectStatus().isBadRequest();
		client().get().uri("/actuator/gatewaylisteners/scgi/php-fpm").exchange().expectStatus().isNotFound();
	}

	@Test
	void infoTellsOfListeners() {
		client().get().uri("/actuator/info").exchange().expectBody().json("""
				{ "gateway": { "listeners": {
					"fastcgi": { "protocol": "FastCGI", "bind": "127.0.0.1:0" },
					"partner": { "protocol": "SCGI", "bind": "127.0.0.1:0" } } } }""");
	}

	@Test
	void whenThereIsNoSuchListenerThenItIsNotFound() {
		client().get().uri("/actuator/gatewaylisteners/scgi").exchange().expectStatus().isNotFound();
		control("scgi", "pause").expectStatus().isBadRequest();
	}

	@Test
	void whenActionIsUnknownThenItIsBadRequest() {
		control("fastcgi", "stop").expectStatus().isBadRequest();
		assertThat(this.fastcgiGatewayListener.getState()).isEqualTo(State.RUNNING);
	}

	@Test
	@DirtiesContext(methodMode = MethodMode.AFTER_METHOD)
	void whenListenerIsPausedThenItRefusesConnectionsUntilItIsResumed() throws IOException {
		InetSocketAddress address = (InetSocketAddress) this.fastcgiGatewayListener.getLocalAddress();
		assertThat(readiness()).isEqualTo(200);
		control("fastcgi", "pause").expectStatus().isOk().expectBody().jsonPath("$.paused").isEqualTo(true);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(address));
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.until(() -> this.fastcgiGatewayListener.getState() == State.STOPPED);
		assertThat(readiness()).isEqualTo(503);
		client().get()
			.uri("/actuator/health/gatewaylisteners")
			.exchange()
			.expectBody()
			.jsonPath("$.status")
			.isEqualTo("OUT_OF_SERVICE")
			.jsonPath("$.details.fastcgi")
			.isEqualTo("PAUSED")
			.jsonPath("$.details.partner")
			.isEqualTo("RUNNING");
		control("fastcgi", "resume").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.paused")
			.isEqualTo(false)
			.jsonPath("$.state")
			.isEqualTo("RUNNING");
		assertThat(readiness()).isEqualTo(200);
		connect((InetSocketAddress) this.fastcgiGatewayListener.getLocalAddress());
	}

	private static void connect(InetSocketAddress address) throws IOException {
		try (Socket connection = new Socket(address.getAddress(), address.getPort())) {
			assertThat(connection.isConnected()).isTrue();
		}
	}

	private int readiness() {
		return client().get().uri("/actuator/health/readiness").exchange().returnResult(Void.class).getStatus().value();
	}

	private WebTestClient.ResponseSpec control(String listener, String action) {
		return client().post()
			.uri("/actuator/gatewaylisteners/" + listener)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(Map.of("action", action))
			.exchange();
	}

	private WebTestClient client() {
		return WebTestClient.bindToServer(new JdkClientHttpConnector())
			.baseUrl("http://localhost:" + this.port)
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		RouterFunction<ServerResponse> held() {
			return RouterFunctions.route()
				.POST("/held/request",
						(request) -> request.bodyToMono(String.class).flatMap(ServerResponse.ok()::bodyValue))
				.build();
		}

	}

}
