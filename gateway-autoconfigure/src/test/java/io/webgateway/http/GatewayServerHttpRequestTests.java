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
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.SslInfo;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;
import reactor.netty.channel.AbortedException;
import reactor.test.StepVerifier;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GatewayServerHttpRequest}.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
class GatewayServerHttpRequestTests {

	private static final int LARGE = 1_000_000;

	@Parameter
	private GatewayProtocol protocol;

	@Test
	void bodyIsTheSameEachTimeAndReadOnlyWhenSubscribed() throws IOException {
		Answer answer = send(RawRequest.post("/", "content"), (request, response) -> {
			Flux<DataBuffer> body = request.getBody();
			assertThat(request.getBody()).isSameAs(body);
			assertThat(request.mutate().header("X", "1").build().getBody()).isSameAs(body);
			return text(body).flatMap((text) -> write(response, text));
		});
		assertThat(answer.text()).isEqualTo("content");
	}

	@Test
	void whenBodyIsSubscribedTwiceThenSecondSubscriberFails() throws IOException {
		Answer answer = send(RawRequest.post("/", "content"), (request, response) -> {
			Mono<String> first = text(request.getBody()).cache();
			AtomicReference<Throwable> failure = new AtomicReference<>();
			first.subscribe();
			request.getBody().subscribe(DataBufferUtils::release, failure::set);
			return first.flatMap((text) -> write(response, text + " " + failure.get().getClass().getSimpleName()));
		});
		assertThat(answer.text()).isEqualTo("content IllegalStateException");
	}

	@Test
	void whenBodyHasBeenReadThenAnotherSubscriberSeesItsEnd() throws IOException {
		Answer answer = send(RawRequest.post("/", "content"),
				(request, response) -> text(request.getBody())
					.flatMap((text) -> text(request.getBody()).switchIfEmpty(Mono.just(text + " is over"))
						.flatMap((result) -> write(response, result))));
		assertThat(answer.text()).isEqualTo("content is over");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST" })
	void whenThereIsNoContentThenBodyIsEmpty(String method) throws IOException {
		Answer answer = send(RawRequest.of(method, "/"), (request, response) -> {
			StepVerifier.create(request.getBody()).expectComplete().verify();
			StepVerifier.create(request.getBody()).expectComplete().verify();
			return write(response, "empty");
		});
		assertThat(answer.text()).isEqualTo("empty");
	}

	@Test
	void bodyConsistsOfBuffersThatTheFactoryOfTheResponseCanJoin() throws IOException {
		Answer answer = send(RawRequest.of("POST", "/").content(new byte[LARGE]), (request, response) -> {
			assertThat(response.bufferFactory()).isInstanceOf(NettyDataBufferFactory.class);
			return request.getBody()
				.doOnNext((buffer) -> assertThat(buffer).isInstanceOf(NettyDataBuffer.class))
				.collectList()
				.flatMap((buffers) -> response.writeWith(Mono.just(response.bufferFactory().join(buffers))));
		});
		assertThat(answer.content()).isEqualTo(new byte[LARGE]);
	}

	@Test
	void bodyIsReadAsItIsDemandedFromAnyThread() throws IOException {
		AtomicInteger demand = new AtomicInteger();
		Answer answer = send(RawRequest.of("POST", "/").content(new byte[LARGE]), (request, response) -> Mono
			.<Integer>create((sink) -> request.getBody().subscribe(new BaseSubscriber<>() {

				private int size;

				@Override
				protected void hookOnSubscribe(Subscription subscription) {
					demandLater();
				}

				private void demandLater() {
					Schedulers.parallel().schedule(() -> {
						demand.incrementAndGet();
						request(1);
					});
				}

				@Override
				protected void hookOnNext(DataBuffer buffer) {
					assertThat(demand.decrementAndGet()).isZero();
					this.size += buffer.readableByteCount();
					DataBufferUtils.release(buffer);
					demandLater();
				}

				@Override
				protected void hookFinally(SignalType type) {
					sink.success(this.size);
				}

			}))
			.flatMap((size) -> write(response, "read " + size)));
		assertThat(answer.text()).isEqualTo("read " + LARGE);
	}

	@Test
	void whenBodyIsCancelledThenRestIsDiscarded() throws IOException {
		Answer answer = send(RawRequest.of("POST", "/").content(new byte[LARGE]),
				(request, response) -> request.getBody()
					.take(1)
					.doOnNext(DataBufferUtils::release)
					.then(write(response, "enough")));
		assertThat(answer.text()).isEqualTo("enough");
	}

	@Test
	void whenBodyIsNotReadThenItIsDiscarded() throws IOException {
		Answer answer = send(RawRequest.of("POST", "/").content(new byte[3 * LARGE]), (request, response) -> {
			response.setRawStatusCode(413);
			return response.setComplete();
		});
		assertThat(answer.status()).isEqualTo(413);
	}

	@Test
	void whenWebServerHangsUpThenBodyFails() throws Exception {
		BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
		HttpHandler handler = (request, response) -> {
			request.getBody()
				.map((buffer) -> buffer.toString(StandardCharsets.UTF_8) + release(buffer))
				.subscribe(signals::add, signals::add, () -> signals.add("complete"));
			return Mono.never();
		};
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			try (GatewayClient client = door.connect()) {
				client.sendHead(GatewayDoor.variablesOf(RawRequest.post("/", "0123456789")));
				client.sendContent(AnswerReader.bytes("01234"));
				assertThat(signals.poll(10, TimeUnit.SECONDS)).isEqualTo("01234");
			}
			assertThat(signals.poll(10, TimeUnit.SECONDS)).isInstanceOf(AbortedException.class);
		}
	}

