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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.webgateway.server.ObservedExchange.Awaited;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExchangeObserver}.
 */
class ExchangeObserverTests {

	private final Recorder recorder = new Recorder();

	@DoorTest({ GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP })
	void whenResponseIsCompleteThenItsSizeIsKnown(Door door) throws Exception {
		try (TestListener listener = open(door, Answers::size)) {
			Request request = Request.post("content");
			assertThat(listener.exchange(request).text()).isEqualTo("size 7");
			Event event = this.recorder.next();
			assertThat(event.outcome()).isEqualTo(Outcome.COMPLETED);
			assertThat(event.status()).isEqualTo(200);
			ObservedRequest observed = event.request();
			assertThat(observed.getReceivedBytes()).isEqualTo(7);
			assertThat(observed.getSentBytes()).isEqualTo(6);
			assertThat(observed.getListener()).isEqualTo(TestListener.NAME);
			assertThat(observed.getProtocol()).isEqualTo(door.protocol());
			assertThat(observed.getVariables().get("REQUEST_METHOD")).isEqualTo("POST");
			assertThat(System.nanoTime() - observed.getStartTime()).isBetween(0L, TimeUnit.SECONDS.toNanos(30));
			assertThat(this.recorder.started).hasSize(1).first().isSameAs(observed);
		}
	}

	@DoorTest({ GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP })
	void whenHeadArrivesInPartsThenItsTimeIsMeasured(Door door) throws Exception {
		try (TestListener listener = open(door, (exchange) -> Answers.text(exchange, "content"));
				Peer peer = listener.connect()) {
			byte[] bytes = Request.get().bytes(door.protocol());
			peer.send(Bytes.first(bytes, 30));
			peer.pause(Duration.ofMillis(50));
			peer.send(Bytes.from(bytes, 30));
			assertThat(peer.readResponse().text()).isEqualTo("content");
			assertThat(this.recorder.next().request().getHeadTime()).isBetween(TimeUnit.MILLISECONDS.toNanos(40),
					TimeUnit.SECONDS.toNanos(30));
		}
	}

	@DoorTest({ GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP })
	void whenApplicationFailsThenStatusIs500(Door door) throws Exception {
		try (TestListener listener = open(door, (exchange) -> Mono.error(new IllegalStateException("expected")))) {
			assertThat(listener.exchange(Request.get()).status()).isEqualTo(500);
			assertThat(this.recorder.next()).extracting(Event::outcome, Event::status)
				.containsExactly(Outcome.FAILED, 500);
		}
	}

	@DoorTest({ GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP })
	void whenResponseCannotBeCompletedThenItIsBrokenOff(Door door) throws Exception {
		try (TestListener listener = open(door, (exchange) -> {
			Flux<ByteBuf> body = Flux.just(Unpooled.copiedBuffer(Bytes.of("part")));
			return Answers.body(exchange,
					body.concatWith(Mono.<ByteBuf>never()
						.takeUntilOther(Mono.delay(Duration.ofMillis(50)))
						.concatWith(Mono.error(new IllegalStateException("expected")))));
		}); Peer peer = listener.connect().send(Request.get())) {
			peer.readToEnd();
			Event event = this.recorder.next();
			assertThat(event.outcome()).isEqualTo(Outcome.BROKEN_OFF);
			assertThat(event.status()).isEqualTo(200);
			assertThat(event.request().getSentBytes()).isEqualTo(4);
		}
	}

