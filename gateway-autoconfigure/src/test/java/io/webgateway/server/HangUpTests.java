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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * In whatever way a web server goes away, and whatever the handler is doing then, it is
 * cancelled within a second, once, and nobody complains.
 */
class HangUpTests {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	static Stream<Arguments> hangUps() {
		return doors().flatMap((door) -> Arrays.stream(HangUp.values())
			.filter((hangUp) -> hangUp.isPossible(door))
			.flatMap((hangUp) -> Arrays.stream(Work.values())
				.filter((work) -> work.isPossible(door))
				.map((work) -> Arguments.of(hangUp, work, door))));
	}

	private static Stream<Door> doors() {
		return Door.all(Door.PROTOCOLS, List.of(SocketKind.values()));
	}

	/**
	 * Over AJP, no body comes that is not asked for.
	 */
	private static Stream<Door> doorsOfBodies() {
		return doors().filter((door) -> door.protocol() != GatewayProtocol.AJP);
	}

	@ParameterizedTest(name = "{0} while {1}, {2}")
	@MethodSource("hangUps")
	void whenWebServerGoesThenHandlerIsCancelled(HangUp hangUp, Work work, Door door) throws Exception {
		assertCancelled(door, work, hangUp);
	}

	/**
	 * The end of the input is behind what the listener does not read. Linux tells of it
	 * all the same, the JDK does not.
	 */
	static Stream<Arguments> hangUpsBehindBody() {
		return doorsOfBodies().filter((door) -> door.loops() == EventLoops.NATIVE)
			.flatMap((door) -> Stream.of(HangUp.CLOSE, HangUp.HALF_CLOSE, HangUp.RESET)
				.filter((hangUp) -> hangUp.isPossible(door))
				.map((hangUp) -> Arguments.of(hangUp, door)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("hangUpsBehindBody")
	void whenWebServerGoesBehindBodyThatIsNotReadThenHandlerIsCancelled(HangUp hangUp, Door door) throws Exception {
		assertCancelledBehindBody(hangUp, door, Work.WAITING);
	}

	private static void assertCancelledBehindBody(HangUp hangUp, Door door, Work work) throws Exception {
		AtomicInteger cancelled = new AtomicInteger();
		try (TestListener listener = door
			.open((exchange) -> work.handle(exchange).doOnCancel(cancelled::incrementAndGet));
				Peer peer = listener.connect()) {
			peer.send(Request.post("").announcing(1 << 30).head(door.protocol()));
			// More than the listener takes, and less than the operating system
			assertThat(peer.push(peer.part(new byte[10_000]), 100_000, PATIENCE)).isGreaterThanOrEqualTo(100_000);
			hangUp.perform(peer);
			await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(cancelled).hasValue(1));
		}
	}

	/**
	 * Where the end of the input cannot be seen, writing shows it.
	 */
	static Stream<Arguments> hangUpsBehindBodyOfWriters() {
		return doorsOfBodies().flatMap((door) -> Stream.of(HangUp.CLOSE, HangUp.RESET)
			.filter((hangUp) -> hangUp.isPossible(door))
			.map((hangUp) -> Arguments.of(hangUp, door)));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("hangUpsBehindBodyOfWriters")
	void whenWebServerGoesBehindBodyThatIsNotReadThenHandlerThatWritesIsCancelled(HangUp hangUp, Door door)
			throws Exception {
		assertCancelledBehindBody(hangUp, door, Work.WRITING_NOW_AND_THEN);
	}

	private static void assertCancelled(Door door, Work work, HangUp hangUp) throws Exception {
		AtomicInteger cancelled = new AtomicInteger();
		try (Warnings warnings = Warnings.ofAll();
				TestListener listener = door
					.open((exchange) -> work.handle(exchange).doOnCancel(cancelled::incrementAndGet))) {
			try (Peer peer = listener.connect()) {
				work.prepare(peer, door.protocol());
				hangUp.perform(peer);
				await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(cancelled).hasValue(1));
			}
			assertThat(listener.listener().drain()).succeedsWithin(10, TimeUnit.SECONDS);
			assertThat(cancelled).hasValue(1);
			assertThat(warnings.messages()).isEmpty();
		}
	}

	/**
	 * A way to go.
	 */
	enum HangUp {

		CLOSE {

			@Override
			void perform(Peer peer) throws IOException {
				peer.close();
			}

		},

		RESET {

			@Override
			boolean isPossible(Door door) {
				return door.socket() == SocketKind.TCP;
			}

			@Override
			void perform(Peer peer) throws IOException {
				peer.reset();
			}

		},

		HALF_CLOSE {

			@Override
			void perform(Peer peer) throws IOException {
				peer.shutdownOutput();
			}

		},

		ABORT_REQUEST {

			@Override
			boolean isPossible(Door door) {
				return door.protocol() == GatewayProtocol.FASTCGI;
			}

			@Override
			void perform(Peer peer) throws IOException {
				peer.send(FastCgi.abort(1));
			}

		};

		boolean isPossible(Door door) {
			return true;
		}

		abstract void perform(Peer peer) throws IOException;

	}

	/**
	 * Something that a handler does.
	 */
	enum Work {

		WAITING {

			@Override
			Mono<Void> handle(GatewayExchange exchange) {
				return Mono.never();
			}

		},

		/** Nobody reads what it writes, so that it is held back. */
		WRITING_MUCH {

			@Override
			Mono<Void> handle(GatewayExchange exchange) {
				return Answers.body(exchange,
						Flux.generate((sink) -> sink.next(Answers.buffer(exchange, new byte[10000]))));
			}

		},

		WRITING_NOW_AND_THEN {

			@Override
			Mono<Void> handle(GatewayExchange exchange) {
				return Answers.body(exchange,
						Flux.interval(Duration.ZERO, Duration.ofMillis(20))
							.onBackpressureDrop()
							.map((tick) -> Answers.buffer(exchange, "tick")));
			}

			@Override
			void prepare(Peer peer, GatewayProtocol protocol) throws IOException {
				super.prepare(peer, protocol);
				peer.readUntil("tick");
			}

		},

		WRITING_AFTER_ONE_PART {

			@Override
			Mono<Void> handle(GatewayExchange exchange) {
				return Answers.body(exchange,
						Flux.concat(Mono.fromSupplier(() -> Answers.buffer(exchange, "part")), Mono.<ByteBuf>never()));
			}

			@Override
			void prepare(Peer peer, GatewayProtocol protocol) throws IOException {
				super.prepare(peer, protocol);
				peer.readUntil("part");
			}

		},

		READING {

			@Override
			Mono<Void> handle(GatewayExchange exchange) {
				return Answers.size(exchange.getRequestBody()).then();
			}

			@Override
			void prepare(Peer peer, GatewayProtocol protocol) throws IOException {
				peer.send(Request.post("").announcing(1 << 30).head(protocol));
				peer.push(peer.part(new byte[10000]), 1_000_000, PATIENCE);
			}

		},

		/** Writes what it reads. */
		READING_AND_WRITING {

			@Override
			Mono<Void> handle(GatewayExchange exchange) {
				return Answers.echo(exchange);
			}

			@Override
			void prepare(Peer peer, GatewayProtocol protocol) throws IOException {
				peer.send(Request.post("").announcing(1 << 30).head(protocol));
				peer.send(peer.part(new byte[10000]));
				peer.readUntil(10000);
			}

		};

		/**
		 * Return whether the handler can be made to work in this way: over AJP, nothing
		 * comes of a body before it is asked for.
		 */
		boolean isPossible(Door door) {
			return door.protocol() != GatewayProtocol.AJP || (this != READING && this != READING_AND_WRITING);
		}

		abstract Mono<Void> handle(GatewayExchange exchange);

		/**
		 * Send a request, and wait until the handler is at work.
		 */
		void prepare(Peer peer, GatewayProtocol protocol) throws IOException {
			peer.send(Request.get());
			if (this == WRITING_MUCH) {
				peer.readMore();
			}
		}

	}

}
