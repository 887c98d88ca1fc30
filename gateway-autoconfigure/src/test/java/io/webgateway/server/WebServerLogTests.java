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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.Unpooled;
import org.assertj.core.api.InstanceOfAssertFactories;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.webgateway.server.FastCgi.Record;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for lines that go to the error log of the web server.
 */
class WebServerLogTests {

	private final RequestsInProgress requests = new RequestsInProgress();

	private final WebServerLog log = new WebServerLog(Level.WARNING, this.requests);

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenLinesAreLoggedThenTheyLeaveOnTheirStreamBeforeTheEnd(Door door) throws Exception {
		AtomicReference<String> id = new AtomicReference<>();
		try (TestListener listener = door.open(this.log, (exchange) -> {
			id.set(exchange.getId());
			exchange.log(Level.WARNING, "first");
			exchange.log(Level.ERROR, "second");
			return Answers.text(exchange, "content");
		}); Peer peer = listener.connect().send(Request.get().keepConnection())) {
			List<Record> records = readRecords(peer);
			assertThat(errors(records)).containsExactly("[" + id + "] first", "[" + id + "] second");
			assertThat(records).extracting(Record::type)
				.containsExactly(FastCgi.STDERR, FastCgi.STDERR, FastCgi.STDOUT, FastCgi.STDOUT, FastCgi.STDOUT,
						FastCgi.STDERR, FastCgi.END_REQUEST);
			assertThat(records.get(5).content()).as("end of the stream").isEmpty();
			assertThat(records).extracting(Record::id).containsOnly(1);
			assertThat(text(records)).endsWith("\r\n\r\ncontent");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenLinesAreLoggedOnAnotherThreadThenTheyLeave(Door door) throws Exception {
		try (TestListener listener = door.open(this.log, (exchange) -> Mono.<Void>fromRunnable(() -> {
			exchange.log(Level.WARNING, "elsewhere");
			exchange.commit(Answers.head(200));
		}).subscribeOn(Schedulers.boundedElastic())); Peer peer = listener.connect().send(Request.get())) {
			assertThat(errors(readRecords(peer))).singleElement().asString().endsWith("] elsewhere");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenNothingIsLoggedThenStreamHasNoRecord(Door door) throws Exception {
		try (TestListener listener = door.open(this.log, (exchange) -> Answers.text(exchange, "content"))) {
			assertThat(listener.exchange(Request.get()).text()).isEqualTo("content");
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenListenerDoesNotWantLinesThenThereAreNone(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> {
			assertThat(CurrentExchange.get()).isNull();
			exchange.log(Level.ERROR, "line");
			return Answers.text(exchange, "content");
		})) {
			assertThat(listener.exchange(Request.get()).text()).isEqualTo("content");
		}
	}

	@DoorTest(value = { GatewayProtocol.SCGI, GatewayProtocol.UWSGI }, sockets = SocketKind.TCP)
	void whenProtocolHasNoWayThenResponseIsWithoutLines(Door door) throws Exception {
		try (TestListener listener = door.open(this.log, (exchange) -> {
			exchange.log(Level.ERROR, "line");
			return Answers.text(exchange, "content");
		})) {
			assertThat(listener.exchange(Request.get()).text()).isEqualTo("content");
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.TCP)
	void whenLevelIsLowerThenLineIsNotSent(Door door) throws Exception {
		try (TestListener listener = door.open(new WebServerLog(Level.ERROR, this.requests), (exchange) -> {
			exchange.log(Level.INFO, "info");
			exchange.log(Level.WARNING, "warning");
			exchange.log(Level.ERROR, "error");
			return Answers.text(exchange, "content");
		}); Peer peer = listener.connect().send(Request.get())) {
			assertThat(errors(readRecords(peer))).singleElement().asString().endsWith("] error");
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.TCP)
	void whenLineHasControlCharactersThenTheyAreEscaped(Door door) throws Exception {
		try (TestListener listener = door.open(this.log, (exchange) -> {
			exchange.log(Level.ERROR, "a\nb\r\u0000c\u001b[31m\u0085\u2028\u202e\ud800 \u00e4\ud83d\ude00");
			return Answers.text(exchange, "content");
		}); Peer peer = listener.connect().send(Request.get())) {
			assertThat(errors(readRecords(peer))).singleElement()
				.asString()
				.endsWith("] a\\u000ab\\u000d\\u0000c\\u001b[31m\\u0085\\u2028\\u202e\\ud800 \u00e4\ud83d\ude00");
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.TCP)
	void whenLineIsLongThenItIsCut(Door door) throws Exception {
		String line = "\u20ac".repeat(RequestLog.MAX_LENGTH);
		try (TestListener listener = door.open(this.log, (exchange) -> {
			exchange.log(Level.ERROR, line);
			exchange.log(Level.ERROR, line + "x");
			return Answers.text(exchange, "content");
		}); Peer peer = listener.connect().send(Request.get())) {
			assertThat(errors(readRecords(peer))).satisfiesExactly((first) -> assertThat(first).endsWith("] " + line),
					(second) -> assertThat(second).endsWith("] " + line + "..."));
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.TCP)
	void whenThereAreManyLinesThenTheRestIsLeftOut(Door door) throws Exception {
		try (TestListener listener = door.open(this.log, (exchange) -> {
			for (int i = 0; i < 100; i++) {
				exchange.log(Level.INFO, "info");
				exchange.log(Level.ERROR, "line " + i);
			}
			return Answers.text(exchange, "content");
		}); Peer peer = listener.connect().send(Request.get())) {
			List<String> errors = errors(readRecords(peer));
			assertThat(errors).hasSize(RequestLog.MAX_LINES + 1);
			assertThat(errors.get(RequestLog.MAX_LINES - 1)).endsWith("] line " + (RequestLog.MAX_LINES - 1));
			assertThat(errors.get(RequestLog.MAX_LINES)).endsWith("] More is only in the log of the application");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenRequestHasEndedThenLineIsDropped(Door door) throws Exception {
		AtomicReference<GatewayExchange> ended = new AtomicReference<>();
		try (TestListener listener = door.open(this.log, (exchange) -> {
			GatewayExchange previous = ended.getAndSet(exchange);
			if (previous != null) {
				previous.log(Level.ERROR, "late");
			}
			return Answers.text(exchange, "content");
		}); Peer peer = listener.connect()) {
			assertThat(peer.send(Request.get().keepConnection()).readResponse().text()).isEqualTo("content");
			assertThat(this.requests.find(ended.get().getId())).isNull();
			assertThat(peer.send(Request.get().id(2).keepConnection()).readResponse(2).text()).isEqualTo("content");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenNothingElseIsWrittenThenLineWaits(Door door) throws Exception {
		CountDownLatch logged = new CountDownLatch(1);
		CountDownLatch read = new CountDownLatch(1);
		try (TestListener listener = door.open(this.log, (exchange) -> Mono.<Void>fromRunnable(() -> {
			exchange.log(Level.ERROR, "line");
			logged.countDown();
			await(read);
			exchange.commit(Answers.head(200));
		}).subscribeOn(Schedulers.boundedElastic())); Peer peer = listener.connect().send(Request.get())) {
			await(logged);
			assertThat(peer.isSilent(Duration.ofMillis(100))).isTrue();
			read.countDown();
			assertThat(errors(readRecords(peer))).hasSize(1);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenRequestsOfOneConnectionLogALotThenResponsesArrive(Door door) throws Exception {
		int count = 100;
		CountDownLatch arrived = new CountDownLatch(count);
		try (TestListener listener = door.open(this.log, (exchange) -> {
			for (int i = 0; i < RequestLog.MAX_LINES; i++) {
				exchange.log(Level.ERROR, "x".repeat(RequestLog.MAX_LENGTH));
			}
			arrived.countDown();
			return Mono.<Void>fromRunnable(() -> await(arrived))
				.subscribeOn(Schedulers.boundedElastic())
				.then(Mono.defer(() -> Answers.text(exchange, "content")));
		}); Peer peer = listener.connect()) {
			for (int id = 1; id <= count; id++) {
				peer.send(Request.get().id(id).keepConnection());
			}
			byte[] received = peer.readUntil((bytes) -> FastCgi.records(bytes)
				.stream()
				.filter((record) -> record.type() == FastCgi.END_REQUEST)
				.count() == count);
			assertThat(errors(FastCgi.records(received))).hasSize(count * RequestLog.MAX_LINES);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whileHandlerIsCalledExchangeIsThatOfTheThread(Door door) throws Exception {
		BlockingQueue<Object> seen = new LinkedBlockingQueue<>();
		try (TestListener listener = door.open(this.log, (exchange) -> {
			seen.add(CurrentExchange.get() == exchange);
			seen.add(this.requests.find(exchange.getId()) == exchange);
			Flux<?> body = exchange.getRequestBody()
				.doOnNext((buffer) -> seen.add(CurrentExchange.get() == exchange && buffer.release()))
				.doOnComplete(() -> seen.add(CurrentExchange.get() == exchange));
			return Mono.deferContextual((context) -> {
				seen.add(context.get(CurrentExchange.KEY) == exchange);
				return body.then(Answers.text(exchange, "content"));
			});
		}); Peer peer = listener.connect()) {
			Request request = Request.post("content");
			peer.send(request.head(door.protocol()));
			for (int i = 0; i < 3; i++) {
				assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo(true);
			}
			peer.send(request.body(door.protocol()));
			assertThat(peer.readResponse().text()).isEqualTo("content");
			assertThat(seen).hasSizeGreaterThanOrEqualTo(2).containsOnly(true);
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.TCP)
	void whenResponseIsBrokenOffThenLinesHaveLeft(Door door) throws Exception {
		try (TestListener listener = door.open(this.log, (exchange) -> {
			exchange.commit(Answers.head(200));
			return exchange.write(Flux.just(Unpooled.copiedBuffer(new byte[10]), Unpooled.copiedBuffer(new byte[10])))
				.then(Mono.fromRunnable(() -> exchange.log(Level.ERROR, "broken")))
				.then(Mono.error(new IllegalStateException("expected")));
		}); Peer peer = listener.connect().send(Request.get())) {
			byte[] received = peer.readToEnd();
			assertThat(FastCgi.records(received)).extracting(Record::type).doesNotContain(FastCgi.END_REQUEST);
			assertThat(this.requests).extracting("exchanges").asInstanceOf(InstanceOfAssertFactories.MAP).isEmpty();
		}
	}

	private static List<Record> readRecords(Peer peer) throws IOException {
		return FastCgi.records(peer.readUntil(
				(bytes) -> FastCgi.records(bytes).stream().anyMatch((record) -> record.type() == FastCgi.END_REQUEST)));
	}

	private static List<String> errors(List<Record> records) {
		return Arrays.stream(content(records, FastCgi.STDERR).split("\n")).toList();
	}

	private static String text(List<Record> records) {
		return content(records, FastCgi.STDOUT);
	}

	private static String content(List<Record> records, int type) {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		records.stream()
			.filter((record) -> record.type() == type)
			.forEach((record) -> content.writeBytes(record.content()));
		return content.toString(StandardCharsets.UTF_8);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
