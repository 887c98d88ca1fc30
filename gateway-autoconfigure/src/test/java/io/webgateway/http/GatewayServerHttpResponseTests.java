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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GatewayServerHttpResponse}.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
class GatewayServerHttpResponseTests {

	@Parameter
	private GatewayProtocol protocol;

	@Test
	void whenNoStatusIsSetThenItIs200() throws IOException {
		Answer answer = send((request, response) -> {
			assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
			return response.setComplete()
				.doOnSuccess((done) -> assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK));
		});
		assertThat(answer.status()).isEqualTo(200);
	}

	@Test
	void statusIsTheEffectiveOneAndFinalOnceCommitted() throws IOException {
		Answer answer = send((request, response) -> {
			assertThat(response.setStatusCode(HttpStatus.CREATED)).isTrue();
			assertThat(response.getStatusCode()).isEqualTo(HttpStatus.CREATED);
			assertThat(response.isCommitted()).isFalse();
			return response.setComplete().doOnSuccess((done) -> {
				assertThat(response.isCommitted()).isTrue();
				assertThat(response.setStatusCode(HttpStatus.OK)).isFalse();
				assertThat(response.getStatusCode()).isEqualTo(HttpStatus.CREATED);
			});
		});
		assertThat(answer.status()).isEqualTo(201);
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 101, 103, 199 })
	void whenStatusDoesNotEndResponseThenItIs500(int status) throws IOException {
		HttpHandler handler = (request, response) -> {
			response.setStatusCode(HttpStatusCode.valueOf(status));
			return response.setComplete();
		};
		assertThat(send(handler).status()).isEqualTo(500);
		assertThat(send(webFlux(handler)).status()).isEqualTo(500);
	}

	@Test
	void whenHeadCannotBeCommittedThenStatusIs500AndNotAnEmpty200() throws IOException {
		HttpHandler handler = (request, response) -> {
			response.getHeaders().set("X", "1");
			response.addCookie(ResponseCookie.from("a", "1").sameSite("Lax\r\nX-Forged: 1").build());
			return response.writeWith(SampleHandlers.mono(response, "content"));
		};
		assertThat(send(handler).status()).isEqualTo(500);
		assertThat(send(webFlux(handler)).status()).isEqualTo(500);
		assertThat(send((request, response) -> handler.handle(request, response).onErrorComplete()).status())
			.isEqualTo(500);
	}

	@Test
	void whenHeadIsTooLargeThenStatusIs500() throws IOException {
		HttpHandler handler = (request, response) -> {
			response.getHeaders().set("X", "x".repeat(70_000));
			return response.writeWith(SampleHandlers.mono(response, "content"));
		};
		assertThat(send(handler).status()).isEqualTo(500);
		assertThat(send(webFlux(handler)).status()).isEqualTo(500);
		assertThat(send((request, response) -> {
			response.getHeaders().set("X", "x".repeat(70_000));
			return response.writeWith(SampleHandlers.flux(response, "a", "b"));
		}).status()).isEqualTo(500);
	}

	@Test
	void fieldsOfTheConnectionAreLeftToTheWebServer() throws IOException {
		Answer answer = send((request, response) -> {
			for (String name : List.of("Status", "Connection", "Keep-Alive", "Transfer-Encoding", "Trailer", "Upgrade",
					"Proxy-Connection", "TE")) {
				response.getHeaders().set(name, "404");
			}
			response.getHeaders().set("X", "1");
			return response.setComplete();
		});
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers()).map(Field::name).containsExactlyInAnyOrder("X", "content-length");
	}

	@Test
	void whenBodyIsMonoThenItsLengthIsAdded() throws IOException {
		Answer answer = send(
				(request, response) -> response.writeWith(SampleHandlers.mono(response, "\u00e4\u00f6\u00fc")));
		assertThat(answer.headers("Content-Length")).containsExactly("6");
	}

	@Test
	void whenBodyIsFluxThenItsLengthIsUnknown() throws IOException {
		Answer answer = send((request, response) -> response.writeWith(SampleHandlers.flux(response, "a", "b")));
		assertThat(answer.headers("Content-Length")).isEmpty();
		assertThat(answer.text()).isEqualTo("ab");
	}

	@Test
	void whenResponseIsCompletedWithoutBodyThenItsLengthIsZeroWhateverWasSaidBefore() throws IOException {
		Answer answer = send((request, response) -> {
			response.getHeaders().setContentLength(10);
			return response.setComplete();
		});
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.headers("Content-Length")).containsExactly("0");
		assertThat(send((request, response) -> {
			response.getHeaders().setContentLength(10);
			return Mono.empty();
		}).headers("Content-Length")).containsExactly("0");
	}

	@Test
	void whenCommitActionFailsThenAnotherResponseMayHaveBody() throws IOException {
		Answer answer = send((request, response) -> {
			response.beforeCommit(() -> Mono.error(new IllegalStateException("expected")));
			return response.setComplete().onErrorResume((ex) -> {
				response.setStatusCode(HttpStatus.CONFLICT);
				return response.writeWith(SampleHandlers.mono(response, "handled"));
			});
		});
		assertThat(answer.status()).isEqualTo(409);
		assertThat(answer.text()).isEqualTo("handled");
	}

	@Test
	void whenMethodIsHeadThenMonoTellsLengthAndFluxDoesNot() throws IOException {
		assertThat(sendHead((request, response) -> response.writeWith(SampleHandlers.mono(response, "content"))))
			.satisfies((answer) -> assertThat(answer.headers("Content-Length")).containsExactly("7"))
			.satisfies((answer) -> assertThat(answer.content()).isEmpty());
		assertThat(sendHead((request, response) -> response.writeWith(SampleHandlers.flux(response, "a", "b"))))
			.satisfies((answer) -> assertThat(answer.headers("Content-Length")).isEmpty())
			.satisfies((answer) -> assertThat(answer.content()).isEmpty());
		assertThat(sendHead(
				(request, response) -> response.writeAndFlushWith(Flux.just(SampleHandlers.flux(response, "a", "b")))))
			.satisfies((answer) -> assertThat(answer.headers("Content-Length")).isEmpty())
			.satisfies((answer) -> assertThat(answer.content()).isEmpty());
	}

	@Test
	void whenMethodIsHeadThenLengthOfTheApplicationIsKeptAndNoneIsInvented() throws IOException {
		assertThat(sendHead((request, response) -> {
			response.getHeaders().setContentLength(1000);
			return response.setComplete();
		}).headers("Content-Length")).containsExactly("1000");
		assertThat(sendHead((request, response) -> response.setComplete()).headers("Content-Length")).isEmpty();
		assertThat(sendHead((request, response) -> Mono.empty()).headers("Content-Length")).isEmpty();
	}

	@Test
	void whenMethodIsHeadThenStatusMayBeSetAfterTheBodyWasDropped() throws IOException {
		assertThat(sendHead((request, response) -> response.writeWith(SampleHandlers.flux(response, "a"))
			.then(Mono.fromRunnable(() -> response.setStatusCode(HttpStatus.ACCEPTED)))).status()).isEqualTo(202);
	}

	@Test
	void commitActionsRunInOrderBeforeTheHeadIsTaken() throws IOException {
		List<String> order = new ArrayList<>();
		Answer answer = send((request, response) -> {
			response.beforeCommit(
					() -> Mono.delay(Duration.ofMillis(20)).then(Mono.fromRunnable(() -> order.add("first"))));
			response.beforeCommit(() -> Mono.fromRunnable(() -> {
				order.add("second");
				response.getHeaders().set("X-Order", order.toString());
				response.addCookie(ResponseCookie.from("a", "1").build());
			}));
			return response.writeWith(SampleHandlers.mono(response, "content"));
		});
		assertThat(answer.header("X-Order")).isEqualTo("[first, second]");
		assertThat(answer.header("Set-Cookie")).isEqualTo("a=1");
		assertThat(answer.text()).isEqualTo("content");
	}

	@Test
	void whenHandlerOnlyCompletesThenCommitActionsRun() throws IOException {
		Answer answer = send((request, response) -> {
			response.beforeCommit(() -> Mono.fromRunnable(() -> response.setStatusCode(HttpStatus.ACCEPTED)));
			return Mono.empty();
		});
		assertThat(answer.status()).isEqualTo(202);
	}

	@Test
	void whenResponseIsCommittedAgainThenNothingHappens() throws IOException {
		Answer answer = send((request, response) -> response.writeWith(SampleHandlers.mono(response, "content"))
			.then(Mono.defer(() -> response.writeWith(Mono.empty())))
			.then(Mono.defer(response::setComplete))
			.then(Mono.defer(response::setComplete)));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).isEqualTo("content");
	}

	@Test
	void whenBodyIsOfAnotherThreadThenResponseIsCommittedThere() throws IOException {
		Answer answer = send((request, response) -> response
			.writeWith(SampleHandlers.flux(response, "a", "b", "c").publishOn(Schedulers.boundedElastic(), 1)));
		assertThat(answer.text()).isEqualTo("abc");
		assertThat(send((request, response) -> Mono.defer(response::setComplete).subscribeOn(Schedulers.parallel()))
			.status()).isEqualTo(200);
	}

	@Test
	void buffersOfNettyAreHandedOnAndOthersAreCopied() throws IOException {
		List<ByteBuf> buffers = new ArrayList<>();
		Answer answer = send((request, response) -> {
			NettyDataBufferFactory factory = (NettyDataBufferFactory) response.bufferFactory();
			ByteBuf buffer = factory.getByteBufAllocator().buffer().writeBytes("a".getBytes(StandardCharsets.UTF_8));
			buffers.add(buffer);
			return response.writeWith(Flux.just(factory.wrap(buffer),
					DefaultDataBufferFactory.sharedInstance.wrap("b".getBytes(StandardCharsets.UTF_8))));
		});
		assertThat(answer.text()).isEqualTo("ab");
		Awaitility.await().untilAsserted(() -> assertThat(buffers).map(ByteBuf::refCnt).containsExactly(0));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1 })
	void whenWriteIsCancelledAtOnceThenBufferIsReleased(long demand) throws Exception {
		BlockingQueue<DataBuffer> buffers = new LinkedBlockingQueue<>();
		Answer answer = send((request, response) -> {
			DataBuffer buffer = response.bufferFactory().wrap("content".getBytes(StandardCharsets.UTF_8));
			buffers.add(buffer);
			response.writeWith(Mono.just(buffer)).subscribe(new BaseSubscriber<Void>() {

				@Override
				protected void hookOnSubscribe(Subscription subscription) {
					if (demand > 0) {
						subscription.request(demand);
					}
					subscription.cancel();
				}

			});
			return Mono.empty();
		});
		assertThat(answer.status()).isEqualTo(500);
		assertReleased(buffers.take());
	}

	@Test
	void whenExchangeEndsWhileCommittingThenBufferIsReleased() throws Exception {
		BlockingQueue<DataBuffer> buffers = new LinkedBlockingQueue<>();
		CompletableFuture<Void> gone = new CompletableFuture<>();
		HttpHandler handler = (request, response) -> {
			response.beforeCommit(() -> Mono.fromFuture(gone, true));
			DataBuffer buffer = response.bufferFactory().wrap("content".getBytes(StandardCharsets.UTF_8));
			Mono<Void> write = response.writeWith(Mono.just(buffer).doOnNext(buffers::add));
			return write.doOnCancel(() -> gone.complete(null));
		};
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			DataBuffer buffer;
			try (GatewayClient client = door.connect()) {
				client.sendHead(GatewayDoor.variablesOf(RawRequest.get("/")));
				client.endContent();
				buffer = buffers.poll(10, TimeUnit.SECONDS);
			}
			gone.get(10, TimeUnit.SECONDS);
			assertReleased(buffer);
		}
	}

	@Test
	void whenExchangeHasEndedBeforeTheWriteThenBuffersAreReleased() throws Exception {
		BlockingQueue<DataBuffer> buffers = new LinkedBlockingQueue<>();
		CompletableFuture<ServerHttpResponse> gone = new CompletableFuture<>();
		HttpHandler handler = (request, response) -> Mono.<Void>never().doOnCancel(() -> gone.complete(response));
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			try (GatewayClient client = door.connect()) {
				client.sendHead(GatewayDoor.variablesOf(RawRequest.get("/")));
				client.endContent();
			}
			ServerHttpResponse response = gone.get(10, TimeUnit.SECONDS);
			Flux<DataBuffer> body = SampleHandlers.flux(response, "a", "b", "c", "d", "e", "f").doOnNext(buffers::add);
			CompletableFuture<Void> written = response.writeWith(body).toFuture();
			assertThat(written).failsWithin(Duration.ofSeconds(10));
			assertThat(buffers).isNotEmpty().allSatisfy(GatewayServerHttpResponseTests::assertReleased);
		}
	}

	private static void assertReleased(DataBuffer buffer) {
		ByteBuf nativeBuffer = ((NettyDataBuffer) buffer).getNativeBuffer();
		Awaitility.await().untilAsserted(() -> assertThat(nativeBuffer.refCnt()).isZero());
	}

	private Answer send(HttpHandler handler) throws IOException {
		return send(RawRequest.get("/"), handler);
	}

	private Answer sendHead(HttpHandler handler) throws IOException {
		return send(RawRequest.of("HEAD", "/"), handler);
	}

	private Answer send(RawRequest request, HttpHandler handler) throws IOException {
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			return door.send(request);
		}
	}

	private static HttpHandler webFlux(HttpHandler handler) {
		return WebHttpHandlerBuilder
			.webHandler((exchange) -> handler.handle(exchange.getRequest(), exchange.getResponse()))
			.build();
	}

}