	private static String release(DataBuffer buffer) {
		DataBufferUtils.release(buffer);
		return "";
	}

	@Test
	void idIsUniqueAndTellsTheConnection() throws IOException {
		HttpHandler handler = (request, response) -> write(response,
				request.getId() + " " + request.mutate().build().getId());
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			String[] first = door.send(RawRequest.get("/")).text().split(" ");
			String[] second = door.send(RawRequest.get("/")).text().split(" ");
			assertThat(first[0]).matches("[0-9a-f]{8}-1").isEqualTo(first[1]).isNotEqualTo(second[0]);
		}
	}

	@Test
	void addressesAreThoseOfTheClientAndOfItsConnectionToTheWebServer() throws IOException {
		HttpHandler handler = (request, response) -> write(response,
				request.getRemoteAddress() + " " + request.getLocalAddress() + " " + request.getSslInfo());
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			assertThat(door.send(List.of(new Field("REQUEST_METHOD", "GET"), new Field("REQUEST_URI", "/"),
					new Field("REMOTE_ADDR", "192.0.2.1"), new Field("REMOTE_PORT", "50000"),
					new Field("SERVER_ADDR", "2001:db8::1"), new Field("SERVER_PORT", "443")), null)
				.text()).isEqualTo("/192.0.2.1:50000 /[2001:db8:0:0:0:0:0:1]:443 null");
			assertThat(door.send(List.of(new Field("REQUEST_METHOD", "GET"), new Field("REQUEST_URI", "/"),
					new Field("REMOTE_ADDR", "unix:"), new Field("SERVER_PORT", "80")), null)
				.text()).isEqualTo("null null null");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTPS", "REQUEST_SCHEME" })
	void whenClientUsesTlsThenRequestHasSslInfo(String variable) throws IOException {
		HttpHandler handler = (request, response) -> {
			SslInfo sslInfo = request.mutate().build().getSslInfo();
			GatewayRequest gatewayRequest = GatewayRequest.of(request);
			return write(response,
					request.getURI().getScheme() + " " + sslInfo.getSessionId() + " " + sslInfo.getPeerCertificates()
							+ " " + gatewayRequest.sslProtocol() + " " + gatewayRequest.sslCipher());
		};
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			assertThat(door.send(List.of(new Field("REQUEST_METHOD", "GET"), new Field("REQUEST_URI", "/"),
					new Field(variable, "https"), new Field("SSL_SESSION_ID", "4711"),
					new Field("SSL_PROTOCOL", "TLSv1.3"), new Field("SSL_CIPHER", "")), null)
				.text()).isEqualTo("https 4711 null TLSv1.3 null");
		}
	}

	@Test
	void metaVariablesAreNoHeaderFields() throws IOException {
		HttpHandler handler = (request, response) -> write(response, request.getHeaders().headerNames().toString());
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			assertThat(door.send(RawRequest.get("/")).text()).isEqualTo("[Host]");
		}
	}

	private Answer send(RawRequest request, HttpHandler handler) throws IOException {
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			return door.send(request);
		}
	}

	private static Mono<String> text(Flux<DataBuffer> body) {
		return DataBufferUtils.join(body).map((buffer) -> {
			String text = buffer.toString(StandardCharsets.UTF_8);
			DataBufferUtils.release(buffer);
			return text;
		});
	}

	private static Mono<Void> write(ServerHttpResponse response, String text) {
		return response.writeWith(SampleHandlers.mono(response, text));
	}

}
