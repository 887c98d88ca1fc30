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

package io.webgateway.test.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.env.Environment;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.webgateway.client.BrokenResponseException;
import io.webgateway.client.ResponseTimeoutException;
import io.webgateway.client.ServerVariables;
import io.webgateway.server.GatewayListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AutoConfigureGatewayTestClient} and what comes with it.
 */
@SpringBootTest(classes = TestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureGatewayTestClient
class GatewayTestClientTests {

	private static final int LARGE = 3_000_000;

	@LocalGatewayPort("scgi")
	private int scgiPort;

	@Autowired
	private GatewayTestClients clients;

	@Autowired
	private Environment environment;

	@Autowired
	private List<GatewayListener> listeners;

	@Test
	void whenClientIsInjectedThenItTalksToTheListener(@Autowired WebTestClient client) {
		client.get()
			.uri("/request")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.protocol")
			.isEqualTo("FastCGI");
	}

	@Test
	void whenPortIsWantedThenFieldsAndParametersHaveIt(@LocalGatewayPort("ajp") int ajpPort) {
		assertThat(this.scgiPort).isEqualTo(this.environment.getProperty("local.gateway.scgi.port", Integer.class))
			.isPositive();
		assertThat(ajpPort).isEqualTo(this.environment.getProperty("local.gateway.ajp.port", Integer.class))
			.isPositive()
			.isNotEqualTo(this.scgiPort);
	}

	@GatewayProtocolTest
	void whenRequestIsSentThenApplicationSeesAllOfIt(WebTestClient client) {
		client.get()
			.uri(URI.create("http://www.example.org:8123/app/request?a=%2F%20b"))
			.header("X", "1")
			.cookie("c", "1")
			.cookie("d", "2")
			.attributes(ServerVariables.with((variables) -> variables.contextPath("/app")
				.set("REMOTE_ADDR", "203.0.113.7")
				.set("HTTPS", "on")
				.set("REQUEST_SCHEME", "https")))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.uri")
			.isEqualTo("https://www.example.org:8123/app/request?a=%2F%20b")
			.jsonPath("$.contextPath")
			.isEqualTo("/app")
			.jsonPath("$.remote")
			.isEqualTo("203.0.113.7")
			.jsonPath("$.x[0]")
			.isEqualTo("1")
			.jsonPath("$.cookies.length()")
			.isEqualTo(2);
	}

	@GatewayProtocolTest
	void whenBodyIsSentThenItComesBack(WebTestClient client) {
		byte[] body = new byte[LARGE];
		new Random(7).nextBytes(body);
		client.mutate()
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(LARGE))
			.build()
			.post()
			.uri("/echo")
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.accept(MediaType.APPLICATION_OCTET_STREAM)
			.bodyValue(body)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(byte[].class)
			.isEqualTo(body);
	}

	@GatewayProtocolTest
	void whenLengthOfBodyIsNotKnownThenItComesBack(WebTestClient client) {
		client.post()
			.uri("/echo")
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.accept(MediaType.APPLICATION_OCTET_STREAM)
			.body(Flux.range(0, 100).map((number) -> TestApplication.PART.getBytes(StandardCharsets.UTF_8)),
					byte[].class)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(byte[].class)
			.isEqualTo(TestApplication.PART.repeat(100).getBytes(StandardCharsets.UTF_8));
	}

	@GatewayProtocolTest
	void whenResponseHasNoBodyThenNothingIsWaitedFor(WebTestClient client) {
		client.head()
			.uri("/hello")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentLength(5)
			.expectBody()
			.isEmpty();
		client.delete().uri("/nothing").exchange().expectStatus().isNoContent().expectBody().isEmpty();
	}

	@GatewayProtocolTest
	void whenResponseHasCookiesThenEachIsThere(WebTestClient client) {
		client.get()
			.uri("/cookies")
			.exchange()
			.expectStatus()
			.isFound()
			.expectHeader()
			.location("/hello")
			.expectCookie()
			.valueEquals("a", "1")
			.expectCookie()
			.httpOnly("a", true)
			.expectCookie()
			.sameSite("a", "Lax")
			.expectCookie()
			.path("b", "/x");
	}

	@GatewayProtocolTest
	void whenResponseBreaksThenReadingFails(WebTestClient client) {
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> client.get().uri("/broken").exchange().expectBody().returnResult())
			.withRootCauseInstanceOf(IOException.class);
	}

	@GatewayProtocolTest
	void whenRequestArrivesInPiecesThenItIsUnderstood(WebTestClient client) {
		// The same as in one piece, so the client of the run is left alone
		for (GatewayListener listener : this.listeners) {
			this.clients
				.webTestClient(listener.getName(), (connector) -> connector.connectionCustomizer(Faults.fragments(1)))
				.post()
				.uri("/echo")
				.contentType(MediaType.TEXT_PLAIN)
				.bodyValue("in pieces")
				.exchange()
				.expectBody(String.class)
				.isEqualTo("in pieces");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "fastcgi", "scgi", "uwsgi", "ajp" })
	void whenRequestDripsThenItIsAnswered(String listener) {
		this.clients
			.webTestClient(listener,
					(connector) -> connector.connectionCustomizer(Faults.drip(200, Duration.ofMillis(10))))
			.get()
			.uri("/hello")
			.exchange()
			.expectBody(String.class)
			.isEqualTo("Hello");
	}

	@ParameterizedTest
	@ValueSource(strings = { "fastcgi", "scgi", "uwsgi", "ajp" })
	void whenRequestIsBrokenOffThenThereIsNoResponse(String listener) {
		WebTestClient client = this.clients.webTestClient(listener,
				(connector) -> connector.connectionCustomizer(Faults.abortAfter(100)));
		assertThatExceptionOfType(WebClientRequestException.class)
			.isThrownBy(() -> client.get().uri("/hello").exchange())
			.withRootCauseInstanceOf(BrokenResponseException.class);
		this.clients.webTestClient(listener).get().uri("/hello").exchange().expectStatus().isOk();
	}

	@ParameterizedTest
	@ValueSource(strings = { "fastcgi", "scgi", "uwsgi", "ajp" })
	void whenReaderLeavesThenApplicationIsTold(String listener) {
		String id = UUID.randomUUID().toString();
		WebClient client = webClient(listener);
		List<String> parts = client.get().uri("/endless/" + id).retrieve().bodyToFlux(DataBuffer.class).map((data) -> {
			DataBufferUtils.release(data);
			return "part";
		}).take(3).collectList().block(Duration.ofSeconds(10));
		assertThat(parts).hasSize(3);
		assertThat(
				client.get().uri("/cancelled/" + id).retrieve().bodyToMono(String.class).block(Duration.ofSeconds(10)))
			.isEqualTo(id);
	}

	@ParameterizedTest
	@ValueSource(strings = { "fastcgi", "scgi", "uwsgi", "ajp" })
	void whenNobodyReadsBodyThenConnectionsGoOnAndNothingLeaks(String listener) {
		WebTestClient client = this.clients.webTestClient(listener);
		for (int i = 0; i < 20; i++) {
			client.get().uri("/large/100").exchange().expectStatus().isOk();
		}
		client.get().uri("/hello").exchange().expectBody(String.class).isEqualTo("Hello");
	}

	@ParameterizedTest
	@ValueSource(strings = { "fastcgi", "scgi", "uwsgi", "ajp" })
	void whenApplicationRefusesLargeBodyThenItsAnswerArrives(String listener) {
		Flux<DataBuffer> body = Flux.range(0, 2000)
			.map((number) -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[1000]));
		assertThat(webClient(listener).post()
			.uri("/refuse")
			.contentLength(2_000_000)
			.body(body, DataBuffer.class)
			.exchangeToMono((response) -> response.releaseBody().thenReturn(response.statusCode()))
			.block(Duration.ofSeconds(10))).isEqualTo(HttpStatus.FORBIDDEN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "fastcgi", "ajp" })
	void whenConnectionIsKeptThenNextRequestUsesIt(String name) {
		WebClient client = WebClient.builder()
			.clientConnector(this.clients.connector(name, (connector) -> connector.maxConnections(1)))
			.build();
		GatewayListener listener = listener(name);
		long before = listener.getStatistics().getAcceptedConnections();
		for (int i = 0; i < 5; i++) {
			assertThat(client.get().uri("/hello").retrieve().bodyToMono(String.class).block()).isEqualTo("Hello");
		}
		assertThat(listener.getStatistics().getAcceptedConnections() - before).isOne();
	}

	@Test
	void whenConnectionsAreNotKeptThenEachRequestHasItsOwn() {
		WebClient client = WebClient.builder()
			.clientConnector(this.clients.connector("fastcgi", (connector) -> connector.keepAlive(false)))
			.build();
		long before = listener("fastcgi").getStatistics().getAcceptedConnections();
		for (int i = 0; i < 3; i++) {
			assertThat(client.get().uri("/hello").retrieve().bodyToMono(String.class).block()).isEqualTo("Hello");
		}
		assertThat(listener("fastcgi").getStatistics().getAcceptedConnections() - before).isEqualTo(3);
	}

	@Test
	void whenConnectionIsAskedByPingThenNextRequestUsesIt() {
		WebClient client = WebClient.builder()
			.clientConnector(this.clients.connector("ajp", (connector) -> connector.ping(true).maxConnections(1)))
			.build();
		long before = listener("ajp").getStatistics().getAcceptedConnections();
		for (int i = 0; i < 3; i++) {
			assertThat(client.get().uri("/hello").retrieve().bodyToMono(String.class).block()).isEqualTo("Hello");
		}
		assertThat(listener("ajp").getStatistics().getAcceptedConnections() - before).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "fastcgi", "scgi", "uwsgi", "ajp" })
	void whenApplicationTakesTooLongThenRequestFails(String listener) {
		WebClient client = WebClient.builder()
			.clientConnector(
					this.clients.connector(listener, (connector) -> connector.responseTimeout(Duration.ofMillis(100))))
			.build();
		assertThatExceptionOfType(WebClientRequestException.class)
			.isThrownBy(() -> client.get().uri("/never").retrieve().toBodilessEntity().block())
			.withCauseInstanceOf(ResponseTimeoutException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "fastcgi", "scgi", "uwsgi", "ajp" })
	void whenSubscriberIsSlowThenBodyWaits(String listener) {
		Long length = webClient(listener).get()
			.uri("/large/2000")
			.retrieve()
			.bodyToFlux(DataBuffer.class)
			.concatMap((data) -> Mono.just(release(data)).delayElement(Duration.ofNanos(1)), 1)
			.reduce(0L, Long::sum)
			.block(Duration.ofSeconds(20));
		assertThat(length).isEqualTo(2_000_000);
	}

	private static long release(DataBuffer data) {
		int length = data.readableByteCount();
		DataBufferUtils.release(data);
		return length;
	}

	@Test
	void whenListenerIsMissingThenMessageSaysWhatToDo() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.clients.webTestClient("other").get().uri("/").exchange())
			.withMessageContaining("@AutoConfigureGatewayTestClient(listeners");
	}

	@GatewayProtocolTest
	void whenRunIsForListenerThenClientTalksToIt(WebTestClient client) {
		Map<String, Object> request = client.get()
			.uri("/request")
			.exchange()
			.expectBody(new ParameterizedTypeReference<Map<String, Object>>() {
			})
			.returnResult()
			.getResponseBody();
		assertThat(request).containsKey("protocol");
	}

	private WebClient webClient(String listener) {
		return WebClient.builder().clientConnector(this.clients.connector(listener)).build();
	}

	private GatewayListener listener(String name) {
		return this.listeners.stream().filter((listener) -> listener.getName().equals(name)).findAny().orElseThrow();
	}

}
