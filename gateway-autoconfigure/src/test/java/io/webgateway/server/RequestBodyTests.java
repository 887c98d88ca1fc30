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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.netty.channel.AbortedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the bodies of requests: how they arrive, how they are held back and how they
 * end.
 */
@Timeout(20)
class RequestBodyTests {

	private static final Duration QUIET = Duration.ofMillis(200);

	private static final int MEBIBYTE = 1 << 20;

	@DoorTest
	void whenBodyIsSentThenHandlerReceivesIt(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::echo)) {
			for (int length : List.of(0, 1, 100, 65535, 65536, 65537, 3 * MEBIBYTE)) {
				byte[] body = Bytes.random(length);
				try (Peer peer = listener.connect(); Sending sending = new Sending(peer, Request.post(body))) {
					Response response = peer.readResponse();
					sending.join();
					assertThat(Bytes.summary(response.body())).isEqualTo(Bytes.summary(body));
					assertThat(response.complete()).isTrue();
				}
			}
		}
	}

	@DoorTest
	void whenEveryByteComesOnItsOwnThenNothingIsLost(Door door) throws Exception {
		byte[] body = Bytes.random(300);
		try (TestListener listener = door.open(Answers::echo); Peer peer = listener.connect()) {
			peer.sendByteByByte(Request.post(body).bytes(door.protocol()));
			Response response = peer.readResponse();
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body()).isEqualTo(body);
			assertThat(response.complete()).isTrue();
		}
	}

	@DoorTest
	void whenThereIsNoBodyThenFluxIsEmptyEachTime(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Answers.size(exchange.getRequestBody())
			.zipWith(Answers.size(exchange.getRequestBody()))
			.flatMap((sizes) -> Answers.text(exchange, sizes.toString())))) {
			assertThat(listener.exchange(Request.get()).text()).isEqualTo("[0,0]");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenLengthIsNotKnownThenBodyEndsWithItsStream(Door door) throws Exception {
		byte[] body = Bytes.random(200000);
		try (TestListener listener = door.open(Answers::echo)) {
			for (Request request : List.of(Request.post(body).set("CONTENT_LENGTH", ""),
					Request.post(body).set("CONTENT_LENGTH", "-1"), Request.post(body).without("CONTENT_LENGTH"))) {
				assertThat(Bytes.summary(listener.exchange(request).body())).isEqualTo(Bytes.summary(body));
			}
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenLengthIsNotKnownAndBodyComesLaterThenHandlerNeedNotWaitForIt(Door door) throws Exception {
		Request request = Request.post(new byte[0]).without("CONTENT_LENGTH").keepConnection();
		try (TestListener listener = door.open((exchange) -> Answers.text(exchange, "at once"));
				Peer peer = listener.connect()) {
			peer.send(request.head(door.protocol()));
			assertThat(peer.readResponse().text()).isEqualTo("at once");
			// The rest of the first is no part of the second, which comes in the same
			// write
			peer.send(Bytes.concat(FastCgi.end(FastCgi.STDIN, 1), request.bytes(door.protocol())));
			assertThat(peer.readResponse().text()).isEqualTo("at once");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenRequestsOfUnknownLengthComeTogetherThenEachIsAnsweredInTurn(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::echo); Peer peer = listener.connect()) {
			Request none = Request.get().without("CONTENT_LENGTH").keepConnection();
			Request some = Request.post(Bytes.random(10)).without("CONTENT_LENGTH").keepConnection();
			peer.send(Bytes.concat(none.id(1).head(door.protocol()), some.id(2).bytes(door.protocol()),
					FastCgi.end(FastCgi.STDIN, 1)));
			assertThat(peer.readResponse(1).body()).isEmpty();
			assertThat(peer.readResponse(2).body()).hasSize(10);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenRecordsArePaddedOrSmallThenBodyIsTheSame(Door door) throws Exception {
		byte[] body = Bytes.random(2000);
		Request request = Request.post(body);
		try (TestListener listener = door.open(Answers::echo);
				Peer padded = listener.connect();
				Peer small = listener.connect()) {
			padded.send(request.head(door.protocol()));
			padded.send(FastCgi.record(FastCgi.STDIN, 1, Bytes.first(body, 1000), 255));
			padded.send(FastCgi.record(FastCgi.STDIN, 1, Bytes.from(body, 1000), 1));
			padded.send(FastCgi.record(FastCgi.STDIN, 1, new byte[0], 8));
			assertThat(padded.readResponse().body()).isEqualTo(body);
			small.send(request.head(door.protocol()), FastCgi.stream(FastCgi.STDIN, 1, body, 1),
					FastCgi.end(FastCgi.STDIN, 1));
			assertThat(small.readResponse().body()).isEqualTo(body);
		}
	}

	@DoorTest
	void whenNothingIsDemandedThenSenderIsHeldBackAndNothingIsLost(Door door) throws Exception {
		AtomicReference<Subscription> subscription = new AtomicReference<>();
		AtomicLong received = new AtomicLong();
		try (TestListener listener = door.open((exchange) -> {
			exchange.getRequestBody().subscribe(new BaseSubscriber<ByteBuf>() {

				@Override
				protected void hookOnSubscribe(Subscription upstream) {
					subscription.set(upstream);
				}

				@Override
				protected void hookOnNext(ByteBuf buffer) {
					received.addAndGet(buffer.readableBytes());
					buffer.release();
				}

			});
			return Mono.never();
		}); Peer peer = listener.connect()) {
			peer.send(Request.post("").announcing(1L << 30).head(door.protocol()));
			await().until(() -> subscription.get() != null);
			long pushed = pushBody(peer, 256 * MEBIBYTE);
			assertThat(pushed).isLessThan(heldBack(door));
			assertThat(received).hasValue(0);
			subscription.get().request(1);
			await().until(() -> received.get() > 0);
			subscription.get().request(Long.MAX_VALUE);
			await().untilAsserted(() -> assertThat(received.get()).isGreaterThan(pushed - 65536 - 8));
			assertThat(peer.push(peer.part(new byte[32768]), 16 * MEBIBYTE, Duration.ofSeconds(10)))
				.isGreaterThanOrEqualTo(16 * MEBIBYTE);
		}
	}

	@DoorTest
	void whenNobodySubscribesThenSenderIsHeldBack(Door door) throws Exception {
		CountDownLatch started = new CountDownLatch(1);
		try (TestListener listener = door.open((exchange) -> {
			started.countDown();
			return Mono.never();
		}); Peer peer = listener.connect()) {
			peer.send(Request.post("").announcing(1L << 30).head(door.protocol()));
			started.await();
			assertThat(pushBody(peer, 256 * MEBIBYTE)).isLessThan(heldBack(door));
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.UNIX)
	void whenNothingIsDemandedThenTinyPartsCountForMoreThanTheirBytes(Door door) throws Exception {
		byte[] records = FastCgi.stream(FastCgi.STDIN, 1, new byte[1000], 1);
		try (TestListener listener = door.open((exchange) -> Mono.never()); Peer peer = listener.connect()) {
			peer.send(Request.post("").announcing(1L << 30).head(door.protocol()));
			// The listener would take 64 KiB if only the bytes of the body counted
			assertThat(peer.push(records, 50000 * 9, QUIET.multipliedBy(2))).isLessThan(50000 * 9);
		}
	}

	@DoorTest
	void whenDemandComesFromOtherThreadsThenOrderIsKept(Door door) throws Exception {
		byte[] body = Bytes.random(MEBIBYTE);
		try (TestListener listener = door.open((exchange) -> Answers.body(exchange,
				exchange.getRequestBody()
					.publishOn(Schedulers.parallel(), 1)
					.publishOn(Schedulers.boundedElastic(), 2)
					.limitRate(1)))) {
			try (Peer peer = listener.connect(); Sending sending = new Sending(peer, Request.post(body))) {
				Response response = peer.readResponse();
				sending.join();
				assertThat(Bytes.summary(response.body())).isEqualTo(Bytes.summary(body));
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest
	void whenManyThreadsDemandAtOnceThenSignalsAreSerial(Door door) throws Exception {
		byte[] body = Bytes.random(MEBIBYTE);
		AtomicLong concurrent = new AtomicLong();
		AtomicLong received = new AtomicLong();
		Sinks.Empty<Void> complete = Sinks.empty();
		try (TestListener listener = door.open((exchange) -> {
			exchange.getRequestBody().subscribe(new BaseSubscriber<ByteBuf>() {

				@Override
				protected void hookOnSubscribe(Subscription upstream) {
					demand();
				}

				@Override
				protected void hookOnNext(ByteBuf buffer) {
					assertThat(concurrent.incrementAndGet()).isEqualTo(1);
					received.addAndGet(buffer.readableBytes());
					buffer.release();
					concurrent.decrementAndGet();
					demand();
				}

				@Override
				protected void hookOnComplete() {
					complete.tryEmitEmpty();
				}

				private void demand() {
					for (int i = 0; i < 3; i++) {
						Schedulers.parallel().schedule(() -> request(1));
					}
				}

			});
			return complete.asMono().then(Mono.defer(() -> Answers.text(exchange, "size " + received)));
		})) {
			assertThat(listener.exchange(Request.post(body)).text()).isEqualTo("size " + body.length);
		}
	}

	@DoorTest
	void whenBodyIsSubscribedTwiceThenSecondSubscriberFails(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> {
			Mono<Long> first = Answers.size(exchange.getRequestBody());
			Mono<String> second = Answers.size(exchange.getRequestBody())
				.map(String::valueOf)
				.onErrorResume((ex) -> Mono.just(ex.getClass().getSimpleName()));
			return Mono.zip(first, second).flatMap((result) -> Answers.text(exchange, result.toString()));
		})) {
			assertThat(listener.exchange(Request.post("12345")).text()).isEqualTo("[5,IllegalStateException]");
		}
	}

	@DoorTest
	void whenBodyIsSubscribedAfterItsEndThenSubscriberCompletes(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Answers.size(exchange.getRequestBody())
			.flatMap((first) -> Answers.size(exchange.getRequestBody())
				.flatMap((second) -> Answers.text(exchange, first + " " + second))))) {
			assertThat(listener.exchange(Request.post("12345")).text()).isEqualTo("5 0");
		}
	}

	@DoorTest
	void whenBodyIsCancelledThenRestIsDiscarded(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> exchange.getRequestBody()
			.next()
			.doOnNext(ByteBuf::release)
			.then(Mono.defer(() -> Answers.text(exchange, "enough")))); Peer peer = listener.connect()) {
			for (int i = 0; i < ((door.protocol() == GatewayProtocol.FASTCGI) ? 3 : 1); i++) {
				peer.send(Request.post(new byte[3 * MEBIBYTE]).keepConnection());
				Response response = peer.readResponse();
				assertThat(response.text()).isEqualTo("enough");
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest
	void whenBodyIsCancelledBeforeHandlerAnswersThenRestIsDiscardedMeanwhile(Door door) throws Exception {
		Sinks.One<String> answer = Sinks.one();
		try (TestListener listener = door.open((exchange) -> exchange.getRequestBody()
			.next()
			.doOnNext(ByteBuf::release)
			.then(answer.asMono().flatMap((text) -> Answers.text(exchange, text)))); Peer peer = listener.connect()) {
			// More than all buffers on the way hold
			peer.send(Request.post(new byte[16 * MEBIBYTE]));
			answer.tryEmitValue("late");
			assertThat(peer.readResponse().text()).isEqualTo("late");
		}
	}

	@DoorTest
	void whenTooMuchIsDiscardedThenConnectionCloses(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withMaxDiscarded(MEBIBYTE),
				(exchange) -> Answers.text(exchange, "enough")); Peer peer = listener.connect()) {
			Request request = Request.post("").announcing(1L << 30).keepConnection();
			peer.send(request.head(door.protocol()));
			peer.readUntil("enough");
			byte[] part = request.part(door.protocol(), new byte[65535]);
			long limit = 512L * MEBIBYTE;
			long sent = 0;
			try {
				while (sent < limit) {
					peer.send(part);
					sent += part.length;
				}
			}
			catch (IOException ex) {
				assertThat(ex.getMessage()).containsAnyOf("Broken pipe", "Connection reset");
			}
			assertThat(sent).isLessThan(limit);
		}
	}

	@DoorTest
	void whenPeerClosesWhileBodyIsReadThenHandlerIsCancelledBeforeBodyFails(Door door) throws Exception {
		assertAborted(door, Peer::close);
	}

	@DoorTest
	void whenPeerHalfClosesWhileBodyIsReadThenHandlerIsCancelledBeforeBodyFails(Door door) throws Exception {
		assertAborted(door, Peer::shutdownOutput);
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenPeerResetsWhileBodyIsReadThenHandlerIsCancelledBeforeBodyFails(Door door) throws Exception {
		assertAborted(door, Peer::reset);
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenPeerAbortsWhileBodyIsReadThenHandlerIsCancelledBeforeBodyFails(Door door) throws Exception {
		assertAborted(door, (peer) -> peer.send(FastCgi.abort(1)));
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenBodyEndsTooEarlyThenHandlerIsCancelledBeforeBodyFails(Door door) throws Exception {
		assertAborted(door, (peer) -> peer.send(FastCgi.end(FastCgi.STDIN, 1)));
	}

	@DoorTest
	void whenPeerClosesWhileHandlerWorksThenItIsCancelled(Door door) throws Exception {
		assertCancelled(door, Request.get(), Peer::close);
		assertCancelled(door, Request.post(Bytes.random(10000)), Peer::close);
	}

	@DoorTest
	void whenPeerHalfClosesWhileHandlerWorksThenItIsCancelled(Door door) throws Exception {
		assertCancelled(door, Request.get(), Peer::shutdownOutput);
		assertCancelled(door, Request.post(Bytes.random(10000)), Peer::shutdownOutput);
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenPeerResetsWhileHandlerWorksThenItIsCancelled(Door door) throws Exception {
		assertCancelled(door, Request.get(), Peer::reset);
		assertCancelled(door, Request.post(Bytes.random(10000)), Peer::reset);
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenPeerAbortsWhileHandlerWorksThenItIsCancelled(Door door) throws Exception {
		assertCancelled(door, Request.get(), (peer) -> peer.send(FastCgi.abort(1)));
		assertCancelled(door, Request.post(Bytes.random(10000)), (peer) -> peer.send(FastCgi.abort(1)));
	}

	@DoorTest
	void whenPeerClosesBehindMuchUnreadBodyThenHandlerIsCancelledAtTheLatestWhenItReads(Door door) throws Exception {
		Sinks.Empty<Void> read = Sinks.empty();
		List<String> events = new CopyOnWriteArrayList<>();
		try (TestListener listener = door.open((exchange) -> {
			events.add("started");
			return read.asMono()
				.then(Mono.defer(() -> Answers.size(exchange.getRequestBody())))
				.then()
				.doOnCancel(() -> events.add("cancelled"));
		})) {
			try (Peer peer = listener.connect()) {
				peer.send(Request.post("").announcing(1L << 30).head(door.protocol()));
				await().until(() -> events.contains("started"));
				pushBody(peer, 64 * MEBIBYTE);
			}
			read.tryEmitEmpty();
			await().until(() -> events.contains("cancelled"));
			assertThat(events).containsExactly("started", "cancelled");
		}
	}

	@DoorTest
	void whenPeerClosesAfterWholeBodyThenSubscriberThatHasNotReadItFails(Door door) throws Exception {
		List<String> events = new CopyOnWriteArrayList<>();
		try (TestListener listener = door.open((exchange) -> {
			subscribeApart(exchange.getRequestBody(), 0, events);
			return Mono.never();
		})) {
			try (Peer peer = listener.connect().send(Request.post("12345"))) {
				await().until(() -> events.contains("subscribed"));
			}
			await().untilAsserted(() -> assertThat(events).containsExactly("subscribed", "AbortedException"));
		}
	}

	@DoorTest
	void whenHandlerEndsWhileBodyIsReadApartThenSubscriberFails(Door door) throws Exception {
		List<String> events = new CopyOnWriteArrayList<>();
		try (TestListener listener = door.open((exchange) -> {
			subscribeApart(exchange.getRequestBody(), Long.MAX_VALUE, events);
			return Answers.text(exchange, "done");
		}); Peer peer = listener.connect()) {
			Request request = Request.post("").announcing(10);
			peer.send(request.head(door.protocol()), request.part(door.protocol(), Bytes.of("12345")));
			peer.readUntil("done");
			await().untilAsserted(() -> assertThat(events).startsWith("subscribed").endsWith("AbortedException"));
		}
	}

	@DoorTest
	void whenHandlerEndsWithinSignalOfBodyThenSubscriberFails(Door door) throws Exception {
		List<String> events = new CopyOnWriteArrayList<>();
		Sinks.Empty<Void> end = Sinks.empty();
		try (TestListener listener = door.open((exchange) -> {
			subscribeApart(exchange.getRequestBody().doOnNext((buffer) -> end.tryEmitEmpty()), Long.MAX_VALUE, events);
			return end.asMono().then(Mono.defer(() -> Answers.text(exchange, "done")));
		}); Peer peer = listener.connect()) {
			Request request = Request.post("").announcing(10);
			peer.send(request.head(door.protocol()), request.part(door.protocol(), Bytes.of("12345")));
			peer.readUntil("done");
			await()
				.untilAsserted(() -> assertThat(events).containsExactly("subscribed", "5 bytes", "AbortedException"));
		}
	}

	@DoorTest
	void whenBodyIsSubscribedAfterPeerClosedThenSubscriberFails(Door door) throws Exception {
		List<String> events = new CopyOnWriteArrayList<>();
		try (TestListener listener = door.open((exchange) -> Mono.<Void>never().doOnCancel(() -> {
			events.add("cancelled");
			Schedulers.parallel().schedule(() -> subscribeApart(exchange.getRequestBody(), Long.MAX_VALUE, events));
		}))) {
			Request request = Request.post("").announcing(10);
			try (Peer peer = listener.connect()) {
				peer.send(request.head(door.protocol()), request.part(door.protocol(), Bytes.of("12345")));
			}
			await()
				.untilAsserted(() -> assertThat(events).containsExactly("cancelled", "subscribed", "AbortedException"));
		}
	}

	@DoorTest({ GatewayProtocol.SCGI, GatewayProtocol.UWSGI })
	void whenMoreFollowsThanAnnouncedThenItIsNotPartOfTheBody(Door door) throws Exception {
		Sinks.Empty<Void> arrived = Sinks.empty();
		try (Warnings warnings = new Warnings();
				TestListener listener = door
					.open((exchange) -> arrived.asMono().then(Mono.defer(() -> Answers.size(exchange))));
				Peer together = listener.connect();
				Peer apart = listener.connect();
				Peer none = listener.connect()) {
			together.send(Request.post("1234567890").announcing(5));
			apart.send(Request.post("12345"));
			apart.send(Bytes.of("67890"));
			none.send(Request.get());
			none.send(Bytes.of("67890"));
			arrived.tryEmitEmpty();
			assertThat(together.readResponse().text()).isEqualTo("size 5");
			assertThat(apart.readResponse().text()).isEqualTo("size 5");
			assertThat(none.readResponse().text()).isEqualTo("size 0");
			assertThat(warnings.messages()).isEmpty();
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenStdinIsLongerThanAnnouncedThenRestIsDroppedAndConnectionNotKept(Door door) throws Exception {
		Request request = Request.post("").announcing(5).keepConnection();
		byte[] whole = FastCgi.stream(FastCgi.STDIN, 1, Bytes.of("1234567890"));
		byte[] parts = FastCgi.stream(FastCgi.STDIN, 1, Bytes.of("1234567890"), 5);
		byte[] none = FastCgi.stream(FastCgi.STDIN, 1, Bytes.of("1234567890"));
		for (byte[] stdin : List.of(whole, parts)) {
			assertExcess(door, Bytes.concat(request.head(door.protocol()), stdin), "size 5");
		}
		assertExcess(door, Bytes.concat(Request.post("").keepConnection().head(door.protocol()), none), "size 0");
	}

	private static void assertExcess(Door door, byte[] bytes, String answer) throws IOException {
		Sinks.Empty<Void> arrived = Sinks.empty();
		try (Warnings warnings = new Warnings();
				TestListener listener = door
					.open((exchange) -> arrived.asMono().then(Mono.defer(() -> Answers.size(exchange))));
				Peer peer = listener.connect().send(bytes, FastCgi.end(FastCgi.STDIN, 1))) {
			await().until(() -> !warnings.messages().isEmpty());
			assertThat(warnings.messages()).singleElement()
				.asString()
				.contains("'" + TestListener.NAME + "'", "FastCGI", "CONTENT_LENGTH");
			arrived.tryEmitEmpty();
			Response response = peer.readResponse();
			assertThat(response.text()).isEqualTo(answer);
			assertThat(response.complete()).isTrue();
			assertThat(peer.readToEnd()).isEmpty();
		}
	}

	/**
	 * Assert that a handler that reads the body is cancelled, and only then whoever else
	 * reads it is told.
	 */
	private static void assertAborted(Door door, PeerAction action) throws Exception {
		List<String> events = new CopyOnWriteArrayList<>();
		try (TestListener listener = door.open((exchange) -> {
			subscribeApart(exchange.getRequestBody(), Long.MAX_VALUE, events);
			return Mono.<Void>never().doOnCancel(() -> events.add("cancelled"));
		}); Peer peer = listener.connect()) {
			Request request = Request.post("").announcing(10);
			peer.send(request.head(door.protocol()), request.part(door.protocol(), Bytes.of("12345")));
			await().until(() -> events.contains("5 bytes"));
			action.perform(peer);
			await().untilAsserted(
					() -> assertThat(events).containsExactly("subscribed", "5 bytes", "cancelled", "AbortedException"));
		}
	}

	/**
	 * Assert that a handler that does nothing is cancelled within a second.
	 */
	private static void assertCancelled(Door door, Request request, PeerAction action) throws Exception {
		List<String> events = new CopyOnWriteArrayList<>();
		try (TestListener listener = door.open((exchange) -> {
			events.add("started");
			return Mono.<Void>never().doOnCancel(() -> events.add("cancelled"));
		}); Peer peer = listener.connect().send(request)) {
			await().until(() -> events.contains("started"));
			action.perform(peer);
			await().atMost(Duration.ofSeconds(1)).until(() -> events.contains("cancelled"));
		}
	}

	/**
	 * Subscribe to a body in a way that cancelling the handler does not cancel.
	 */
	private static Disposable subscribeApart(Flux<ByteBuf> body, long demand, List<String> events) {
		return body.subscribeWith(new BaseSubscriber<>() {

			@Override
			protected void hookOnSubscribe(Subscription subscription) {
				events.add("subscribed");
				if (demand > 0) {
					request(demand);
				}
			}

			@Override
			protected void hookOnNext(ByteBuf buffer) {
				events.add(buffer.readableBytes() + " bytes");
				buffer.release();
			}

			@Override
			protected void hookOnComplete() {
				events.add("complete");
			}

			@Override
			protected void hookOnError(Throwable failure) {
				events.add((failure instanceof AbortedException) ? "AbortedException" : failure.toString());
			}

		});
	}

	private static long pushBody(Peer peer, long limit) throws IOException {
		return peer.push(peer.part(new byte[32768]), limit, QUIET);
	}

	/**
	 * Return how many bytes a sender may get rid of: those that the operating system
	 * buffers on the way, and a few of the listener's.
	 */
	private static long heldBack(Door door) {
		return (door.socket() == SocketKind.UNIX) ? MEBIBYTE : 16 * MEBIBYTE;
	}

	/**
	 * What a peer does to a connection.
	 */
	private interface PeerAction {

		void perform(Peer peer) throws IOException;

	}

	/**
	 * Sends a request while the response is being read.
	 */
	private static final class Sending implements AutoCloseable {

		private final List<Throwable> failures = new ArrayList<>();

		private final Thread thread;

		Sending(Peer peer, Request request) {
			this.thread = new Thread(() -> {
				try {
					peer.send(request);
				}
				catch (IOException ex) {
					this.failures.add(ex);
				}
			});
			this.thread.start();
		}

		void join() throws InterruptedException {
			this.thread.join();
			assertThat(this.failures).isEmpty();
		}

		@Override
		public void close() {
			this.thread.interrupt();
		}

	}

}
