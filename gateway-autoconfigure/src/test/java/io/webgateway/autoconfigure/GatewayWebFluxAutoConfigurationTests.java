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
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.webgateway.codec.MetaVariables;
import io.webgateway.http.GatewayRequest;
import io.webgateway.server.GatewayListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GatewayWebFluxAutoConfiguration}.
 */
class GatewayWebFluxAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class, GatewayWebFluxAutoConfiguration.class,
				NettyReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
				WebFluxAutoConfiguration.class))
		.withBean(RequestController.class)
		.withPropertyValues("server.port=0", "spring.reactor.netty.shutdown-quiet-period=0s",
				"gateway.listeners.partner.protocol=scgi", "gateway.listeners.partner.bind=0");

	@Test
	void whenRequestComesThroughListenerThenControllerGetsItAndItsVariables() {
		this.contextRunner.run((context) -> assertThat(scgi(context.getBean(GatewayListener.class), "/request"))
			.startsWith("Status: 200 ")
			.endsWith("partner SCGI"));
		this.contextRunner.run((context) -> assertThat(scgi(context.getBean(GatewayListener.class), "/variables"))
			.startsWith("Status: 200 ")
			.endsWith("DOCUMENT_ROOT is /var/www"));
	}

	@Test
	void whenPathHasDotSegmentThenRequestIsRefusedUnlessAllowed() {
		this.contextRunner
			.run((context) -> assertThat(scgi(context.getBean(GatewayListener.class), "/public/%2e%2e/request"))
				.startsWith("Status: 400 "));
		this.contextRunner.withPropertyValues("gateway.listeners.partner.reject-dot-segments=false")
			.run((context) -> assertThat(scgi(context.getBean(GatewayListener.class), "/public/%2e%2e/request"))
				.startsWith("Status: 404 "));
	}

	@Test
	void whenForwardedHeadersAreAppliedThenControllerStillGetsRequestOfListener() {
		this.contextRunner
			.withPropertyValues("server.forward-headers-strategy=framework",
					"gateway.listeners.partner.trust-forwarded-headers=true")
			.run((context) -> assertThat(scgi(context.getBean(GatewayListener.class), "/request"))
				.endsWith("partner SCGI"));
	}

	@Test
	void whenRequestComesThroughHttpPortThenControllerGetsNeither() {
		this.contextRunner.run((context) -> {
			int port = context.getSourceApplicationContext(AnnotationConfigReactiveWebServerApplicationContext.class)
				.getWebServer()
				.getPort();
			WebTestClient client = WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
			client.get().uri("/request").exchange().expectBody(String.class).isEqualTo("no gateway");
			client.get().uri("/variables").exchange().expectBody(String.class).isEqualTo("no variables");
		});
	}

	private static String scgi(GatewayListener listener, String path) throws IOException {
		String head = String.join("\0", "CONTENT_LENGTH", "0", "SCGI", "1", "REQUEST_METHOD", "GET", "REQUEST_URI",
				path, "SERVER_NAME", "localhost", "SERVER_PORT", "80", "SERVER_PROTOCOL", "HTTP/1.1", "DOCUMENT_ROOT",
				"/var/www", "HTTP_HOST", "localhost", "HTTP_X_FORWARDED_FOR", "192.0.2.1", "");
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.getPort())) {
			socket.getOutputStream().write((head.length() + ":" + head + ",").getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	@RestController
	static class RequestController {

		@GetMapping("/request")
		String request(@Nullable GatewayRequest request) {
			return (request != null) ? request.listener() + " " + request.protocol() : "no gateway";
		}

		@GetMapping("/variables")
		String variables(@Nullable MetaVariables variables) {
			return (variables != null) ? "DOCUMENT_ROOT is " + variables.get("DOCUMENT_ROOT") : "no variables";
		}

	}

}
