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

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application of which all requests are observed.
 */
final class ObservedApplication implements AutoCloseable {

	private final BlockingQueue<ServerRequestObservationContext> observations = new LinkedBlockingQueue<>();

	private final WebFluxApplication application;

	private final Routes routes;

	ObservedApplication() {
		this.application = WebFluxApplication.of(Routes.class);
		this.routes = this.application.getBean(Routes.class);
		this.application.getBean(ObservationRegistry.class)
			.observationConfig()
			.observationHandler(new Recorder(this.observations));
	}

	GatewayDoor open(GatewayProtocol protocol) {
		return GatewayDoor.open(protocol, this.application);
	}

	/**
	 * Return the only observation of which nobody knows yet, once it is there.
	 */
	ServerRequestObservationContext await() throws InterruptedException {
		ServerRequestObservationContext context = this.observations.poll(10, TimeUnit.SECONDS);
		assertThat(context).isNotNull();
		assertThat(this.observations).isEmpty();
		return context;
	}

	/**
	 * Wait until a handler has begun that does not end by itself.
	 */
	void awaitWork() throws InterruptedException {
		assertThat(this.routes.started.poll(10, TimeUnit.SECONDS)).isNotNull();
	}

	/**
	 * Wait until that handler is cancelled.
	 */
	void awaitCancellation(long timeout, TimeUnit unit) throws InterruptedException {
		assertThat(this.routes.cancelled.poll(timeout, unit)).isNotNull();
	}

	static String text(ServerRequestObservationContext context) {
		return context.getName() + " " + value(context, "method") + " " + value(context, "uri") + " "
				+ value(context, "status") + " " + value(context, "outcome");
	}

	private static String value(Observation.Context context, String key) {
		return context.getLowCardinalityKeyValue(key).getValue();
	}

	@Override
	public void close() {
		this.application.close();
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

		private final BlockingQueue<Boolean> started = new LinkedBlockingQueue<>();

		private final BlockingQueue<Boolean> cancelled = new LinkedBlockingQueue<>();

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
				.POST("/waiting",
						(request) -> Mono.<ServerResponse>never().doOnSubscribe(this::start).doOnCancel(this::cancel))
				.POST("/writing",
						(request) -> ServerResponse.ok()
							.body(endless().doOnSubscribe(this::start).doOnCancel(this::cancel), DataBuffer.class))
				.POST("/reading",
						(request) -> request.body(BodyExtractors.toDataBuffers())
							.doOnNext(DataBufferUtils::release)
							.doOnSubscribe(this::start)
							.doOnCancel(this::cancel)
							.then(ServerResponse.ok().build()))
				.build();
		}

		private static Flux<DataBuffer> endless() {
			return Flux.generate((sink) -> sink.next(DefaultDataBufferFactory.sharedInstance.wrap(new byte[10000])));
		}

		private void start(Object subscription) {
			this.started.add(true);
		}

		private void cancel() {
			this.cancelled.add(true);
		}

	}

}
