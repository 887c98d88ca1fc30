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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link GatewayHttpHandlerAdapter}.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
@ExtendWith(OutputCaptureExtension.class)
class GatewayHttpHandlerAdapterTests {

	@Parameter
	private GatewayProtocol protocol;

	@ParameterizedTest
	@MethodSource
	void whenRequestIsBadThenHandlerIsNotAsked(List<Field> variables) throws IOException {
		AtomicInteger requests = new AtomicInteger();
		HttpHandler handler = (request, response) -> {
			requests.incrementAndGet();
			return Mono.empty();
		};
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			Answer answer = door.send(variables, null);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.headers("Content-Length")).containsExactly("0");
			assertThat(requests).hasValue(0);
			assertThat(door.send(RawRequest.get("/")).status()).isEqualTo(200);
			assertThat(requests).hasValue(1);
		}
	}

	static List<List<Field>> whenRequestIsBadThenHandlerIsNotAsked() {
		return List.of(List.of(new Field("REQUEST_URI", "/")),
				List.of(new Field("REQUEST_METHOD", ""), new Field("REQUEST_URI", "/")),
				List.of(new Field("REQUEST_METHOD", "GET")), request("REQUEST_URI", "/%zz"),
				request("REQUEST_URI", "a"), request("REQUEST_URI", "/.."), request("HTTP_HOST", "a:b"),
				request("HTTP_X", "a\nb"), request("HTTP_X Y", "a"), request("HTTP_CONTENT_LENGTH", "5"));
	}

	private static List<Field> request(String name, String value) {
		return List.of(new Field(name, value), new Field("REQUEST_METHOD", "GET"), new Field("REQUEST_URI", "/"),
				new Field("CONTENT_LENGTH", "0"), new Field("HTTP_CONTENT_LENGTH", "0"));
	}

	@Test
	void whenBadRequestHasContentThenItIsDiscarded() throws IOException {
		try (GatewayDoor door = GatewayDoor.open(this.protocol, new Mirror())) {
			assertThat(door.send(RawRequest.of("POST", "/%zz").content(new byte[3_000_000])).status()).isEqualTo(400);
		}
	}

	@Test
	void whenHandlerThrowsThenStatusIs500(CapturedOutput output) throws IOException {
		assertThat(send((request, response) -> {
			throw new IllegalStateException("thrown on purpose");
		}).status()).isEqualTo(500);
		assertThat(output).contains("thrown on purpose");
	}

	@Test
	void whenHandlerFailsThenStatusIs500AndNothingElseIsTold(CapturedOutput output) throws IOException {
		Answer answer = send((request, response) -> {
			response.getHeaders().set("X", "1");
			response.setStatusCode(HttpStatus.CREATED);
			return Mono.error(new IllegalStateException("failed on purpose"));
		});
		assertThat(answer.status()).isEqualTo(500);
		assertThat(answer.headers()).containsExactly(new Field("content-length", "0"));
		assertThat(output).contains("failed on purpose");
	}

	@Test
	void whenHandlerReturnsNullThenStatusIs500() throws IOException {
		assertThat(send((request, response) -> null).status()).isEqualTo(500);
	}

	@Test
	void whenHandlerOnlyCompletesThenStatusIs200() throws IOException {
		Answer answer = send((request, response) -> {
			response.getHeaders().set("X", "1");
			return Mono.empty();
		});
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("X")).isEqualTo("1");
		assertThat(answer.content()).isEmpty();
	}

	@Test
	void whenBodyFailsBeforeItsFirstElementThenExceptionHandlerDecides() throws IOException {
		WebExceptionHandler exceptionHandler = (exchange, ex) -> {
			exchange.getResponse().setStatusCode(HttpStatus.LOCKED);
			return exchange.getResponse().writeWith(SampleHandlers.mono(exchange.getResponse(), "handled"));
		};
		HttpHandler handler = WebHttpHandlerBuilder.webHandler((exchange) -> {
			exchange.getResponse().setStatusCode(HttpStatus.CREATED);
			return exchange.getResponse()
				.writeWith(
						Flux.<DataBuffer>error(new IllegalStateException()).delaySubscription(Duration.ofMillis(10)));
		}).exceptionHandler(exceptionHandler).build();
		Answer answer = send(handler);
		assertThat(answer.status()).isEqualTo(423);
		assertThat(answer.text()).isEqualTo("handled");
	}

	@Test
	void whenBodyFailsAfterItsFirstElementThenResponseIsBrokenOff() throws IOException {
		Sinks.Empty<Void> failure = Sinks.empty();
		HttpHandler handler = (request, response) -> response
			.writeWith(Flux.concat(SampleHandlers.mono(response, "first"), failure.asMono().cast(DataBuffer.class)));
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler); GatewayClient client = door.connect()) {
			client.sendHead(GatewayDoor.variablesOf(RawRequest.get("/")));
			client.endContent();
			assertThat(client.readHead().status()).isEqualTo(200);
			assertThat(client.response().readNBytes(5)).isEqualTo(AnswerReader.bytes("first"));
			failure.tryEmitError(new IllegalStateException("expected"));
			assertThatIOException().isThrownBy(() -> client.response().readAllBytes());
		}
	}

	@Test
	void whenHandlerFailsAfterTheBodyThenResponseIsBrokenOff() {
		assertThatIOException()
			.isThrownBy(() -> send((request, response) -> response.writeWith(SampleHandlers.flux(response, "a"))
				.then(Mono.error(new IllegalStateException("expected")))));
	}

	@Test
	void whenWebServerHangsUpThenHandlerIsCancelledAndNothingIsAnError(CapturedOutput output) throws Exception {
		BlockingQueue<String> signals = new LinkedBlockingQueue<>();
		HttpHandler handler = WebHttpHandlerBuilder
			.webHandler((exchange) -> exchange.getRequest()
				.getBody()
				.doOnNext(DataBufferUtils::release)
				.doOnError((ex) -> signals.add("error of the body"))
				.then()
				.doOnCancel(() -> signals.add("cancelled"))
				.doOnSubscribe((subscription) -> signals.add("subscribed")))
			.build();
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			try (GatewayClient client = door.connect()) {
				client.sendHead(GatewayDoor.variablesOf(RawRequest.post("/", "0123456789")));
				client.sendContent(AnswerReader.bytes("01234"));
				assertThat(signals.poll(10, TimeUnit.SECONDS)).isEqualTo("subscribed");
			}
			assertThat(signals.poll(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
			assertThat(door.send(RawRequest.get("/")).status()).isEqualTo(200);
		}
		assertThat(signals).doesNotContain("error of the body");
		assertThat(output).doesNotContain("ERROR").doesNotContain("WARN");
	}

	@Test
	void whenMethodIsHeadThenNothingIsAnError(CapturedOutput output) throws IOException {
		try (GatewayDoor door = GatewayDoor.open(this.protocol,
				(request, response) -> response.writeWith(SampleHandlers.flux(response, "a", "b")))) {
			assertThat(door.send(RawRequest.of("HEAD", "/")).status()).isEqualTo(200);
		}
		assertThat(output).doesNotContain("ERROR").doesNotContain("WARN");
	}

	@Test
	void whenWebServerHangsUpWhileWritingThenSourceIsCancelledAndWriteDoesNotComplete() throws Exception {
		CompletableFuture<String> end = new CompletableFuture<>();
		CompletableFuture<String> source = new CompletableFuture<>();
		HttpHandler handler = (request, response) -> response
			.writeWith(SampleHandlers.flux(response, "x".repeat(10_000))
				.repeat()
				.doOnCancel(() -> source.complete("cancelled")))
			.doOnSuccess((done) -> end.complete("complete"))
			.doOnError((ex) -> end.complete("error"))
			.doOnCancel(() -> end.complete("cancelled"));
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			try (GatewayClient client = door.connect()) {
				client.sendHead(GatewayDoor.variablesOf(RawRequest.get("/")));
				client.endContent();
				assertThat(client.response().readNBytes(100_000)).hasSize(100_000);
			}
			assertThat(source.get(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
			assertThat(end.get(10, TimeUnit.SECONDS)).isEqualTo("cancelled");
		}
	}

	@Test
	void methodsNobodyKnowsArriveAsTheyAre() throws IOException {
		try (GatewayDoor door = GatewayDoor.open(this.protocol, new Mirror())) {
			assertThat(door.send(RawRequest.of("BAZ", "/")).text()).contains("method: BAZ\n");
		}
	}

	private Answer send(HttpHandler handler) throws IOException {
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			return door.send(RawRequest.get("/"));
		}
	}

}
