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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what happens at each {@link Limit} of connections, requests in progress,
 * bodies and writes, and that it is counted.
 */
@Timeout(20)
class LimitTests {

	private static final Duration SOON = Duration.ofMillis(200);

	private static final Duration LATE = Duration.ofMinutes(1);

	private static final int MEBIBYTE = 1 << 20;

	private final AtomicInteger cancelled = new AtomicInteger();

	private final Sinks.One<String> held = Sinks.one();

	@DoorTest
	void whenThereAreTooManyConnectionsThenOthersWait(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withMaxConnections(2), this::hold);
				Peer first = listener.connect();
				Peer second = listener.connect()) {
			first.send(Request.get("/held"));
			second.send(Request.get("/held"));
			await().until(() -> listener.listener().getStatistics().getActiveRequests() == 2);
			try (Peer third = listener.connect()) {
				third.send(Request.get());
				assertThat(third.isSilent(SOON)).isTrue();
				assertThat(listener.listener().getStatistics().getConnections()).isEqualTo(2);
				first.close();
				assertThat(third.readResponse().text()).isEqualTo("done");
			}
			this.held.tryEmitValue("held");
			assertThat(second.readResponse().text()).isEqualTo("held");
			assertThat(listener.exchange(Request.get()).text()).isEqualTo("done");
			await().until(() -> listener.listener().getStatistics().getConnections() < 2);
			assertThat(listener.listener().getStatistics().getReached(Limit.MAX_CONNECTIONS)).isPositive();
		}
	}

	@DoorTest
	void whenThereAreTooManyRequestsThenOthersAreRefused(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withMaxConcurrentRequests(1), this::hold);
				Peer first = listener.connect()) {
			first.send(Request.get("/held"));
			await().until(() -> listener.listener().getStatistics().getActiveRequests() == 1);
			Response refused = listener.exchange(Request.post(new byte[MEBIBYTE]));
			assertThat(refused.status()).isEqualTo(503);
			assertThat(refused.complete()).isTrue();
			this.held.tryEmitValue("held");
			assertThat(first.readResponse().text()).isEqualTo("held");
			assertThat(listener.exchange(Request.get()).text()).isEqualTo("done");
			assertReached(listener, Limit.MAX_CONCURRENT_REQUESTS);
			assertThat(listener.listener().getStatistics().getRequests()).isEqualTo(2);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenConnectionHasCarriedAllItMayThenItIsClosedAfterTheLast(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withMaxKeepAliveRequests(2), this::hold);
				Peer peer = listener.connect()) {
			assertThat(peer.send(Request.get().keepConnection()).readResponse().text()).isEqualTo("done");
			assertThat(peer.send(Request.get().keepConnection()).readResponse().text()).isEqualTo("done");
			assertThat(peer.readToEnd()).isEmpty();
			assertReached(listener, Limit.MAX_KEEP_ALIVE_REQUESTS);
		}
	}

	@DoorTest
	void whenAnnouncedBodyIsTooLargeThenItIsRefusedAndDiscarded(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withMaxBody(MEBIBYTE), Answers::size)) {
			Response response = listener.exchange(Request.post(new byte[MEBIBYTE + 1]));
			assertThat(response.status()).isEqualTo(413);
			assertThat(response.complete()).isTrue();
			assertThat(listener.exchange(Request.post(new byte[MEBIBYTE])).text()).isEqualTo("size " + MEBIBYTE);
			assertReached(listener, Limit.MAX_BODY_SIZE);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenBodyOfUnknownLengthGetsTooLargeThenItIsRefused(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withMaxBody(MEBIBYTE), this::size)) {
			Response response = listener.exchange(Request.post(new byte[2 * MEBIBYTE]).without("CONTENT_LENGTH"));
			assertThat(response.status()).isEqualTo(413);
			assertThat(response.complete()).isTrue();
			assertThat(this.cancelled).hasValue(1);
			assertThat(listener.exchange(Request.post(new byte[MEBIBYTE]).without("CONTENT_LENGTH")).text())
				.isEqualTo("size " + MEBIBYTE);
			assertReached(listener, Limit.MAX_BODY_SIZE);
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenBodyIsTooSlowThenItIsRefused(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withBodyRate(1000, SOON), this::size);
				Peer peer = listener.connect()) {
			long start = System.nanoTime();
			peer.send(Request.post("").announcing(1000).head(door.protocol()), peer.part(new byte[100]));
			Response response = peer.readResponse();
			assertThat(response.status()).isEqualTo(408);
			assertThat(response.complete()).isTrue();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SOON);
			assertThat(this.cancelled).hasValue(1);
			assertReached(listener, Limit.MIN_BODY_RATE);
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenBodyKeepsItsRateThenItIsRead(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withBodyRate(100, SOON.multipliedBy(3)), this::size);
				Peer peer = listener.connect()) {
			peer.send(Request.post("").announcing(500).head(door.protocol()));
			for (int i = 0; i < 5; i++) {
				// Nothing comes before all has arrived
				assertThat(peer.isSilent(SOON)).isTrue();
				peer.send(peer.part(new byte[100]));
			}
			assertThat(peer.readResponse().text()).isEqualTo("size 500");
			assertThat(listener.listener().getStatistics().getReached(Limit.MIN_BODY_RATE)).isZero();
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenResponseHasBegunThenBodyMayTakeItsTime(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withBodyRate(1000, SOON), Answers::echo);
				Peer peer = listener.connect()) {
			peer.send(Request.post("").announcing(10).head(door.protocol()), peer.part(Bytes.of("first")));
			peer.readUntil("first");
			assertThat(peer.isSilent(SOON.multipliedBy(4))).isTrue();
			peer.send(peer.part(Bytes.of("later")));
			assertThat(peer.readResponse().text()).isEqualTo("firstlater");
		}
	}

	@DoorTest(sockets = SocketKind.UNIX)
	void whenPeerDoesNotReadThenConnectionIsClosed(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withWriteTimeout(SOON),
				(exchange) -> Answers.body(exchange,
						Flux.generate((sink) -> sink.next(Answers.buffer(exchange, new byte[8192])))));
				Peer peer = listener.connect()) {
			peer.send(Request.get());
			await().until(() -> listener.listener().getStatistics().getReached(Limit.WRITE_TIMEOUT) == 1);
			await().until(() -> listener.listener().getStatistics().getConnections() == 0);
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenPeerDoesNotReadTheEndThenConnectionIsClosed(Door door) throws Exception {
		// More than the socket takes, less than would make the connection unwritable
		try (TestListener listener = door.open(TestLimits.withWriteTimeout(SOON),
				(exchange) -> Answers.body(exchange,
						Mono.fromSupplier(() -> Answers.buffer(exchange, new byte[32 * MEBIBYTE]))));
				Peer peer = listener.connect()) {
			peer.send(Request.get());
			await().until(() -> listener.listener().getStatistics().getReached(Limit.WRITE_TIMEOUT) == 1);
			await().until(() -> listener.listener().getStatistics().getConnections() == 0);
		}
	}

	@DoorTest(sockets = SocketKind.UNIX)
	void whenPeerReadsSlowlyThenItMayTakeLong(Door door) throws Exception {
		int size = 4 * MEBIBYTE;
		try (TestListener listener = door.open(TestLimits.withWriteTimeout(SOON),
				(exchange) -> Answers.body(exchange,
						Mono.fromSupplier(() -> Answers.buffer(exchange, new byte[size]))));
				Peer peer = listener.connect()) {
			peer.send(Request.get());
			for (int i = 0; i < 8; i++) {
				peer.readUntil(peer.size() + size / 16);
				assertThat(peer.pause(SOON.dividedBy(2))).isTrue();
			}
			assertThat(peer.readResponse().body()).hasSize(size);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenAnswersAreNotReadThenNoMoreIsAsked(Door door) throws Exception {
		byte[] getValues = FastCgi.record(FastCgi.GET_VALUES, 0, FastCgi.pair("FCGI_MAX_REQS", ""));
		try (TestListener listener = door.open(this::hold); Peer peer = listener.connect()) {
			peer.send(getValues);
			assertThat(peer.push(getValues, 64 * MEBIBYTE, SOON)).isLessThan(32 * MEBIBYTE);
			assertThat(listener.exchange(Request.get()).text()).isEqualTo("done");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenLimitsAreAskedForThenTheyAreTheListeners(Door door) throws Exception {
		ConnectionLimits limits = new ConnectionLimits(70, 60, 50, ConnectionLimits.UNLIMITED, LATE);
		try (TestListener listener = door.open(TestLimits.with(limits), this::hold); Peer peer = listener.connect()) {
			assertThat(values(peer))
				.isEqualTo(Map.of("FCGI_MAX_CONNS", "70", "FCGI_MAX_REQS", "50", "FCGI_MPXS_CONNS", "1"));
		}
		limits = new ConnectionLimits(70, 60, 1, ConnectionLimits.UNLIMITED, LATE);
		try (TestListener listener = door.open(TestLimits.with(limits), this::hold); Peer peer = listener.connect()) {
			assertThat(values(peer))
				.isEqualTo(Map.of("FCGI_MAX_CONNS", "70", "FCGI_MAX_REQS", "1", "FCGI_MPXS_CONNS", "0"));
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenBodyIsNotReadThenOthersOnTheConnectionGoOn(Door door) throws Exception {
		AtomicLong received = new AtomicLong();
		try (TestListener listener = door.open(TestLimits.withStallTimeout(SOON), (exchange) -> {
			if ("/unread".equals(exchange.getVariables().get("REQUEST_URI"))) {
				return Mono.<Void>never().doOnCancel(this.cancelled::incrementAndGet);
			}
			return Answers
				.size(exchange.getRequestBody().doOnNext((buffer) -> received.addAndGet(buffer.readableBytes())))
				.flatMap((size) -> Answers.text(exchange, "size " + size));
		}); Peer peer = listener.connect()) {
			int parts = 64;
			byte[] part = new byte[16384];
			for (int id : List.of(1, 3, 5)) {
				peer.send(post((id == 3) ? "/read" : "/unread", parts * part.length).id(id)
					.keepConnection()
					.head(door.protocol()));
			}
			for (int i = 0; i < parts; i++) {
				for (int id : List.of(1, 3, 5)) {
					peer.send(FastCgi.stream(FastCgi.STDIN, id, part));
				}
			}
			assertThat(peer.readResponse(3).text()).isEqualTo("size " + parts * part.length);
			assertThat(peer.readResponse(1).status()).isEqualTo(503);
			assertThat(peer.readResponse(5).status()).isEqualTo(503);
			for (int id : List.of(1, 3, 5)) {
				peer.send(FastCgi.end(FastCgi.STDIN, id));
			}
			assertThat(this.cancelled).hasValue(2);
			assertThat(listener.listener().getStatistics().getReached(Limit.STALL_TIMEOUT)).isEqualTo(2);
			peer.send(post("/read", 0).id(7).bytes(door.protocol()));
			assertThat(peer.readResponse(7).text()).isEqualTo("size 0");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenBodyIsAloneOnItsConnectionThenItMayRemainUnread(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withStallTimeout(SOON),
				(exchange) -> this.held.asMono().then(Answers.size(exchange))); Peer peer = listener.connect()) {
			peer.send(post("/", 64 * MEBIBYTE).id(5).head(door.protocol()));
			byte[] part = FastCgi.stream(FastCgi.STDIN, 5, new byte[16384]);
			long pushed = peer.push(part, 64 * MEBIBYTE, SOON.multipliedBy(4));
			assertThat(pushed).isLessThan(64 * MEBIBYTE);
			assertThat(listener.listener().getStatistics().getActiveRequests()).isOne();
			assertThat(listener.listener().getStatistics().getReached(Limit.STALL_TIMEOUT)).isZero();
			peer.shutdownOutput();
		}
	}

	private Mono<Void> hold(GatewayExchange exchange) {
		boolean hold = "/held".equals(exchange.getVariables().get("REQUEST_URI"));
		return (hold ? this.held.asMono() : Mono.just("done")).flatMap((text) -> Answers.text(exchange, text));
	}

	private Mono<Void> size(GatewayExchange exchange) {
		return Answers.size(exchange).doOnCancel(this.cancelled::incrementAndGet);
	}

	private static Request post(String uri, long length) {
		return Request.post("").set("REQUEST_URI", uri).announcing(length);
	}

	private static Map<String, String> values(Peer peer) throws IOException {
		byte[] names = Bytes.concat(FastCgi.pair("FCGI_MAX_CONNS", ""), FastCgi.pair("FCGI_MAX_REQS", ""),
				FastCgi.pair("FCGI_MPXS_CONNS", ""));
		peer.send(FastCgi.record(FastCgi.GET_VALUES, 0, names));
		byte[] answer = peer.readUntil((bytes) -> !FastCgi.records(bytes).isEmpty());
		byte[] content = FastCgi.records(answer).get(0).content();
		String text = Bytes.text(content);
		Map<String, String> values = new HashMap<>();
		int position = 0;
		while (position < content.length) {
			int name = position + 2;
			int value = name + content[position];
			int end = value + content[position + 1];
			values.put(text.substring(name, value), text.substring(value, end));
			position = end;
		}
		return values;
	}

	private static void assertReached(TestListener listener, Limit limit) {
		ListenerStatistics statistics = listener.listener().getStatistics();
		assertThat(Map.of(limit, statistics.getReached(limit))).isEqualTo(Map.of(limit, 1L));
	}

}
