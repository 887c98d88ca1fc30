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
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the parts of a response leave, and how fast they are asked for.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
class StreamingTests {

	@Parameter
	private GatewayProtocol protocol;

	@Test
	void whenSourceNeverCompletesThenWhatItEmittedArrives() throws IOException {
		receive((request, response) -> response.writeWith(
				Flux.concat(SampleHandlers.flux(response, "x".repeat(1024)).repeat(63), Mono.<DataBuffer>never())),
				64 * 1024);
	}

	@Test
	void whenSourceOnAnotherThreadNeverCompletesThenWhatItEmittedArrives() throws IOException {
		receive((request,
				response) -> response.writeWith(Flux
					.concat(SampleHandlers.flux(response, "x".repeat(1024)).repeat(63), Mono.<DataBuffer>never())
					.publishOn(Schedulers.parallel())),
				64 * 1024);
	}

	@Test
	void whenGroupNeverCompletesThenWhatItEmittedArrives() throws IOException {
		receive((request, response) -> response.writeAndFlushWith(Flux.just(SampleHandlers.flux(response, "a"),
				Flux.concat(SampleHandlers.flux(response, "b"), Mono.<DataBuffer>never()))), 2);
	}

	@Test
	void whenNoGroupFollowsThenThoseBeforeArrive() throws IOException {
		receive((request, response) -> response
			.writeAndFlushWith(Flux.concat(Flux.just(SampleHandlers.flux(response, "a")), Mono.never())), 1);
	}

