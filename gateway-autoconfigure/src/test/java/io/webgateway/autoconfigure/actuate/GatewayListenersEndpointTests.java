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
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.MethodMode;
import org.springframework.test.web.reactive.server.WebTestClient;

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
				"management.endpoint.gatewaylisteners.access=unrestricted" })
class GatewayListenersEndpointTests {

	@LocalServerPort
	private int port;

	@Autowired
	private GatewayListener fastcgiGatewayListener;

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
			.jsonPath("$.connections.limit")
			.isEqualTo(8192)
			.jsonPath("$.requests.active")
			.isEqualTo(0)
			.jsonPath("$.requests.total")
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

	}

}
