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

package io.webgateway.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import io.webgateway.codec.MalformedResponseException;
import io.webgateway.codec.ajp.AjpPacketWriter;
import io.webgateway.codec.ajp.AjpVariant;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GatewayClientHttpConnector} with applications that do what the
 * protocol says, less than that, or more.
 */
class HostileBackendTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final UnaryOperator<GatewayClientHttpConnector.Builder> DEFAULTS = UnaryOperator.identity();

	private final List<AutoCloseable> closeables = new ArrayList<>();

	@AfterEach
	void close() throws Exception {
		for (AutoCloseable closeable : this.closeables) {
			closeable.close();
		}
	}

	@Test
	void whenThereIsNoStatusThenItIs200() throws IOException {
		ResponseEntity<String> response = fastCgi("Content-type: text/plain\n\nbody");
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.OK);
		assertThat(response.getBody()).isEqualTo("body");
	}

	@Test
	void whenThereIsLocationWithoutStatusThenItIs302() throws IOException {
		assertThat(fastCgi("Location: /x\r\n\r\n").getStatusCode()).isEqualTo(HttpStatus.FOUND);
	}

	@Test
	void whenThereIsStatusThenItIsNoHeader() throws IOException {
		ResponseEntity<String> response = fastCgi("Status: 404 Not Found\r\nX: y\r\nConnection: close\r\n\r\n");
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(response.getHeaders().headerNames()).containsExactly("X");
	}

	@Test
	void whenHeadComesByteByByteThenItIsUnderstood() throws IOException {
		String head = "Status: 201 Created\r\nX: y\r\n\r\nbody";
		List<byte[]> records = new ArrayList<>();
		for (char character : head.toCharArray()) {
			records.add(ScriptedBackend.record(6, String.valueOf(character)));
		}
		records.add(ScriptedBackend.end());
		ResponseEntity<String> response = exchange(fastCgi(DEFAULTS, (socket, number) -> {
			ScriptedBackend.readFastCgi(socket);
			ScriptedBackend.write(socket, ScriptedBackend.concat(records.toArray(byte[][]::new)));
		}));
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.CREATED);
		assertThat(response.getBody()).isEqualTo("body");
	}

	@Test
	void whenThereAreInterimResponsesThenTheyAreSkipped() throws IOException {
		ResponseEntity<String> response = fastCgi(
				"Status: 103 Early Hints\r\nLink: x\r\n\r\nStatus: 200 OK\r\n\r\nbody");
		assertThat(response.getBody()).isEqualTo("body");
		assertThat(response.getHeaders().containsHeader("Link")).isFalse();
	}

	@Test
	void whenResponseHasStatusLineThenItCounts() throws IOException {
		ScriptedBackend backend = backend((socket, number) -> {
			ScriptedBackend.readSome(socket);
			ScriptedBackend.write(socket, bytes("HTTP/1.1 418 I'm a teapot\r\nX: y\r\n\r\nshort and stout"));
			socket.close();
		});
		ResponseEntity<String> response = exchange(client(GatewayClientHttpConnector.uwsgi(backend.address())));
		assertThat(response.getStatusCode().value()).isEqualTo(418);
		assertThat(response.getBody()).isEqualTo("short and stout");
	}

	@ParameterizedTest
	@ValueSource(strings = { "no colon\r\n\r\n", "Status: 20\r\n\r\n", "Status: x00 A\r\n\r\n", "A B: c\r\n\r\n",
			"A: b\r\n folded\r\n\r\n", "\r\n", "A: b\0\r\n\r\n", "Status: 200\r\nStatus: 404\r\n\r\n",
			"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", "Content-Length: +1\r\n\r\n" })
	void whenHeadIsMalformedThenRequestFails(String head) throws IOException {
		failure(answering(DEFAULTS, ScriptedBackend.fastCgi(head)), MalformedResponseException.class);
	}

	@Test
	void whenHeadHasNoEndThenRequestFails() throws IOException {
		byte[] line = ScriptedBackend.record(6, "X: " + "y".repeat(1000) + "\r\n");
		failure(fastCgi((builder) -> builder.maxHeadSize(8192), (socket, number) -> {
			ScriptedBackend.readFastCgi(socket);
			for (int i = 0; i < 10; i++) {
				ScriptedBackend.write(socket, line);
			}
		}), MalformedResponseException.class);
	}

	@Test
	void whenBytesAreNoRecordsThenRequestFails() throws IOException {
		failure(answering(DEFAULTS, bytes("HTTP/1.1 200 OK\r\n\r\n")), RuntimeException.class);
	}

	@Test
	void whenRecordBelongsToAnotherRequestThenRequestFails() throws IOException {
		byte[] record = ScriptedBackend.fastCgi("\r\n");
		record[3] = 2;
		failure(answering(DEFAULTS, record), MalformedResponseException.class);
	}

	@Test
	void whenApplicationIsOverloadedThenRequestFails() throws IOException {
		byte[] end = ScriptedBackend.end();
		end[8 + 4] = 2;
		failure(answering(DEFAULTS, end), MalformedResponseException.class);
	}

	@Test
	void whenResponseEndsBeforeHeadThenRequestFails() throws IOException {
		failure(answering(DEFAULTS, ScriptedBackend.end()), BrokenResponseException.class);
	}

	@Test
	void whenConnectionIsClosedWithinBodyThenReadingFails() throws IOException {
		failure(fastCgi(DEFAULTS, (socket, number) -> {
			ScriptedBackend.readFastCgi(socket);
			ScriptedBackend.write(socket, ScriptedBackend.record(6, "Status: 200 OK\r\n\r\npart"));
			socket.close();
		}), BrokenResponseException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 5\r\n\r\nfour", "Content-Length: 3\r\n\r\nfour" })
	void whenBodyHasAnotherLengthThenReadingFails(String response) throws IOException {
		failure(answering(DEFAULTS, ScriptedBackend.fastCgi(response)), Exception.class);
	}

	@Test
	void whenBodyOfPlainResponseIsTooShortThenReadingFails() throws IOException {
		ScriptedBackend backend = backend((socket, number) -> {
			ScriptedBackend.readSome(socket);
			ScriptedBackend.write(socket, bytes("Status: 200 OK\r\nContent-Length: 5\r\n\r\nfour"));
			socket.close();
		});
		failure(client(GatewayClientHttpConnector.scgi(backend.address())), BrokenResponseException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "body" })
	void whenPlainResponseHasLengthThenItsConnectionNeedNotEnd(String body) throws IOException {
		ScriptedBackend backend = backend((socket, number) -> {
			ScriptedBackend.readSome(socket);
			ScriptedBackend.write(socket, bytes("Content-Length: " + body.length() + "\r\n\r\n" + body));
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		});
		ResponseEntity<String> response = exchange(client(GatewayClientHttpConnector.scgi(backend.address())));
		assertThat(response.getHeaders().getContentLength()).isEqualTo(body.length());
	}

	@Test
	void whenBodyIsTooLargeThenReadingFails() throws IOException {
		failure(answering((builder) -> builder.maxBodySize(3), ScriptedBackend.fastCgi("Status: 200 OK\r\n\r\nfour")),
				DataBufferLimitException.class);
	}

	@Test
	void whenBodyStopsThenReadingFails() throws IOException {
		failure(fastCgi((builder) -> builder.readTimeout(Duration.ofMillis(100)), (socket, number) -> {
			ScriptedBackend.readFastCgi(socket);
			ScriptedBackend.write(socket, ScriptedBackend.record(6, "Status: 200 OK\r\n\r\npart"));
		}), ResponseTimeoutException.class);
	}

	/**
	 * Also the time that the subscriber takes is not held against the application.
	 */
	@Test
	void whenSubscriberPausesThenApplicationHasToWait() throws IOException {
		byte[] part = ScriptedBackend.record(6, new byte[60_000]);
		int parts = 1000;
		AtomicInteger written = new AtomicInteger();
		WebClient client = fastCgi((builder) -> builder.readTimeout(Duration.ofMillis(100)), (socket, number) -> {
			ScriptedBackend.readFastCgi(socket);
			ScriptedBackend.write(socket, ScriptedBackend.record(6, "X: y\r\n\r\n"));
			while (written.get() < parts) {
				ScriptedBackend.write(socket, part);
				written.incrementAndGet();
			}
			ScriptedBackend.write(socket, ScriptedBackend.end());
		});
		AtomicLong received = new AtomicLong();
		StepVerifier
			.create(client.get()
				.uri("/")
				.retrieve()
				.bodyToFlux(DataBuffer.class)
				.doOnNext((data) -> received.addAndGet(data.readableByteCount())), 1)
			.expectNextCount(1)
			.then(() -> awaitStandstill(written, parts / 2))
			.thenRequest(Long.MAX_VALUE)
			.thenConsumeWhile((data) -> true)
			.expectComplete()
			.verify(PATIENCE);
		assertThat(received).hasValue(parts * 60_000L);
	}

	private static void awaitStandstill(AtomicInteger written, int most) {
		AtomicInteger last = new AtomicInteger(-1);
		Awaitility.await()
			.pollInterval(Duration.ofMillis(300))
			.until(() -> written.get() == last.getAndSet(written.get()));
		assertThat(written.get()).isLessThan(most);
	}

	@Test
	void whenNobodyReadsResponseThenConnectionIsClosed() throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		ScriptedBackend backend = backend((socket, number) -> {
			ScriptedBackend.readFastCgi(socket);
			ScriptedBackend.write(socket, ScriptedBackend.record(6, "X: y\r\n\r\npart"));
			if (socket.getInputStream().read() == -1) {
				closed.countDown();
			}
		});
		GatewayClientHttpConnector connector = GatewayClientHttpConnector.fastCgi(backend.address())
			.readTimeout(Duration.ofMillis(100))
			.build();
		this.closeables.add(connector);
		ClientHttpResponse response = connector.connect(HttpMethod.GET, URI.create("/"), ClientHttpRequest::setComplete)
			.block(PATIENCE);
		assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
		StepVerifier.create(response.getBody()).expectError(ResponseTimeoutException.class).verify(PATIENCE);
	}

	@Test
	void whenApplicationDoesNotReadRequestThenRequestFails() throws IOException {
		WebClient client = fastCgi((builder) -> builder.responseTimeout(Duration.ofMillis(200)), (socket, number) -> {
		});
		AtomicInteger parts = new AtomicInteger();
		Flux<byte[]> endless = Flux.just(new byte[64 * 1024]).repeat().doOnNext((part) -> parts.incrementAndGet());
		StepVerifier.create(client.post().uri("/").body(endless, byte[].class).retrieve().toBodilessEntity())
			.expectErrorSatisfies((ex) -> assertThat(ex).hasCauseInstanceOf(ResponseTimeoutException.class))
			.verify(PATIENCE);
		assertThat(parts).hasValueLessThan(1000);
	}

	@Test
	void whenApplicationSendsTooMuchForHeadThenResponseIsComplete() throws IOException {
		WebClient client = answering(DEFAULTS, ScriptedBackend.fastCgi("Content-Length: 9\r\n\r\nbody"));
		assertThat(client.head().uri("/").retrieve().toBodilessEntity().block(PATIENCE).getHeaders().getContentLength())
			.isEqualTo(9);
	}

	@Test
	void whenApplicationWritesErrorsThenTheyAreLines() throws IOException {
		List<String> lines = new CopyOnWriteArrayList<>();
		WebClient client = answering((builder) -> builder.errorOutput(lines::add),
				ScriptedBackend.concat(ScriptedBackend.record(7, "PHP War"),
						ScriptedBackend.record(7, "ning\r\n\u001b[1mtwo"), ScriptedBackend.fastCgi("X: y\r\n\r\n")));
		exchange(client);
		assertThat(lines).containsExactly("PHP Warning", "[1mtwo");
	}

	@Test
	void whenKeptConnectionIsClosedThenIdempotentRequestIsRepeated() throws IOException {
		ScriptedBackend[] backend = new ScriptedBackend[1];
		WebClient client = closingAfterFirst(backend);
		assertThat(exchange(client).getBody()).isEqualTo("0");
		assertThat(exchange(client).getBody()).isEqualTo("1");
		assertThat(backend[0].connections()).isEqualTo(2);
	}

	@Test
	void whenKeptConnectionIsClosedThenOtherRequestIsNot() throws IOException {
		WebClient client = closingAfterFirst(new ScriptedBackend[1]);
		assertThat(exchange(client).getBody()).isEqualTo("0");
		StepVerifier.create(client.post().uri("/").retrieve().toBodilessEntity())
			.expectErrorSatisfies((ex) -> assertThat(ex).hasCauseInstanceOf(StaleConnectionException.class))
			.verify(PATIENCE);
	}

	/**
	 * Return a client of an application that reads a second request on its first
	 * connection, and closes that in place of an answer.
	 */
	private WebClient closingAfterFirst(ScriptedBackend[] holder) throws IOException {
		holder[0] = backend((socket, number) -> {
			ScriptedBackend.readFastCgi(socket);
			ScriptedBackend.write(socket, ScriptedBackend.fastCgi("Status: 200 OK\r\n\r\n" + number));
			if (number == 0) {
				ScriptedBackend.readFastCgi(socket);
				socket.close();
			}
		});
		return client(GatewayClientHttpConnector.fastCgi(holder[0].address()).maxConnections(1));
	}

	@Test
	void whenIdleConnectionReceivesSomethingThenItIsNotUsed() throws IOException {
		ScriptedBackend backend = backend((socket, number) -> {
			ScriptedBackend.readFastCgi(socket);
			ScriptedBackend.write(socket, ScriptedBackend.concat(ScriptedBackend.fastCgi("X: y\r\n\r\n" + number),
					ScriptedBackend.fastCgi("X: y\r\n\r\nforged")));
		});
		WebClient client = client(GatewayClientHttpConnector.fastCgi(backend.address()));
		assertThat(exchange(client).getBody()).isEqualTo("0");
		assertThat(exchange(client).getBody()).isEqualTo("1");
	}

	@Test
	void whenRequestIsCancelledThenItIsAborted() throws Exception {
		CopyOnWriteArrayList<Byte> types = new CopyOnWriteArrayList<>();
		CountDownLatch closed = new CountDownLatch(1);
		CountDownLatch arrived = new CountDownLatch(1);
		WebClient client = fastCgi(DEFAULTS, (socket, number) -> {
			ScriptedBackend.readFastCgi(socket);
			arrived.countDown();
			byte[] header = socket.getInputStream().readNBytes(8);
			types.add(header[1]);
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
			closed.countDown();
		});
		Disposable request = client.get().uri("/").retrieve().toBodilessEntity().subscribe();
		assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
		request.dispose();
		assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(types).containsExactly((byte) 2);
	}

	@Test
	void whenAjpApplicationAsksForBodyWithoutEndThenRequestFails() throws IOException {
		ByteBuf ask = Unpooled.buffer();
		for (int i = 0; i < 100; i++) {
			AjpPacketWriter.writeGetBodyChunk(ask, 1000);
		}
		ScriptedBackend backend = backend((socket, number) -> {
			ScriptedBackend.readSome(socket);
			ScriptedBackend.write(socket, ByteBufUtil.getBytes(ask));
		});
		WebClient client = client(GatewayClientHttpConnector.ajp(backend.address()));
		StepVerifier.create(client.post().uri("/").body(Flux.never(), byte[].class).retrieve().toBodilessEntity())
			.expectErrorSatisfies((ex) -> assertThat(ex).hasCauseInstanceOf(MalformedResponseException.class))
			.verify(PATIENCE);
	}

	/**
	 * Also a request that must not be repeated, because it has not been sent.
	 */
	@Test
	void whenAjpApplicationDoesNotAnswerPingThenAnotherConnectionIsUsed() throws IOException {
		ByteBuf answer = Unpooled.buffer();
		AjpPacketWriter.writeHeaders(answer, HttpResponseStatus.OK, EmptyHttpHeaders.INSTANCE, AjpVariant.STANDARD);
		AjpPacketWriter.writeEndResponse(answer, true);
		ScriptedBackend backend = backend((socket, number) -> {
			ScriptedBackend.readSome(socket);
			ScriptedBackend.write(socket, ByteBufUtil.getBytes(answer));
			if (number == 0) {
				ScriptedBackend.readSome(socket);
				socket.close();
			}
		});
		WebClient client = client(GatewayClientHttpConnector.ajp(backend.address()).ping(true).maxConnections(1));
		for (int i = 0; i < 2; i++) {
			assertThat(client.post().uri("/").retrieve().toBodilessEntity().block(PATIENCE).getStatusCode())
				.isEqualTo(HttpStatus.OK);
		}
		assertThat(backend.connections()).isEqualTo(2);
	}

	@Test
	void whenNobodyListensThenRequestFails() throws IOException {
		ScriptedBackend backend = backend((socket, number) -> {
		});
		backend.close();
		failure(client(GatewayClientHttpConnector.fastCgi(backend.address())), IOException.class);
	}

	@Test
	void whenHeaderCouldBeSeveralThenRequestFails() throws IOException {
		WebClient client = answering(DEFAULTS, new byte[0]);
		StepVerifier.create(client.get().uri("/").header("X", "a\r\nY: b").retrieve().toBodilessEntity())
			.expectErrorSatisfies((ex) -> assertThat(ex).hasRootCauseInstanceOf(IllegalArgumentException.class))
			.verify(PATIENCE);
	}

	@Test
	void whenBodyOfRequestIsShorterThanItsLengthThenRequestFails() throws IOException {
		WebClient client = answering(DEFAULTS, new byte[0]);
		StepVerifier
			.create(client.post()
				.uri("/")
				.header(HttpHeaders.CONTENT_LENGTH, "5")
				.body(Flux.just(new byte[4]), byte[].class)
				.retrieve()
				.toBodilessEntity())
			.expectErrorSatisfies((ex) -> assertThat(ex).hasRootCauseInstanceOf(IllegalStateException.class))
			.verify(PATIENCE);
	}

	@Test
	void whenBodyToCollectIsTooLargeThenRequestFails() throws IOException {
		ScriptedBackend backend = backend((socket, number) -> {
		});
		WebClient client = client(GatewayClientHttpConnector.scgi(backend.address()).maxRequestBuffer(10));
		StepVerifier
			.create(client.post()
				.uri("/")
				.body(Flux.just(new byte[6], new byte[6]), byte[].class)
				.retrieve()
				.toBodilessEntity())
			.expectErrorSatisfies((ex) -> assertThat(ex).hasRootCauseInstanceOf(DataBufferLimitException.class))
			.verify(PATIENCE);
		assertThat(backend.connections()).isZero();
	}

	private ResponseEntity<String> fastCgi(String stdout) throws IOException {
		return exchange(answering(DEFAULTS, ScriptedBackend.fastCgi(stdout)));
	}

	private ResponseEntity<String> exchange(WebClient client) {
		return client.get().uri("/").exchangeToMono((response) -> response.toEntity(String.class)).block(PATIENCE);
	}

	private void failure(WebClient client, Class<? extends Throwable> cause) {
		StepVerifier.create(client.get().uri("/").exchangeToMono((response) -> response.toEntity(String.class)))
			.expectErrorSatisfies((ex) -> {
				Throwable root = ex;
				while (root.getCause() != null && !cause.isInstance(root)) {
					root = root.getCause();
				}
				assertThat(root).isInstanceOf(cause);
			})
			.verify(PATIENCE);
	}

	private WebClient answering(UnaryOperator<GatewayClientHttpConnector.Builder> customizer, byte[] response)
			throws IOException {
		return fastCgi(customizer, (socket, number) -> {
			ScriptedBackend.readFastCgi(socket);
			ScriptedBackend.write(socket, response);
		});
	}

	private WebClient fastCgi(UnaryOperator<GatewayClientHttpConnector.Builder> customizer,
			ScriptedBackend.Behaviour behaviour) throws IOException {
		return client(customizer.apply(GatewayClientHttpConnector.fastCgi(backend(behaviour).address())));
	}

	private ScriptedBackend backend(ScriptedBackend.Behaviour behaviour) throws IOException {
		ScriptedBackend backend = new ScriptedBackend(behaviour);
		this.closeables.add(backend);
		return backend;
	}

	private WebClient client(GatewayClientHttpConnector.Builder builder) {
		GatewayClientHttpConnector connector = builder.build();
		this.closeables.add(connector);
		return WebClient.builder().clientConnector(connector).build();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