	private void receive(HttpHandler handler, int length) throws IOException {
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler); GatewayClient client = door.connect()) {
			client.sendHead(GatewayDoor.variablesOf(RawRequest.get("/")));
			client.endContent();
			assertThat(client.readHead().status()).isEqualTo(200);
			assertThat(client.response().readNBytes(length)).hasSize(length);
		}
	}

	@Test
	void eachElementLeavesBeforeTheNextIsThere() throws IOException {
		Sinks.Many<Integer> elements = Sinks.many().unicast().onBackpressureBuffer();
		HttpHandler handler = (request, response) -> response
			.writeWith(elements.asFlux().concatMap((element) -> SampleHandlers.mono(response, element + "\n")));
		receiveEach(handler, RawRequest.get("/"), elements);
	}

	@Test
	void eachElementOfAnotherThreadLeavesBeforeTheNextIsThere() throws IOException {
		Sinks.Many<Integer> elements = Sinks.many().unicast().onBackpressureBuffer();
		HttpHandler handler = (request,
				response) -> response.writeWith(elements.asFlux()
					.publishOn(Schedulers.parallel())
					.concatMap((element) -> SampleHandlers.mono(response, element + "\n")));
		receiveEach(handler, RawRequest.get("/"), elements);
	}

	@Test
	void eachGroupLeavesBeforeTheNextIsThere() throws IOException {
		Sinks.Many<Integer> elements = Sinks.many().unicast().onBackpressureBuffer();
		HttpHandler handler = (request, response) -> response.writeAndFlushWith(
				elements.asFlux().map((element) -> SampleHandlers.flux(response, "", String.valueOf(element), "\n")));
		receiveEach(handler, RawRequest.get("/"), elements);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/event-stream", "application/x-ndjson" })
	void eachEventOfAnApplicationLeavesBeforeTheNextIsThere(String type) throws IOException {
		try (WebFluxApplication application = WebFluxApplication.of(Events.class)) {
			receiveEach(application, RawRequest.get("/events").header("Accept", type),
					application.getBean(Events.class).elements);
		}
	}

	private void receiveEach(HttpHandler handler, RawRequest request, Sinks.Many<Integer> elements) throws IOException {
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler); GatewayClient client = door.connect()) {
			client.sendHead(GatewayDoor.variablesOf(request));
			client.endContent();
			elements.tryEmitNext(0).orThrow();
			assertThat(client.readHead().status()).isEqualTo(200);
			AnswerReader lines = new AnswerReader(client.response());
			assertThat(readElement(lines)).isEqualTo("0");
			for (int i = 1; i < 10; i++) {
				elements.tryEmitNext(i).orThrow();
				assertThat(readElement(lines)).isEqualTo(String.valueOf(i));
			}
			elements.tryEmitComplete().orThrow();
			assertThat(client.response().readAllBytes()).asString().isBlank();
		}
	}

	private static String readElement(AnswerReader lines) throws IOException {
		String line = lines.readLine();
		return line.isEmpty() ? readElement(lines) : line.replace("data:", "");
	}

	@Test
	void sourceIsNotAskedForMoreThanTheWebServerReads() throws Exception {
		int all = 2000;
		AtomicInteger emitted = new AtomicInteger();
		CompletableFuture<Void> cancelled = new CompletableFuture<>();
		HttpHandler handler = (request,
				response) -> response.writeWith(Flux.range(0, all)
					.doOnCancel(() -> cancelled.complete(null))
					.doOnNext((index) -> emitted.incrementAndGet())
					.concatMap((index) -> SampleHandlers.mono(response, "x".repeat(65536)), 1));
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			try (GatewayClient client = door.connect()) {
				client.sendHead(GatewayDoor.variablesOf(RawRequest.get("/")));
				client.endContent();
				assertThat(client.readHead().status()).isEqualTo(200);
				AtomicInteger before = new AtomicInteger(-1);
				Awaitility.await()
					.pollInterval(Duration.ofMillis(200))
					.until(() -> before.getAndSet(emitted.get()) == emitted.get());
				assertThat(emitted.get()).isLessThan(all / 2);
				int read = client.response().readNBytes(64 << 20).length;
				assertThat(read).isEqualTo(64 << 20);
				assertThat(emitted.get()).isGreaterThanOrEqualTo(1024);
			}
			cancelled.get(10, TimeUnit.SECONDS);
			assertThat(emitted.get()).isLessThan(all);
		}
	}

	@Test
	void contentOfAnySizeIsEchoed() throws Exception {
		Random random = new Random(20260102);
		HttpHandler echo = (request, response) -> response.writeWith(request.getBody());
		try (GatewayDoor door = GatewayDoor.open(this.protocol, echo)) {
			for (int size : new int[] { 0, 1, 8192, 65_535, 65_536, 5_000_000 }) {
				byte[] content = new byte[size];
				random.nextBytes(content);
				RawRequest request = RawRequest.of("POST", "/").content(content);
				try (GatewayClient client = door.connect()) {
					CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(request, client));
					assertThat(client.readHead().status()).isEqualTo(200);
					assertThat(Arrays.equals(client.response().readAllBytes(), content)).isTrue();
					sent.get(10, TimeUnit.SECONDS);
				}
			}
		}
	}

	private static void send(RawRequest request, GatewayClient client) {
		try {
			client.sendHead(GatewayDoor.variablesOf(request));
			client.sendContent(request.content());
			client.endContent();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void requestAndResponseStreamAtTheSameTime() throws IOException {
		HttpHandler echo = (request, response) -> response.writeWith(request.getBody());
		try (GatewayDoor door = GatewayDoor.open(this.protocol, echo); GatewayClient client = door.connect()) {
			client.sendHead(GatewayDoor.variablesOf(RawRequest.post("/", "ping 0\nping 1\nping 2\n")));
			client.sendContent(AnswerReader.bytes("ping 0\n"));
			assertThat(client.readHead().status()).isEqualTo(200);
			AnswerReader lines = new AnswerReader(client.response());
			assertThat(lines.readLine()).isEqualTo("ping 0");
			for (int i = 1; i < 3; i++) {
				client.sendContent(AnswerReader.bytes("ping " + i + "\n"));
				assertThat(lines.readLine()).isEqualTo("ping " + i);
			}
			client.endContent();
			assertThat(client.response().read()).isEqualTo(-1);
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Events {

		private final Sinks.Many<Integer> elements = Sinks.many().unicast().onBackpressureBuffer();

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route()
				.GET("/events",
						(request) -> ServerResponse.ok()
							.contentType(request.headers().accept().get(0))
							.body(this.elements.asFlux(), Integer.class))
				.build();
		}

	}

}
