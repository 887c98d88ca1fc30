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

package io.webgateway.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import io.webgateway.http.HeaderPolicy.AmbiguousHeaders;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenerStatistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How forwarded header fields compose with what a web server says itself.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
class ForwardedHeadersTests {

	@Parameter
	private GatewayProtocol protocol;

	private static final HeaderPolicy TRUST = new HeaderPolicy(true, AmbiguousHeaders.KEEP);

	@Test
	void whenFieldsAreNotTrustedThenNobodySeesThem() throws IOException {
		RawRequest request = RawRequest.get("/app/x")
			.header("X-Forwarded-Proto", "https")
			.header("X-Forwarded-Host", "evil.example")
			.header("X-Forwarded-For", "192.0.2.7")
			.header("X-Forwarded-Prefix", "/outer")
			.header("Forwarded", "host=evil.example;proto=https;for=192.0.2.7");
		for (HttpHandler handler : List.of(new Mirror(), transforming())) {
			assertThat(send(HeaderPolicy.DEFAULTS, handler, request, "/app"))
				.contains("uri: http://www.example.org:8080/app/x\n")
				.contains("contextPath: /app\n")
				.contains("remoteAddress: 127.0.0.1\n")
				.doesNotContain("evil.example", "192.0.2.7", "/outer", "forwarded");
		}
	}

	@Test
	void whenFieldsAreTrustedButNotUsedThenTheyAreFields() throws IOException {
		RawRequest request = RawRequest.get("/x").header("X-Forwarded-Proto", "https");
		assertThat(send(TRUST, new Mirror(), request, "/app")).contains("uri: http://www.example.org:8080/x\n")
			.contains("x-forwarded-proto=[https]");
	}

	@Test
	void whenFieldsAreTrustedThenTheyReplaceWhatTheWebServerSays() throws IOException {
		RawRequest request = RawRequest.get("/app/x?y=%20z")
			.header("X-Forwarded-Proto", "https")
			.header("X-Forwarded-Host", "shop.example")
			.header("X-Forwarded-For", "192.0.2.7");
		assertThat(send(TRUST, transforming(), request, "/app")).contains("uri: https://shop.example/app/x?y=%20z\n")
			.contains("contextPath: /app\n")
			.contains("remoteAddress: 192.0.2.7\n")
			.doesNotContain("x-forwarded");
	}

	@Test
	void whenThereIsNoFieldThenWhatTheWebServerSaysHolds() throws IOException {
		assertThat(send(TRUST, transforming(), RawRequest.get("/app/x"), "/app"))
			.contains("uri: http://www.example.org:8080/app/x\n")
			.contains("contextPath: /app\n");
	}

	@Test
	void whenPrefixIsForwardedThenItReplacesTheMountPoint() throws IOException {
		RawRequest request = RawRequest.get("/app/x").header("X-Forwarded-Prefix", "/outer");
		assertThat(send(TRUST, transforming(), request, "/app")).contains("path: /outer/app/x\n")
			.contains("contextPath: /outer\n")
			.contains("pathWithinApplication: /app/x\n");
	}

	@Test
	void whenFieldIsNotValidThenRequestIsBad() throws IOException {
		try (GatewayDoor door = GatewayDoor.open(this.protocol, adapter(TRUST, transforming()))) {
			RawRequest request = RawRequest.get("/x").header("X-Forwarded-Port", "none");
			assertThat(door.send(request).status()).isEqualTo(400);
		}
	}

	private static GatewayHttpHandlerAdapter adapter(HeaderPolicy policy, HttpHandler handler) {
		return new GatewayHttpHandlerAdapter(handler, ContextPathResolver.gatewayVariable(), true, policy,
				new WebServerInstructions("test", new ListenerStatistics(), null, false));
	}

	private static HttpHandler transforming() {
		return WebHttpHandlerBuilder
			.webHandler((exchange) -> new Mirror().handle(exchange.getRequest(), exchange.getResponse()))
			.forwardedHeaderTransformer(new ForwardedHeaderTransformer())
			.build();
	}

	private String send(HeaderPolicy policy, HttpHandler handler, RawRequest request, String contextPath)
			throws IOException {
		List<Field> variables = new ArrayList<>(GatewayDoor.variablesOf(request));
		variables.add(new Field("GATEWAY_CONTEXT_PATH", contextPath));
		try (GatewayDoor door = GatewayDoor.open(this.protocol, adapter(policy, handler))) {
			return door.send(variables, null).text();
		}
	}

}
