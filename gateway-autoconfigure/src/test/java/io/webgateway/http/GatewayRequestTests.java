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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import io.webgateway.codec.MetaVariables;
import io.webgateway.http.HeaderPolicy.AmbiguousHeaders;
import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link GatewayRequest} can be had wherever an application handles requests.
 */
class GatewayRequestTests {

	private static WebFluxApplication application;

	private static GatewayDoor door;

	private static GatewayDoor doorWithBasePath;

	private static HttpDoor httpDoor;

	@BeforeAll
	static void openDoors() {
		application = WebFluxApplication.of(Application.class, InspectingController.class);
		door = GatewayDoor.open(GatewayProtocol.SCGI, trustingForwarded(application));
		doorWithBasePath = GatewayDoor.open(GatewayProtocol.SCGI, trustingForwarded(application.withBasePath("/base")));
		httpDoor = HttpDoor.open(application);
	}

	private static GatewayHttpHandlerAdapter trustingForwarded(HttpHandler handler) {
		return new GatewayHttpHandlerAdapter(handler, ContextPathResolver.gatewayVariable(), true,
				new HeaderPolicy(true, AmbiguousHeaders.KEEP));
	}

	@AfterAll
	static void closeDoors() {
		door.close();
		doorWithBasePath.close();
		httpDoor.close();
		application.close();
	}

	static List<String> places() {
		return List.of("/argument", "/variables", "/exchange", "/request", "/attribute", "/function",
				"/function-attribute", "/filter");
	}

	@ParameterizedTest
	@MethodSource("places")
	void whenRequestIsAsItCameThenGatewayRequestIsThere(String path) throws IOException {
		assertThat(send(door, RawRequest.get(path))).isEqualTo("test SCGI /var/www");
	}

	@ParameterizedTest
	@MethodSource("places")
	void whenApplicationHasBasePathThenGatewayRequestIsThere(String path) throws IOException {
		assertThat(send(doorWithBasePath, RawRequest.get("/base" + path))).isEqualTo("test SCGI /var/www");
	}

	@ParameterizedTest
	@MethodSource("places")
	void whenForwardedHeadersReplaceRequestThenGatewayRequestIsThere(String path) throws IOException {
		RawRequest request = RawRequest.get(path).header("X-Forwarded-Host", "other.example");
		assertThat(send(door, request)).isEqualTo("test SCGI /var/www");
		request = RawRequest.get("/base" + path).header("X-Forwarded-Host", "other.example");
		assertThat(send(doorWithBasePath, request)).isEqualTo("test SCGI /var/www");
	}

	@ParameterizedTest
	@MethodSource("places")
	void whenFiltersDecorateOrMutateRequestThenGatewayRequestIsThere(String path) throws IOException {
		for (String change : List.of("decorate", "mutate", "decorate mutate", "mutate decorate mutate")) {
			RawRequest request = RawRequest.get(path).header("X-Change", change);
			assertThat(send(door, request)).as(change).isEqualTo("test SCGI /var/www");
			request = RawRequest.get("/base" + path).header("X-Change", change);
			assertThat(send(doorWithBasePath, request)).as(change).isEqualTo("test SCGI /var/www");
		}
	}

	@ParameterizedTest
	@MethodSource("places")
	void whenRequestCameThroughHttpPortThenThereIsNone(String path) throws IOException {
		for (String change : List.of("", "decorate", "mutate", "decorate mutate")) {
			assertThat(httpDoor.send(RawRequest.get(path).header("X-Change", change)).text()).isEqualTo("none");
		}
	}

	@Test
	void whenThereIsNoFilterThenGatewayRequestIsThere() throws IOException {
		HttpHandler handler = (request, response) -> response.writeWith(SampleHandlers.mono(response,
				text(GatewayRequest.of(request)) + ", " + text(GatewayRequest.of(request.mutate().build()))));
		try (GatewayDoor door = GatewayDoor.open(GatewayProtocol.SCGI, handler)) {
			assertThat(send(door, RawRequest.get("/"))).isEqualTo("test SCGI /var/www, test SCGI /var/www");
		}
	}

	@Test
	void whenRequestIsMockThenItIsWhatTheTestSays() {
		MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
		assertThat(GatewayRequest.of(exchange.getRequest())).isNull();
		GatewayRequest request = new GatewayRequest("test", GatewayProtocol.SCGI, MetaVariables.empty());
		exchange.getAttributes().put(GatewayRequest.ATTRIBUTE, request);
		assertThat(GatewayRequest.of(exchange.getRequest())).isSameAs(request);
	}

	private static String send(GatewayDoor door, RawRequest request) throws IOException {
		List<Field> variables = new ArrayList<>(GatewayDoor.variablesOf(request));
		variables.add(new Field("DOCUMENT_ROOT", "/var/www"));
		return door.send(variables, null).text();
	}

	private static String text(@Nullable GatewayRequest request) {
		return (request != null)
				? request.listener() + " " + request.protocol() + " " + request.variables().get("DOCUMENT_ROOT")
				: "none";
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean(WebHttpHandlerBuilder.FORWARDED_HEADER_TRANSFORMER_BEAN_NAME)
		ForwardedHeaderTransformer forwardedHeaderTransformer() {
			return new ForwardedHeaderTransformer();
		}

		@Bean
		WebFilter changingFilter() {
			return (exchange, chain) -> {
				ServerHttpRequest request = exchange.getRequest();
				for (String change : request.getHeaders().getOrDefault("X-Change", List.of("")).get(0).split(" ")) {
					if (change.equals("decorate")) {
						request = new ServerHttpRequestDecorator(request);
					}
					else if (change.equals("mutate")) {
						request = request.mutate().header("X-Changed", "1").build();
					}
				}
				return chain.filter(exchange.mutate().request(request).build());
			};
		}

		@Bean
		WebFilter inspectingFilter() {
			return (exchange, chain) -> exchange.getRequest().getPath().value().endsWith("/filter") ? exchange
				.getResponse()
				.writeWith(SampleHandlers.mono(exchange.getResponse(), text(GatewayRequest.of(exchange.getRequest()))))
					: chain.filter(exchange);
		}

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route()
				.GET("/function",
						(request) -> ServerResponse.ok()
							.bodyValue(text(GatewayRequest.of(request.exchange().getRequest()))))
				.GET("/function-attribute",
						(request) -> ServerResponse.ok()
							.bodyValue(text((GatewayRequest) request.attribute(GatewayRequest.ATTRIBUTE).orElse(null))))
				.build();
		}

	}

	@Controller
	@ResponseBody
	static class InspectingController {

		@GetMapping("/argument")
		String argument(@Nullable GatewayRequest request) {
			return text(request);
		}

		@GetMapping("/variables")
		String variables(@Nullable MetaVariables variables) {
			return (variables != null) ? "test SCGI " + variables.get("DOCUMENT_ROOT") : "none";
		}

		@GetMapping("/exchange")
		String exchange(ServerWebExchange exchange) {
			return text(exchange.getAttribute(GatewayRequest.ATTRIBUTE));
		}

		@GetMapping("/request")
		String request(ServerHttpRequest request) {
			return text(GatewayRequest.of(request));
		}

		@GetMapping("/attribute")
		String attribute(@RequestAttribute(name = "io.webgateway.http.GatewayRequest",
				required = false) @Nullable GatewayRequest request) {
			return text(request);
		}

	}

}
