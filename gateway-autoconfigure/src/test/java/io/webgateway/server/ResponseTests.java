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

package io.webgateway.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for responses: how they leave, how they are held back, and how they end well or
 * not.
 */
@Timeout(20)
class ResponseTests {

	private static final int MEBIBYTE = 1 << 20;

	private static final Duration QUIET = Duration.ofMillis(150);

	@TempDir
	private Path directory;

	@DoorTest
	void whenBodyIsOneBufferThenItsLengthIsAnnounced(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Answers.text(exchange, "12345"))) {
			Response response = listener.exchange(Request.get());
			assertThat(response.header("content-length")).isEqualTo("5");
			assertThat(response.text()).isEqualTo("12345");
		}
	}

	@DoorTest
	void whenThereIsNoBodyThenLengthIsZero(Door door) throws Exception {
		List<GatewayHandler> handlers = List.of((exchange) -> Mono.empty(), (exchange) -> {
			exchange.commit(Answers.head(200));
			return Mono.empty();
		}, (exchange) -> Answers.body(exchange, Mono.empty()), (exchange) -> Answers.body(exchange, Flux.empty()),
				(exchange) -> Answers.body(exchange, Flux.just(Unpooled.EMPTY_BUFFER)));
		for (GatewayHandler handler : handlers) {
			try (TestListener listener = door.open(handler)) {
				Response response = listener.exchange(Request.get());
				assertThat(response.status()).isEqualTo(200);
				assertThat(response.header("content-length")).isIn("0", null);
				assertThat(response.body()).isEmpty();
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest
	void whenBodyIsLargeThenItArrivesWhole(Door door) throws Exception {
		byte[] body = Bytes.random(10 * MEBIBYTE);
		List<GatewayHandler> handlers = List.of(
				(exchange) -> Answers.body(exchange, Mono.fromSupplier(() -> Answers.buffer(exchange, body))),
				(exchange) -> Answers.body(exchange, parts(exchange, body, 4000)),
				(exchange) -> Answers.body(exchange, parts(exchange, body, 100000)),
				(exchange) -> Answers.body(exchange, parts(exchange, body, 10000).publishOn(Schedulers.parallel())));
		for (GatewayHandler handler : handlers) {
			try (TestListener listener = door.open(handler)) {
				Response response = listener.exchange(Request.get());
				assertThat(Bytes.summary(response.body())).isEqualTo(Bytes.summary(body));
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest
	void whenPublisherHopsBetweenThreadsThenOrderIsKept(Door door) throws Exception {
		StringBuilder expected = new StringBuilder();
		for (int i = 0; i < 2000; i++) {
			expected.append(i).append(' ');
		}
		try (TestListener listener = door.open((exchange) -> {
			Flux<ByteBuf> body = Flux.range(0, 2000).concatMap((i) -> {
				Mono<ByteBuf> part = Mono.fromSupplier(() -> Answers.buffer(exchange, i + " "));
				return switch (i % 4) {
					case 0 -> part.subscribeOn(Schedulers.parallel());
					// A value that concatMap gets without subscribing, it may emit twice
					// when the demand comes from another thread at the same time
					case 1 -> part.hide();
					case 2 -> part.subscribeOn(Schedulers.boundedElastic());
					default -> part.publishOn(Schedulers.single());
				};
			});
			return Answers.body(exchange, body);
		})) {
			Response response = listener.exchange(Request.get());
			assertThat(response.text()).isEqualTo(expected.toString());
			assertThat(response.complete()).isTrue();
		}
	}

	@DoorTest
	void whenPublisherFallsIdleThenWhatItEmittedLeaves(Door door) throws Exception {
		Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
		try (TestListener listener = door
			.open((exchange) -> Answers.body(exchange, sink.asFlux().map((text) -> Answers.buffer(exchange, text))));
				Peer peer = listener.connect().send(Request.get())) {
			peer.readUntil("\r\n\r\n");
			for (int i = 0; i < 10; i++) {
				sink.tryEmitNext("event " + i + ";").orThrow();
				peer.readUntil("event " + i + ";");
			}
			sink.tryEmitComplete().orThrow();
			Response response = peer.readResponse();
			assertThat(response.text()).endsWith("event 9;");
			assertThat(response.complete()).isTrue();
		}
	}

	@DoorTest
	void whenPublisherEmitsMuchAndNeverCompletesThenAllOfItLeaves(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Answers.body(exchange,
				Flux.range(0, 64)
					.map((i) -> Answers.buffer(exchange, "x".repeat(1023) + i % 10))
					.concatWith(Flux.never())));
				Peer peer = listener.connect().send(Request.get())) {
			peer.readUntil(
					(bytes) -> Bytes.text(bytes).chars().filter((character) -> character == 'x').count() == 64 * 1023);
		}
	}

	@DoorTest
	void whenBodyIsOneBufferAndHandlerGoesOnThenItLeaves(Door door) throws Exception {
		for (int length : List.of(1, MEBIBYTE)) {
			String body = "x".repeat(length);
			try (TestListener listener = door.open(
					(exchange) -> Answers.body(exchange, Mono.just(Answers.buffer(exchange, body))).then(Mono.never()));
					Peer peer = listener.connect().send(Request.get())) {
				peer.readUntil(
						(bytes) -> Bytes.text(bytes).chars().filter((character) -> character == 'x').count() == length);
			}
		}
	}

	@DoorTest
	void whenHandlerAnswersOnAnotherThreadThenResponseIsComplete(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Mono.defer(() -> Answers.text(exchange, "elsewhere"))
			.subscribeOn(Schedulers.boundedElastic()))) {
			Response response = listener.exchange(Request.get());
			assertThat(response.text()).isEqualTo("elsewhere");
			assertThat(response.complete()).isTrue();
		}
	}

	@DoorTest
	void whenPeerDoesNotReadThenEndlessPublisherIsHeldBackUntilItDoes(Door door) throws Exception {
		AtomicLong emitted = new AtomicLong();
		AtomicBoolean cancelled = new AtomicBoolean();
		try (TestListener listener = door.open((exchange) -> Answers.body(exchange, Flux.<ByteBuf>generate((sink) -> {
			emitted.addAndGet(10000);
			sink.next(Answers.buffer(exchange, new byte[10000]));
		}).doOnCancel(() -> cancelled.set(true))))) {
			try (Peer peer = listener.connect().send(Request.get())) {
				AtomicLong last = new AtomicLong(-1);
				await().pollInterval(QUIET)
					.until(() -> emitted.get() > 0 && last.getAndSet(emitted.get()) == emitted.get());
				long heldBack = emitted.get();
				assertThat(heldBack).isPositive();
				// What the operating system buffers on the way, and a few of the
				// listener's
				assertThat(heldBack).isLessThan((door.socket() == SocketKind.UNIX) ? MEBIBYTE : 16 * MEBIBYTE);
				long read = 0;
				while (read < 2 * heldBack) {
					peer.readMore(65536);
					read += peer.received().length;
					peer.take(peer.size());
				}
				assertThat(emitted.get()).isGreaterThan(heldBack);
				assertThat(cancelled).isFalse();
			}
			await().untilTrue(cancelled);
			long atEnd = emitted.get();
			assertThat(listener.listener().drain()).succeedsWithin(10, TimeUnit.SECONDS);
			assertThat(emitted.get()).isEqualTo(atEnd);
		}
	}

	@DoorTest
	void whenPeerReadsEndlessBodyFastThenOtherConnectionsOfTheSameEventLoopAreServed(Door door) throws Exception {
		byte[] part = new byte[16384];
		assertFair(door,
				(exchange) -> Answers.body(exchange, Flux.generate((sink) -> sink.next(Unpooled.wrappedBuffer(part)))));
	}

	@DoorTest
	void whenPeerReadsLargeFileFastThenOtherConnectionsOfTheSameEventLoopAreServed(Door door) throws Exception {
		long length = 1L << 40;
		Path file = sparseFile(length);
		assertFair(door, (exchange) -> {
			exchange.commit(Answers.head(200));
			return exchange.write(file, 0, length);
		});
	}

	private static void assertFair(Door door, GatewayHandler endless) throws Exception {
		LoopResources loops = door.loops().createPair();
		try (TestListener listener = TestListener.open(door, ListenerLimits.DEFAULTS, loops,
				(exchange) -> exchange.getVariables().get("REQUEST_URI").equals("/endless") ? endless.handle(exchange)
						: Answers.text(exchange, "served"));
				Peer greedy = listener.connect().send(Request.get("/endless"))) {
			greedy.readMore();
			Thread reader = new Thread(() -> {
				try {
					greedy.skipToEnd();
				}
				catch (IOException ex) {
					// The end of the test
				}
			});
			reader.start();
			for (int i = 0; i < 20; i++) {
				long start = System.nanoTime();
				assertThat(listener.exchange(Request.get()).text()).isEqualTo("served");
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
			}
			greedy.close();
			reader.join();
		}
		finally {
			loops.dispose();
		}
	}

	@DoorTest
	void whenPeerClosesThenPublisherThatIsSilentIsCancelled(Door door) throws Exception {
		CountDownLatch cancelled = new CountDownLatch(1);
		try (TestListener listener = door.open((exchange) -> Answers.body(exchange,
				Flux.just(Answers.buffer(exchange, "first"))
					.concatWith(Flux.never())
					.doOnCancel(cancelled::countDown)))) {
			try (Peer peer = listener.connect().send(Request.get())) {
				peer.readUntil("first");
			}
			assertThat(cancelled.await(1, TimeUnit.SECONDS)).isTrue();
		}
	}

	@DoorTest
	void whenPeerClosesWhileMuchIsOnItsWayThenNothingLeaks(Door door) throws Exception {
		byte[] part = Bytes.random(10000);
		try (TestListener listener = door.open((exchange) -> Answers.body(exchange,
				Flux.range(0, 10000).map((i) -> Answers.buffer(exchange, part)).subscribeOn(Schedulers.parallel())))) {
			for (int i = 0; i < 20; i++) {
				try (Peer peer = listener.connect().send(Request.get())) {
					peer.readUntil(1000 * i);
				}
			}
			assertThat(listener.listener().drain()).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
	}

	@DoorTest
	void whenHandlerFailsBeforeTheFirstByteThenStatusIs500(Door door) throws Exception {
		List<GatewayHandler> handlers = List.of((exchange) -> {
			throw new IllegalStateException("thrown");
		}, (exchange) -> null, (exchange) -> new Mono<>() {

			@Override
			public void subscribe(CoreSubscriber<? super Void> actual) {
				throw new NoClassDefFoundError("when subscribed to");
			}

		}, (exchange) -> Mono.error(new IllegalStateException("signalled")), (exchange) -> {
			exchange.commit(Answers.head(201, true, "X-Lost", "yes"));
			return Mono.error(new IllegalStateException("after commit"));
		}, (exchange) -> Answers.body(exchange, Flux.error(new IllegalStateException("in body"))),
				(exchange) -> Answers.body(exchange, Mono.error(new IllegalStateException("in body"))),
				(exchange) -> Mono.<Void>error(new IllegalStateException("elsewhere"))
					.subscribeOn(Schedulers.boundedElastic()),
				(exchange) -> exchange.write(Mono.fromSupplier(() -> Answers.buffer(exchange, "without head"))));
		for (GatewayHandler handler : handlers) {
			try (Warnings warnings = new Warnings(); TestListener listener = door.open(handler)) {
				Response response = listener.exchange(Request.get());
				assertThat(response.status()).isEqualTo(500);
				assertThat(response.header("x-lost")).isNull();
				assertThat(response.header("content-length")).isEqualTo("0");
				assertThat(response.body()).isEmpty();
				assertThat(response.complete()).isTrue();
				assertThat(warnings.messages()).hasSize(1);
			}
		}
	}

	@DoorTest
	void whenHandlerFailsAfterTheFirstByteThenResponseLooksBroken(Door door) throws Exception {
		Sinks.Empty<Void> failure = Sinks.empty();
		try (TestListener listener = door.open((exchange) -> Answers.body(exchange,
				Flux.just(Answers.buffer(exchange, "first")).concatWith(failure.asMono().then(Mono.empty()))));
				Peer peer = listener.connect().send(Request.get().keepConnection())) {
			peer.readUntil("first");
			failure.tryEmitError(new IllegalStateException("late"));
			assertBroken(door, peer);
		}
	}

	@DoorTest
	void whenHandlerFailsAtOnceAfterTheFirstByteThenResponseDoesNotLookComplete(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Answers.body(exchange,
				Flux.just(Answers.buffer(exchange, "first"))
					.concatWith(Mono.error(new IllegalStateException("late")))));
				Peer peer = listener.connect().send(Request.get().keepConnection())) {
			Response response = peer.readResponse();
			if (response.complete()
					&& (door.socket() == SocketKind.TCP || door.protocol() == GatewayProtocol.FASTCGI)) {
				assertThat(response.status()).isEqualTo(500);
			}
			else {
				assertThat(response.status()).isEqualTo(-1);
			}
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenHandlerFailsWhilePeerIsSlowThenAllThatWasWrittenArrivesAndLooksBroken(Door door) throws Exception {
		byte[] part = Bytes.random(MEBIBYTE);
		Sinks.Empty<Void> failure = Sinks.empty();
		try (TestListener listener = door.open((exchange) -> Answers.body(exchange,
				Flux.just(Answers.buffer(exchange, part)).concatWith(failure.asMono().then(Mono.empty()))));
				Peer peer = listener.connect().send(Request.get().keepConnection())) {
			peer.readUntil(1);
			failure.tryEmitError(new IllegalStateException("late"));
			if (door.socket() == SocketKind.UNIX) {
				Response response = peer.readResponse();
				assertThat(response.body()).isEqualTo(part);
				assertThat(response.complete()).isFalse();
				assertThat(FastCgi.isBreak(peer.received(), FastCgi.length(peer.received()))).isTrue();
			}
			else {
				peer.readToEnd();
				assertThat(peer.isReset()).isTrue();
			}
		}
	}

	@DoorTest
	void whenListenerStopsAfterTheFirstByteThenResponseLooksBroken(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Answers.body(exchange,
				Flux.just(Answers.buffer(exchange, "first")).concatWith(Flux.never())));
				Peer peer = listener.connect().send(Request.get().keepConnection())) {
			peer.readUntil("first");
			listener.listener().stop();
			assertBroken(door, peer);
		}
	}

	@DoorTest
	void whenBodyIsLongerThanItsLengthThenExcessIsDropped(Door door) throws Exception {
		AtomicBoolean cancelled = new AtomicBoolean();
		List<GatewayHandler> handlers = List.of((exchange) -> {
			exchange.commit(Answers.head(200, true, "Content-Length", "5"));
			return exchange.write(Mono.fromSupplier(() -> Answers.buffer(exchange, "1234567890")));
		}, (exchange) -> {
			exchange.commit(Answers.head(200, true, "Content-Length", "5"));
			return exchange.write(Flux.just("123", "4567", "890")
				.map((text) -> Answers.buffer(exchange, text))
				.concatWith(Flux.never())
				.doOnCancel(() -> cancelled.set(true)));
		}, (exchange) -> {
			exchange.commit(Answers.head(200, true, "Content-Length", "5"));
			return exchange.write(file("1234567890"), 0, 10);
		});
		for (GatewayHandler handler : handlers) {
			try (TestListener listener = door.open(handler)) {
				Response response = listener.exchange(Request.get());
				assertThat(response.header("content-length")).isEqualTo("5");
				assertThat(response.text()).isEqualTo("12345");
				assertThat(response.complete()).isTrue();
			}
		}
		assertThat(cancelled).isTrue();
	}

	@DoorTest
	void whenBodyIsShorterThanItsLengthThenResponseLooksBroken(Door door) throws Exception {
		Sinks.Empty<Void> end = Sinks.empty();
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(200, true, "Content-Length", "10"));
			return exchange.write(Flux.just("12345")
				.map((text) -> Answers.buffer(exchange, text))
				.concatWith(end.asMono().then(Mono.empty())));
		}); Peer peer = listener.connect().send(Request.get().keepConnection())) {
			peer.readUntil("12345");
			end.tryEmitEmpty();
			assertBroken(door, peer);
		}
	}

	@DoorTest
	void whenBodyIsNotAllowedThenNoneIsSent(Door door) throws Exception {
		AtomicInteger released = new AtomicInteger();
		for (int status : List.of(200, 204, 304)) {
			List<ByteBuf> buffers = new ArrayList<>();
			try (TestListener listener = door.open((exchange) -> {
				exchange.commit(Answers.head(status, false, "Content-Length", "1234"));
				// A pooled one could be in use again when it is looked at
				ByteBuf buffer = Unpooled.copiedBuffer(Bytes.of("body"));
				buffers.add(buffer);
				return exchange.write((exchange.getVariables().get("REQUEST_METHOD").equals("HEAD")) ? Mono.just(buffer)
						: Flux.just(buffer).concatWith(Flux.never()));
			})) {
				for (Request request : List.of(Request.head(), Request.get())) {
					Response response = listener.exchange(request);
					assertThat(response.status()).isEqualTo(status);
					assertThat(response.header("content-length")).isEqualTo("1234");
					assertThat(response.body()).isEmpty();
					assertThat(response.complete()).isTrue();
				}
			}
			assertThat(buffers).allSatisfy((buffer) -> assertThat(buffer.refCnt()).isZero());
			released.addAndGet(buffers.size());
		}
		assertThat(released).hasValue(6);
	}

	@DoorTest
	void whenContentLengthIsNotOneNumberThenItIsNotSent(Door door) throws Exception {
		for (boolean bodyAllowed : List.of(true, false)) {
			try (TestListener listener = door.open((exchange) -> {
				exchange.commit(Answers.head(200, bodyAllowed, "Content-Length", "5", "Content-Length", "6"));
				return exchange.write(Flux.just(Answers.buffer(exchange, "12345")));
			})) {
				Response response = listener.exchange(Request.get());
				assertThat(response.headers("content-length")).isEmpty();
				assertThat(response.text()).isEqualTo(bodyAllowed ? "12345" : "");
			}
			try (TestListener listener = door.open((exchange) -> {
				exchange.commit(Answers.head(200, bodyAllowed, "Content-Length", "five"));
				return exchange.write(Flux.just(Answers.buffer(exchange, "12345")));
			})) {
				assertThat(listener.exchange(Request.get()).headers("content-length")).isEmpty();
			}
		}
	}

	@DoorTest
	void whenHeadCannotBeSentThenStatusIs500AndBodyReleased(Door door) throws Exception {
		List<ResponseHead> heads = List.of(Answers.head(200, true, "X-Split", "a\r\nSet-Cookie: b"),
				Answers.head(200, true, "X-Split", "a\nb"), Answers.head(200, true, "X-Nul", "a\0b"),
				Answers.head(200, true, "X Space", "a"), Answers.head(200, true, "X-Large", "x".repeat(40000)));
		for (ResponseHead head : heads) {
			try (TestListener listener = door.open((exchange) -> {
				exchange.commit(head);
				return exchange.write(Flux.just("1", "2", "3").map((text) -> Answers.buffer(exchange, text)));
			})) {
				Response response = listener.exchange(Request.get());
				assertThat(response.status()).isEqualTo(500);
				assertThat(response.headers()).hasSize(1);
				assertThat(response.body()).isEmpty();
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest
	void whenResponseIsCommittedTwiceThenHandlerIsTold(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(200));
			try {
				exchange.commit(Answers.head(404));
				return Mono.empty();
			}
			catch (IllegalStateException ex) {
				return exchange.write(Mono.fromSupplier(() -> Answers.buffer(exchange, "told")));
			}
		})) {
			assertThat(listener.exchange(Request.get()).text()).isEqualTo("told");
		}
	}

	@DoorTest
	void whenAnswerIsEarlyThenItIsReadAfterTheWholeBodyWasSent(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(413));
			return exchange.write(Mono.fromSupplier(() -> Answers.buffer(exchange, "too large")));
		})) {
			for (int i = 0; i < 3; i++) {
				try (Peer peer = listener.connect()) {
					peer.send(Request.post(new byte[3 * MEBIBYTE]));
					Response response = peer.readResponse();
					assertThat(response.status()).isEqualTo(413);
					assertThat(response.text()).isEqualTo("too large");
					assertThat(response.complete()).isTrue();
				}
			}
		}
	}

	@DoorTest
	void whenEarlyAnswerIsLargeThenItIsReadAfterTheWholeBodyWasSent(Door door) throws Exception {
		byte[] body = Bytes.random(8 * MEBIBYTE);
		List<GatewayHandler> handlers = List.of(
				(exchange) -> Answers.body(exchange, Mono.fromSupplier(() -> Answers.buffer(exchange, body))),
				(exchange) -> Answers.body(exchange, parts(exchange, body, 20000)), (exchange) -> {
					exchange.commit(Answers.head(200));
					return exchange.write(file(body), 0, body.length);
				});
		for (GatewayHandler handler : handlers) {
			try (TestListener listener = door.open(handler); Peer peer = listener.connect()) {
				Request request = Request.post(new byte[3 * MEBIBYTE]);
				if (handler == handlers.get(0)) {
					// A handler that has not ended may still want to read the body
					peer.send(request);
				}
				else {
					peer.send(request.head(door.protocol()));
				}
				Response response = peer.readResponse();
				assertThat(Bytes.summary(response.body())).isEqualTo(Bytes.summary(body));
				if (handler != handlers.get(0)) {
					peer.send(request.body(door.protocol()));
					peer.readToEnd();
					assertThat(peer.isReset()).isFalse();
				}
			}
		}
	}

	@DoorTest
	void whenBodyIsFileThenItArrivesWhole(Door door) throws Exception {
		byte[] content = Bytes.random(5 * MEBIBYTE + 12345);
		Path file = file(content);
		try (TestListener listener = door.open((exchange) -> {
			String[] range = exchange.getVariables().get("REQUEST_URI").substring(1).split("-");
			exchange.commit(Answers.head(200));
			return exchange.write(file, Long.parseLong(range[0]), Long.parseLong(range[1]));
		}); Peer peer = listener.connect()) {
			for (int[] range : new int[][] { { 0, content.length }, { 0, 0 }, { 1, 1 }, { 100, 61440 }, { 7, 61441 },
					{ 1000, MEBIBYTE }, { 1000, MEBIBYTE + 1 }, { content.length - 1, 1 } }) {
				Request request = Request.get("/" + range[0] + "-" + range[1]).keepConnection();
				Response response = (door.protocol() == GatewayProtocol.FASTCGI) ? peer.send(request).readResponse()
						: listener.exchange(request);
				assertThat(Bytes.summary(response.body()))
					.isEqualTo(Bytes.summary(Arrays.copyOfRange(content, range[0], range[0] + range[1])));
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest
	void whenFileIsMissingThenStatusIs500(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(200));
			return exchange.write(this.directory.resolve("missing"), 0, 10);
		})) {
			assertThat(listener.exchange(Request.get()).status()).isEqualTo(500);
		}
	}

	@DoorTest
	void whenFileIsShorterThanAskedForThenStatusIs500(Door door) throws Exception {
		Path file = file("12345");
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(200));
			return exchange.write(file, 0, 10);
		})) {
			assertThat(listener.exchange(Request.get()).status()).isEqualTo(500);
			assertThat(openFiles()).doesNotContain(file);
		}
	}

	@DoorTest
	void whenBodyIsFileThenItsLengthIsAnnounced(Door door) throws Exception {
		Path file = sparseFile(3 * MEBIBYTE);
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(200));
			return exchange.write(file, 1, 3 * MEBIBYTE - 1);
		})) {
			assertThat(listener.exchange(Request.get()).header("content-length"))
				.isEqualTo(Integer.toString(3 * MEBIBYTE - 1));
		}
	}

	@DoorTest
	void whenFileIsTruncatedWhileItIsSentThenResponseLooksBroken(Door door) throws Exception {
		Path file = sparseFile(64 * MEBIBYTE);
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(200));
			return exchange.write(file, 0, 64 * MEBIBYTE);
		}); Peer peer = listener.connect().send(Request.get().keepConnection())) {
			peer.readUntil("\r\n\r\n");
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
				channel.truncate(0);
			}
			assertBroken(door, peer);
		}
	}

	@DoorTest
	void whenPeerClosesWhileFileIsSentThenFileIsClosed(Door door) throws Exception {
		Path file = sparseFile(64 * MEBIBYTE);
		CountDownLatch cancelled = new CountDownLatch(1);
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(200));
			return exchange.write(file, 0, 64 * MEBIBYTE).doOnCancel(cancelled::countDown);
		})) {
			try (Peer peer = listener.connect().send(Request.get())) {
				peer.readUntil(100000);
				assertThat(openFiles()).contains(file);
			}
			assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
			await().untilAsserted(() -> assertThat(openFiles()).doesNotContain(file));
		}
	}

	@DoorTest
	void whenBodyIsNotAllowedThenFileIsNotSent(Door door) throws Exception {
		Path file = file("12345");
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(200, false, "Content-Length", "5"));
			return exchange.write(file, 0, 5);
		})) {
			Response response = listener.exchange(Request.head());
			assertThat(response.header("content-length")).isEqualTo("5");
			assertThat(response.body()).isEmpty();
			assertThat(openFiles()).doesNotContain(file);
		}
	}

	@DoorTest
	void whenThousandPeersConnectAtOnceThenAllAreAnswered(Door door) throws Exception {
		int count = 1000;
		AtomicInteger waiting = new AtomicInteger();
		Sinks.Empty<Void> all = Sinks.empty();
		try (TestListener listener = door.open((exchange) -> {
			if (waiting.incrementAndGet() == count) {
				all.tryEmitEmpty();
			}
			String uri = exchange.getVariables().get("REQUEST_URI");
			return all.asMono().then(Mono.defer(() -> Answers.text(exchange, uri)));
		})) {
			List<Peer> peers = new ArrayList<>();
			try {
				for (int i = 0; i < count; i++) {
					peers.add(listener.connect());
				}
				for (int i = 0; i < count; i++) {
					peers.get(i).send(Request.get("/" + i));
				}
				for (int i = 0; i < count; i++) {
					assertThat(peers.get(i).readResponse().text()).isEqualTo("/" + i);
				}
			}
			finally {
				for (Peer peer : peers) {
					peer.close();
				}
			}
		}
	}

	/**
	 * Assert that a web server can tell that the response is not complete, as far as its
	 * protocol and socket permit.
	 */
	private static void assertBroken(Door door, Peer peer) throws IOException {
		boolean more = true;
		while (more) {
			more = peer.readMore(MEBIBYTE);
			if (door.protocol() != GatewayProtocol.FASTCGI) {
				peer.take(peer.size());
			}
		}
		if (door.protocol() == GatewayProtocol.FASTCGI) {
			assertThat(FastCgi.records(peer.received())).extracting(FastCgi.Record::type).containsOnly(FastCgi.STDOUT);
			assertThat(FastCgi.records(peer.received())).noneMatch((record) -> record.content().length == 0);
		}
		else if (door.socket() == SocketKind.TCP) {
			assertThat(peer.isReset()).isTrue();
		}
	}

	private static Flux<ByteBuf> parts(GatewayExchange exchange, byte[] body, int length) {
		return Flux.range(0, (body.length + length - 1) / length).map((i) -> {
			int start = i * length;
			return exchange.getAllocator()
				.buffer(length)
				.writeBytes(body, start, Math.min(length, body.length - start));
		});
	}

	private Path file(String content) {
		return file(Bytes.of(content));
	}

	private Path file(byte[] content) {
		try {
			return Files.write(Files.createTempFile(this.directory, "body", ""), content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Create a file of zeros that takes no room.
	 */
	private Path sparseFile(long length) throws IOException {
		Path file = file("");
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.write(ByteBuffer.allocate(1), length - 1);
		}
		return file;
	}

	private static List<Path> openFiles() throws IOException {
		List<Path> files = new ArrayList<>();
		try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
			for (Path descriptor : descriptors) {
				try {
					files.add(Files.readSymbolicLink(descriptor));
				}
				catch (IOException ex) {
					// It was the one by which the directory is read
				}
			}
		}
		return files;
	}

}