	@DoorTest({ GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP })
	void whenPeerHangsUpThenExchangeIsAborted(Door door) throws Exception {
		try (TestListener listener = open(door, (exchange) -> Mono.never())) {
			Peer peer = listener.connect().send(Request.get());
			ObservedExchange observed = this.recorder.started.take();
			assertThat(observed.getAwaited()).isEqualTo(Awaited.APPLICATION);
			peer.close();
			Event event = this.recorder.next();
			assertThat(event.request()).isSameAs(observed);
			assertThat(event.outcome()).isEqualTo(Outcome.ABORTED);
			assertThat(event.status()).isZero();
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenPeerSendsAbortThenExchangeIsAborted(Door door) throws Exception {
		try (TestListener listener = open(door, (exchange) -> Mono.never());
				Peer peer = listener.connect().send(Request.get().keepConnection())) {
			this.recorder.started.take();
			peer.send(FastCgi.abort(1));
			assertThat(this.recorder.next().outcome()).isEqualTo(Outcome.ABORTED);
		}
	}

	@DoorTest({ GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP })
	void whenListenerStopsThenExchangeIsBrokenOff(Door door) throws Exception {
		try (TestListener listener = open(door, (exchange) -> Mono.never());
				Peer peer = listener.connect().send(Request.get())) {
			this.recorder.started.take();
			listener.listener().stop();
			assertThat(this.recorder.next().outcome()).isEqualTo(Outcome.BROKEN_OFF);
			peer.readToEnd();
		}
	}

	@DoorTest(value = { GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP },
			sockets = SocketKind.UNIX)
	void whenBodyIsTooSlowThenRequestIsRefused(Door door) throws Exception {
		ListenerLimits limits = TestLimits.withBodyRate(1, Duration.ofMillis(50));
		try (TestListener listener = door.open(limits, ListenerAccess.OPEN, this.recorder, Answers::size);
				Peer peer = listener.connect()) {
			peer.send(Request.post("content").head(door.protocol()));
			assertThat(peer.readResponse().status()).isEqualTo(408);
			assertThat(this.recorder.next()).extracting(Event::outcome, Event::status)
				.containsExactly(Outcome.REFUSED, 408);
		}
	}

	@DoorTest
	void whenRequestHasNoSecretThenItIsRefusedWithoutExchange(Door door) throws Exception {
		ListenerAccess access = new ListenerAccess(new SharedSecret("GATEWAY_SECRET", List.of("right")), List.of(),
				AllowedPeers.ALL, SocketPermissions.DEFAULTS);
		try (TestListener listener = door.open(ListenerLimits.DEFAULTS, access, this.recorder, Answers::size)) {
			Request request = Request.get("/refused").with("GATEWAY_SECRET", "wrong");
			assertThat(listener.exchange(request).status()).isEqualTo(403);
			Event event = this.recorder.next();
			assertThat(event.request()).isInstanceOf(RefusedRequest.class);
			assertThat(event.status()).isEqualTo(403);
			assertThat(event.request().getVariables().contains("GATEWAY_SECRET")).isFalse();
			assertThat(event.request().getVariables().get("HTTP_HOST")).isEqualTo("shop.example");
			assertThat(this.recorder.started).isEmpty();
		}
	}

	@DoorTest({ GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP })
	void whenLengthIsNoNumberThenRequestIsRefusedWithoutExchange(Door door) throws Exception {
		try (TestListener listener = open(door, Answers::size)) {
			Request request = Request.get("/refused").set("CONTENT_LENGTH", "x");
			assertThat(listener.exchange(request).status()).isEqualTo(400);
			assertThat(this.recorder.next()).extracting(Event::outcome, Event::status).containsExactly(null, 400);
		}
	}

	@DoorTest({ GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP })
	void whileExchangeLastsItIsKnownWhatItWaitsFor(Door door) throws Exception {
		try (TestListener listener = open(door,
				(exchange) -> Answers.size(exchange.getRequestBody())
					.then(Answers.body(exchange,
							Flux.<ByteBuf>generate(
									(sink) -> sink.next(exchange.getAllocator().buffer(65536).writeZero(65536))))));
				Peer peer = listener.connect()) {
			Request request = Request.post("content");
			peer.send(request.head(door.protocol()));
			ObservedExchange observed = this.recorder.started.take();
			Awaitility.await().until(() -> observed.getAwaited() == Awaited.REQUEST_BODY);
			peer.send(request.body(door.protocol()));
			Awaitility.await().until(() -> observed.getAwaited() == Awaited.WEB_SERVER);
			assertThat(observed.getSentBytes()).isPositive();
		}
		assertThat(this.recorder.next().outcome()).isEqualTo(Outcome.ABORTED);
	}

	@Test
	void whenAnObserverFailsThenOthersAreTold() {
		CountDownLatch told = new CountDownLatch(3);
		ExchangeObserver failing = new ExchangeObserver() {

			@Override
			public void requestStarted(@Nullable ObservedExchange exchange) {
				throw new IllegalStateException("expected");
			}

			@Override
			public void requestEnded(@Nullable ObservedExchange exchange, Outcome outcome) {
				throw new IllegalStateException("expected");
			}

			@Override
			public void requestRefused(@Nullable RefusedRequest request) {
				throw new IllegalStateException("expected");
			}

		};
		ExchangeObserver counting = new ExchangeObserver() {

			@Override
			public void requestStarted(ObservedExchange exchange) {
				told.countDown();
			}

			@Override
			public void requestEnded(ObservedExchange exchange, Outcome outcome) {
				told.countDown();
			}

			@Override
			public void requestRefused(RefusedRequest request) {
				told.countDown();
			}

		};
		ExchangeObserver observer = new ListenerReporting(null, List.of(failing, counting)).observer();
		assertThat(observer).isNotNull();
		observer.requestStarted(null);
		observer.requestEnded(null, Outcome.COMPLETED);
		observer.requestRefused(null);
		assertThat(told.getCount()).isZero();
	}

	private TestListener open(Door door, GatewayHandler handler) {
		return door.open(ListenerLimits.DEFAULTS, ListenerAccess.OPEN, this.recorder, handler);
	}

	/**
	 * The end of a request.
	 *
	 * @param request the request
	 * @param outcome how it ended, {@code null} if it never began
	 * @param status the status of the answer, {@code 0} if there was none
	 */
	private record Event(ObservedRequest request, @Nullable Outcome outcome, int status) {

		static Event of(ObservedRequest request, @Nullable Outcome outcome) {
			ResponseHead head = request.getResponseHead();
			return new Event(request, outcome, (head != null) ? head.status().code() : 0);
		}

	}

	private static final class Recorder implements ExchangeObserver {

		private final BlockingQueue<ObservedExchange> started = new LinkedBlockingQueue<>();

		private final BlockingQueue<Event> ended = new LinkedBlockingQueue<>();

		@Override
		public void requestStarted(ObservedExchange exchange) {
			this.started.add(exchange);
		}

		@Override
		public void requestEnded(ObservedExchange exchange, Outcome outcome) {
			this.ended.add(Event.of(exchange, outcome));
		}

		@Override
		public void requestRefused(RefusedRequest request) {
			this.ended.add(Event.of(request, null));
		}

		/**
		 * Wait for the end of a request, which must be the only one.
		 */
		Event next() throws InterruptedException {
			Event event = this.ended.poll(10, TimeUnit.SECONDS);
			assertThat(event).isNotNull();
			assertThat(this.ended).isEmpty();
			return event;
		}

	}

}
