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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code http.server.requests} tells of requests through a gateway listener.
 */
@ParameterizedClass
@EnumSource
class ObservationTests {

	@Parameter
	private GatewayProtocol protocol;

	@Test
	void statusAndRouteAreObserved() throws Exception {
		assertThat(observe(RawRequest.get("/greet/a"))).isEqualTo("http.server.requests GET /greet/{name} 200 SUCCESS");
		assertThat(observe(RawRequest.get("/status/418")))
			.isEqualTo("http.server.requests GET /status/{status} 418 CLIENT_ERROR");
		assertThat(observe(RawRequest.get("/nowhere"))).endsWith(" 404 CLIENT_ERROR");
		assertThat(observe(RawRequest.get("/error"))).endsWith(" 500 SERVER_ERROR");
		assertThat(observe(RawRequest.of("BAZ", "/greet/a"))).endsWith(" 404 CLIENT_ERROR");
	}

	@Test
	void whenNoStatusIsSetThen200IsObserved() throws Exception {
		assertThat(observe(RawRequest.get("/empty"))).isEqualTo("http.server.requests GET /empty 200 SUCCESS");
	}

	@Test
	void whenHeadCannotBeSentThen500IsObserved() throws Exception {
		assertThat(observe(RawRequest.get("/cookie"))).endsWith(" 500 SERVER_ERROR");
	}

	@Test
	void whenApplicationIsMountedThenRouteIsThatBelowTheMountPointAndPathTheWhole() throws Exception {
		List<Field> variables = new ArrayList<>(GatewayDoor.variablesOf(RawRequest.get("/app/greet/a")));
		variables.add(new Field("GATEWAY_CONTEXT_PATH", "/app"));
		try (Application application = new Application(); GatewayDoor door = application.open(this.protocol)) {
			assertThat(door.send(variables, null).text()).isEqualTo("hello a");
			ServerRequestObservationContext context = application.await();
			assertThat(text(context)).isEqualTo("http.server.requests GET /greet/{name} 200 SUCCESS");
			assertThat(context.getHighCardinalityKeyValue("http.url").getValue()).isEqualTo("/app/greet/a");
			assertThat(context.getCarrier().getPath().contextPath().value()).isEqualTo("/app");
		}
	}

	@Test
	void whenWebServerHangsUpThenThatIsObserved() throws Exception {
		try (Application application = new Application(); GatewayDoor door = application.open(this.protocol)) {
			try (GatewayClient client = door.connect()) {
				client.sendHead(GatewayDoor.variablesOf(RawRequest.get("/never")));
				client.endContent();
				application.routes.never.get(10, TimeUnit.SECONDS);
			}
			ServerRequestObservationContext context = application.await();
			assertThat(context.isConnectionAborted()).isTrue();
			assertThat(text(context)).isEqualTo("http.server.requests GET /never UNKNOWN UNKNOWN");
		}
	}

	@Test
	void whenRequestIsBadThenApplicationDoesNotObserveIt() throws Exception {
		try (Application application = new Application(); GatewayDoor door = application.open(this.protocol)) {
			assertThat(door.send(RawRequest.get("/%zz")).status()).isEqualTo(400);
			assertThat(door.send(RawRequest.get("/empty")).status()).isEqualTo(200);
			assertThat(text(application.await())).contains("/empty");
		}
	}

	private String observe(RawRequest request) throws Exception {
		try (Application application = new Application(); GatewayDoor door = application.open(this.protocol)) {
			door.send(request);
			return text(application.await());
		}
	}

	private static String text(ServerRequestObservationContext context) {
		return context.getName() + " " + value(context, "method") + " " + value(context, "uri") + " "
				+ value(context, "status") + " " + value(context, "outcome");
	}

	private static String value(Observation.Context context, String key) {
		return context.getLowCardinalityKeyValue(key).getValue();
	}

	private static final class Application implements AutoCloseable {

		private final BlockingQueue<ServerRequestObservationContext> observations = new LinkedBlockingQueue<>();

		private final WebFluxApplication application;

		private final Routes routes;

		private Application() {
			this.application = WebFluxApplication.of(Routes.class);
			this.routes = this.application.getBean(Routes.class);
			this.application.getBean(ObservationRegistry.class)
				.observationConfig()
				.observationHandler(new Recorder(this.observations));
		}

		private GatewayDoor open(GatewayProtocol protocol) {
			return GatewayDoor.open(protocol, this.application);
		}

		private ServerRequestObservationContext await() throws InterruptedException {
			ServerRequestObservationContext context = this.observations.poll(10, TimeUnit.SECONDS);
			assertThat(context).isNotNull();
			assertThat(this.observations).isEmpty();
			return context;
		}

		@Override
		public void close() {
			this.application.close();
		}

	}

	private record Recorder(BlockingQueue<ServerRequestObservationContext> observations)
			implements
				ObservationHandler<ServerRequestObservationContext> {

		@Override
		public void onStop(ServerRequestObservationContext context) {
			this.observations.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof ServerRequestObservationContext;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Routes {

		private final CompletableFuture<Void> never = new CompletableFuture<>();

		@Bean
		ObservationRegistry observationRegistry() {
			return ObservationRegistry.create();
		}

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route()
				.GET("/greet/{name}",
						(request) -> ServerResponse.ok().bodyValue("hello " + request.pathVariable("name")))
				.GET("/status/{status}",
						(request) -> ServerResponse
							.status(HttpStatusCode.valueOf(Integer.parseInt(request.pathVariable("status"))))
							.build())
				.GET("/error", (request) -> Mono.error(new IllegalStateException("expected")))
				.GET("/empty", (request) -> ServerResponse.ok().build())
				.GET("/cookie",
						(request) -> ServerResponse.ok()
							.cookie(ResponseCookie.from("a", "1").sameSite("Lax\r\nX-Forged: 1").build())
							.build())
				.GET("/never",
						(request) -> Mono.<ServerResponse>never()
							.doOnSubscribe((subscription) -> this.never.complete(null)))
				.build();
		}

	}

}
