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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SlowRequestLog}.
 */
class SlowRequestLogTests {

	private static final Duration THRESHOLD = Duration.ofMillis(100);

	private final SlowRequestLog log = new SlowRequestLog(THRESHOLD);

	private final Warnings warnings = new Warnings();

	@AfterEach
	void stopRecording() {
		this.warnings.close();
	}

	@DoorTest(value = { GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP },
			sockets = SocketKind.TCP)
	void whenApplicationTakesLongThenThatIsLoggedOnceWithoutSecrets(Door door) throws Exception {
		Sinks.Empty<Void> answer = Sinks.empty();
		try (TestListener listener = open(door, (exchange) -> answer.asMono().then(Answers.text(exchange, "late")));
				Peer peer = listener.connect()) {
			long start = System.nanoTime();
			peer.send(Request.get("/cart;jsessionid=s3cret/items?token=s3cret"));
			String line = firstLine();
			assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(THRESHOLD.toNanos());
			assertThat(line)
				.matches("\\[[0-9a-f]+-1] Slow request to gateway listener 'test': GET /cart/items has taken "
						+ "\\d+\\.\\d s so far and waits for the application");
			assertThat(peer.isSilent(THRESHOLD.multipliedBy(2))).isTrue();
			answer.tryEmitEmpty();
			assertThat(peer.readResponse().text()).isEqualTo("late");
			assertThat(this.warnings.messages()).hasSize(1);
			assertThat(listener.listener().getStatistics().getSlowRequests()).isOne();
		}
	}

	@DoorTest(value = { GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP },
			sockets = SocketKind.UNIX)
	void whenBodyDoesNotArriveThenItWaitsForTheBody(Door door) throws Exception {
		try (TestListener listener = open(door, Answers::size); Peer peer = listener.connect()) {
			peer.send(Request.post("content").head(door.protocol()));
			assertThat(firstLine()).contains(" POST / ").endsWith("waits for more of its body from the web server");
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.UNIX)
	void whenWebServerDoesNotReadThenItWaitsForThat(Door door) throws Exception {
		try (TestListener listener = open(door, (exchange) -> Answers.body(exchange, endless(exchange)));
				Peer peer = listener.connect()) {
			peer.send(Request.get());
			assertThat(firstLine()).endsWith("waits for the web server to read the response");
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.UNIX)
	void whenRequestsAreFastThenNothingIsLogged(Door door) throws Exception {
		try (TestListener listener = open(door, (exchange) -> Answers.text(exchange, "fast"));
				Peer peer = listener.connect()) {
			long end = System.nanoTime() + 2 * THRESHOLD.toNanos();
			while (System.nanoTime() < end) {
				peer.send(Request.get().keepConnection());
				assertThat(peer.readResponse().text()).isEqualTo("fast");
			}
			assertThat(this.warnings.messages()).isEmpty();
			assertThat(listener.listener().getStatistics().getSlowRequests()).isZero();
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.UNIX)
	void whenResponseIsAStreamOfEventsThenItIsNotSlow(Door door) throws Exception {
		try (TestListener listener = open(door, (exchange) -> {
			exchange.commit(Answers.head(200, true, "Content-Type", "text/event-stream;charset=UTF-8"));
			return exchange
				.write(Flux.concat(Mono.fromSupplier(() -> Answers.buffer(exchange, "data: 1\n\n")), Mono.never()));
		}); Peer peer = listener.connect()) {
			peer.send(Request.get());
			peer.readUntil("data: 1");
			assertThat(peer.isSilent(THRESHOLD.multipliedBy(3))).isTrue();
			assertThat(this.warnings.messages()).isEmpty();
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.UNIX)
	void whenManyRequestsAreSlowAtOnceThenOnlySomeAreLogged(Door door) throws Exception {
		int requests = 3 * SlowRequestLog.MAX_LINES;
		List<Peer> peers = new ArrayList<>();
		try (TestListener listener = open(door, (exchange) -> Mono.never())) {
			for (int i = 0; i < requests; i++) {
				peers.add(listener.connect().send(Request.get()));
			}
			Awaitility.await().until(() -> lastLine().endsWith(" more requests were slow"));
			assertThat(listener.listener().getStatistics().getSlowRequests()).isEqualTo(requests);
			assertThat(this.warnings.messages()).hasSizeLessThan(requests);
		}
		for (Peer peer : peers) {
			peer.close();
		}
	}

	@Test
	void whenEventLoopsHaveEndedThenRequestsOnOthersAreLookedAt() throws Exception {
		LoopResources first = EventLoops.NATIVE.createPair();
		Door door = new Door(GatewayProtocol.FASTCGI, SocketKind.UNIX, EventLoops.NATIVE);
		GatewayHandler handler = (exchange) -> Mono.never();
		try (TestListener listener = TestListener.open(door, ListenerLimits.DEFAULTS, ListenerAccess.OPEN, first,
				handler, new ListenerReporting(null, null, List.of(this.log))); Peer peer = listener.connect()) {
			peer.send(Request.get());
			Awaitility.await().until(() -> listener.listener().getStatistics().getActiveRequests() == 1);
			first.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
		}
		assertThat(this.warnings.messages()).isEmpty();
		try (TestListener listener = open(door, handler); Peer peer = listener.connect()) {
			peer.send(Request.get("/second"));
			assertThat(firstLine()).contains("/second");
		}
	}

	private static Flux<ByteBuf> endless(GatewayExchange exchange) {
		return Flux.generate((sink) -> sink.next(Unpooled.wrappedBuffer(new byte[65536])));
	}

	private String lastLine() {
		List<String> lines = this.warnings.messages();
		return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
	}

	private String firstLine() {
		Awaitility.await().atMost(10, TimeUnit.SECONDS).until(() -> !this.warnings.messages().isEmpty());
		return this.warnings.messages().get(0);
	}

	private TestListener open(Door door, GatewayHandler handler) {
		return door.open(ListenerLimits.DEFAULTS, ListenerAccess.OPEN, this.log, handler);
	}

}
