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

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for several requests on one FastCGI connection, at once and one after another.
 */
@Timeout(20)
class FastCgiConnectionTests {

	@TempDir
	private Path directory;

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenRequestsAreInterleavedThenEachGetsItsOwnBody(Door door) throws Exception {
		Map<Integer, byte[]> bodies = new LinkedHashMap<>();
		bodies.put(1, Bytes.random(300000));
		bodies.put(3, Bytes.random(1));
		bodies.put(5, Bytes.random(20000));
		bodies.put(7, Bytes.random(0));
		try (TestListener listener = door.open(
				(exchange) -> Answers.read(exchange.getRequestBody()).flatMap((body) -> Answers.text(exchange, body)));
				Peer peer = listener.connect()) {
			for (Map.Entry<Integer, byte[]> body : bodies.entrySet()) {
				peer.send(Request.post(body.getValue()).id(body.getKey()).keepConnection().head(door.protocol()));
			}
			int position = 0;
			boolean more = true;
			while (more) {
				more = false;
				for (Map.Entry<Integer, byte[]> body : bodies.entrySet()) {
					int id = body.getKey();
					int length = body.getValue().length;
					// Each at its own speed
					int start = Math.min(length, position * id);
					int end = Math.min(length, start + 1000 * id);
					if (start < end) {
						peer.send(FastCgi.stream(FastCgi.STDIN, id, Arrays.copyOfRange(body.getValue(), start, end)));
						more = true;
					}
				}
				position += 1000;
			}
			for (int id : bodies.keySet()) {
				peer.send(FastCgi.end(FastCgi.STDIN, id));
			}
			for (Map.Entry<Integer, byte[]> body : bodies.entrySet()) {
				Response response = peer.readResponse(body.getKey());
				assertThat(Bytes.summary(response.body())).isEqualTo(Bytes.summary(body.getValue()));
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenResponsesAreInterleavedThenEachIsWhole(Door door) throws Exception {
		int parts = 200;
		try (TestListener listener = door.open((exchange) -> {
			int number = Integer.parseInt(exchange.getVariables().get("REQUEST_URI").substring(1));
			Flux<ByteBuf> body = Flux.range(0, parts)
				.publishOn(Schedulers.parallel(), 1)
				.map((i) -> Answers.buffer(exchange, Bytes.first(new byte[] { (byte) number }, 1 + number * 100)));
			return Answers.body(exchange, body);
		}); Peer peer = listener.connect()) {
			for (int number = 0; number < 20; number++) {
				peer.send(Request.get("/" + number).id(1 + 2 * number).keepConnection().bytes(door.protocol()));
			}
			for (int number = 0; number < 20; number++) {
				Response response = peer.readResponse(1 + 2 * number);
				assertThat(response.body()).hasSize(parts * (1 + number * 100));
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenRequestsArePipelinedThenAllAreAnswered(Door door) throws Exception {
		try (TestListener listener = door
			.open((exchange) -> Answers.text(exchange, exchange.getVariables().get("REQUEST_URI")));
				Peer peer = listener.connect()) {
			List<byte[]> requests = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				requests.add(Request.get("/" + i).keepConnection().bytes(door.protocol()));
			}
			peer.send(Bytes.concat(requests.toArray(byte[][]::new)));
			for (int i = 0; i < 50; i++) {
				assertThat(peer.readResponse().text()).isEqualTo("/" + i);
			}
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenManagementRecordComesDuringRequestThenBothAreAnswered(Door door) throws Exception {
		Request request = Request.post("12345");
		try (TestListener listener = door.open(Answers::size); Peer peer = listener.connect()) {
			byte[] getValues = FastCgi.record(FastCgi.GET_VALUES, 0, FastCgi.pair("FCGI_MPXS_CONNS", ""));
			peer.send(getValues, request.begin(), getValues, request.params(), getValues);
			peer.send(FastCgi.stream(FastCgi.STDIN, 1, Bytes.of("123")), getValues);
			peer.send(FastCgi.stream(FastCgi.STDIN, 1, Bytes.of("45")), FastCgi.end(FastCgi.STDIN, 1));
			List<FastCgi.Record> records = FastCgi.records(peer.readToEnd());
			assertThat(records.stream().filter((record) -> record.type() == FastCgi.GET_VALUES_RESULT)).hasSize(4);
			assertThat(records.get(records.size() - 1).type()).isEqualTo(FastCgi.END_REQUEST);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenRequestIsAbortedThenItEndsAndOthersAreNotDisturbed(Door door) throws Exception {
		List<String> cancelled = new CopyOnWriteArrayList<>();
		try (TestListener listener = door.open((exchange) -> Answers.size(exchange)
			.doOnCancel(() -> cancelled.add(exchange.getVariables().get("REQUEST_URI"))));
				Peer peer = listener.connect()) {
			Request neighbour = Request.post("").id(1).announcing(10).keepConnection();
			peer.send(neighbour.head(door.protocol()), FastCgi.stream(FastCgi.STDIN, 1, Bytes.of("12345")));
			// In the middle of its body, before its body, before the end of its head, and
			// not begun
			Request aborted = Request.post("").set("REQUEST_URI", "/3").id(3).announcing(10).keepConnection();
			peer.send(aborted.head(door.protocol()), FastCgi.stream(FastCgi.STDIN, 3, Bytes.of("12345")));
			peer.send(FastCgi.abort(3));
			peer.send(Request.post("")
				.set("REQUEST_URI", "/5")
				.id(5)
				.announcing(10)
				.keepConnection()
				.head(door.protocol()));
			peer.send(FastCgi.abort(5));
			peer.send(Request.get().id(7).keepConnection().begin(), FastCgi.abort(7));
			peer.send(FastCgi.abort(9));
			await().until(() -> cancelled.equals(List.of("/3", "/5")));
			peer.send(FastCgi.stream(FastCgi.STDIN, 1, Bytes.of("67890")), FastCgi.end(FastCgi.STDIN, 1));
			for (int id : List.of(3, 5, 7)) {
				Response response = peer.readResponse(id);
				assertThat(response.status()).isEqualTo(-1);
				assertThat(response.complete()).isTrue();
			}
			assertThat(peer.readResponse(1).text()).isEqualTo("size 10");
			assertThat(FastCgi.records(peer.received())).noneMatch((record) -> record.id() == 9);
			// The ids are free again
			peer.send(Request.post("123").id(3).keepConnection().bytes(door.protocol()));
			peer.readUntil("size 3");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenRequestIsAbortedDuringItsResponseThenItEnds(Door door) throws Exception {
		AtomicInteger cancelled = new AtomicInteger();
		try (TestListener listener = door.open((exchange) -> exchange.getVariables().get("REQUEST_URI").equals("/next")
				? Answers.text(exchange, "next")
				: Answers.body(exchange,
						Flux.just(Answers.buffer(exchange, "first"))
							.concatWith(Flux.never())
							.doOnCancel(cancelled::incrementAndGet)));
				Peer peer = listener.connect()) {
			peer.send(Request.get().keepConnection());
			peer.readUntil("first");
			peer.send(FastCgi.abort(1));
			Response response = peer.readResponse();
			assertThat(response.text()).isEqualTo("first");
			assertThat(cancelled).hasValue(1);
			assertThat(peer.send(Request.get("/next").keepConnection()).readResponse().text()).isEqualTo("next");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenAnsweredRequestsNeverEndTheirInputThenTheyDoNotCount(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withMaxMultiplexedRequests(5),
				(exchange) -> Answers.text(exchange, "hello")); Peer peer = listener.connect()) {
			for (int id = 1; id < 50; id++) {
				peer.send(Request.get().id(id).keepConnection().head(door.protocol()));
				Response response = peer.readResponse(id);
				assertThat(response.status()).isEqualTo(200);
				peer.take(peer.size());
			}
			for (int id = 50; id < 100; id++) {
				peer.send(Request.post("").announcing(10).id(id).keepConnection().head(door.protocol()));
				assertThat(peer.readResponse(id).status()).isEqualTo(200);
				peer.take(peer.size());
				peer.send(FastCgi.abort(id));
			}
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenAnsweredRequestDidNotEndItsInputThenItsIdCanBeUsedAgain(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> exchange.getVariables().get("REQUEST_URI").equals("/early")
				? Answers.text(exchange, "early") : Answers.size(exchange)); Peer peer = listener.connect()) {
			for (int i = 0; i < 3; i++) {
				Request early = Request.post("").set("REQUEST_URI", "/early").announcing(10).keepConnection();
				peer.send(early.head(door.protocol()));
				assertThat(peer.readResponse().text()).isEqualTo("early");
				peer.send(FastCgi.stream(FastCgi.STDIN, 1, Bytes.of("12345")));
				assertThat(peer.send(Request.post("123").keepConnection()).readResponse().text()).isEqualTo("size 3");
			}
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenResponseFailsBesideOthersThenConnectionBreaksOffAfterThem(Door door) throws Exception {
		Map<String, Sinks.One<String>> ends = new ConcurrentHashMap<>(
				Map.of("/1", Sinks.one(), "/3", Sinks.one(), "/5", Sinks.one()));
		try (TestListener listener = door.open((exchange) -> {
			Mono<String> end = ends.get(exchange.getVariables().get("REQUEST_URI")).asMono();
			return Answers.body(exchange,
					Flux.just("first;").concatWith(end).map((text) -> Answers.buffer(exchange, text)));
		}); Peer peer = listener.connect()) {
			for (int id : List.of(1, 3)) {
				peer.send(Request.get("/" + id).id(id).keepConnection().bytes(door.protocol()));
			}
			peer.readUntil((bytes) -> Bytes.text(bytes).split("first;", -1).length == 3);
			ends.get("/3").tryEmitError(new IllegalStateException("failed"));
			await().until(() -> listener.listener().getStatistics().getActiveRequests() == 1);
			peer.send(Request.get("/5").id(5).keepConnection().bytes(door.protocol()));
			assertThat(peer.readResponse(5).status()).isEqualTo(503);
			ends.get("/1").tryEmitValue("second");
			Response response = peer.readResponse(1);
			assertThat(response.text()).isEqualTo("first;second");
			assertThat(response.complete()).isTrue();
			assertThat(FastCgi.records(peer.readToEnd()))
				.noneMatch((record) -> record.id() == 3 && record.type() == FastCgi.END_REQUEST);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenBodyIsShorterThanAnnouncedThenStatusIs400UnlessResponseHasBegun(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> exchange.getVariables().get("REQUEST_URI").equals("/begun")
				? Answers.echo(exchange) : Answers.size(exchange))) {
			try (Peer peer = listener.connect()) {
				Request request = Request.post("").announcing(10).keepConnection();
				peer.send(request.head(door.protocol()), FastCgi.stream(FastCgi.STDIN, 1, Bytes.of("12345")));
				peer.send(FastCgi.end(FastCgi.STDIN, 1));
				Response response = peer.readResponse();
				assertThat(response.status()).isEqualTo(400);
				assertThat(response.complete()).isTrue();
				// Nothing is wrong with the connection
				assertThat(peer.send(Request.post("123")).readResponse().text()).isEqualTo("size 3");
			}
			try (Peer peer = listener.connect()) {
				Request request = Request.post("").set("REQUEST_URI", "/begun").announcing(10).keepConnection();
				peer.send(request.head(door.protocol()), FastCgi.stream(FastCgi.STDIN, 1, Bytes.of("12345")));
				peer.readUntil("12345");
				peer.send(FastCgi.end(FastCgi.STDIN, 1));
				Response response = peer.readResponse();
				assertThat(response.status()).isEqualTo(200);
				assertThat(response.text()).isEqualTo("12345");
				assertThat(response.complete()).isFalse();
			}
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenHeadGoesOnAfterResponseHasBegunThenResponseIsBrokenOff(Door door) throws Exception {
		AtomicInteger cancelled = new AtomicInteger();
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open((exchange) -> Answers.body(exchange,
						Flux.just(Answers.buffer(exchange, "first"))
							.concatWith(Flux.never())
							.doOnCancel(cancelled::incrementAndGet)));
				Peer peer = listener.connect()) {
			Request request = Request.get().keepConnection();
			peer.send(request);
			peer.readUntil("first");
			peer.send(request.params());
			Response response = peer.readResponse();
			assertThat(response.text()).isEqualTo("first");
			assertThat(response.complete()).isFalse();
			assertThat(cancelled).hasValue(1);
			assertThat(warnings.messages()).hasSize(1);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenConnectionIsNotKeptThenRequestsAfterItAreNotServed(Door door) throws Exception {
		List<String> handled = new CopyOnWriteArrayList<>();
		try (TestListener listener = door.open((exchange) -> {
			handled.add(exchange.getVariables().get("REQUEST_URI"));
			return Answers.text(exchange, "hello");
		}); Peer peer = listener.connect()) {
			peer.send(Bytes.concat(Request.get("/1").id(1).bytes(door.protocol()),
					Request.get("/3").id(3).keepConnection().bytes(door.protocol())));
			List<FastCgi.Record> records = FastCgi.records(peer.readToEnd());
			assertThat(records).extracting(FastCgi.Record::id).containsOnly(1);
			assertThat(handled).containsExactly("/1");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenOneRequestAsksToCloseThenOthersInProgressEndBefore(Door door) throws Exception {
		Sinks.One<String> answer = Sinks.one();
		try (TestListener listener = door.open((exchange) -> exchange.getVariables().get("REQUEST_URI").equals("/late")
				? answer.asMono().flatMap((text) -> Answers.text(exchange, text)) : Answers.text(exchange, "at once"));
				Peer peer = listener.connect()) {
			peer.send(Request.get("/late").id(1).keepConnection().bytes(door.protocol()));
			peer.send(Request.get().id(3).bytes(door.protocol()));
			assertThat(peer.readResponse(3).text()).isEqualTo("at once");
			answer.tryEmitValue("late");
			assertThat(peer.readResponse(1).text()).isEqualTo("late");
			int length = peer.received().length;
			assertThat(peer.readToEnd()).hasSize(length);
			assertThat(peer.isReset()).isFalse();
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenManyResponsesAreEndlessThenEachHasItsShareOfTheConnection(Door door) throws Exception {
		List<String> uris = List.of("/loop/1000", "/loop/10000", "/loop/10000", "/loop/20000", "/file", "/file",
				"/thread/1000", "/thread/10000");
		Path file = Files.createFile(this.directory.resolve("zeros"));
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.write(ByteBuffer.allocate(1), (64 << 20) - 1);
		}
		try (TestListener listener = door.open((exchange) -> {
			String[] path = exchange.getVariables().get("REQUEST_URI").split("/");
			if (path[1].equals("file")) {
				exchange.commit(Answers.head(200));
				return exchange.write(file, 0, 64 << 20);
			}
			byte[] part = new byte[Integer.parseInt(path[2])];
			Flux<ByteBuf> parts = Flux.generate((sink) -> sink.next(Unpooled.wrappedBuffer(part)));
			return Answers.body(exchange, path[1].equals("thread") ? parts.publishOn(Schedulers.parallel()) : parts);
		}); Peer peer = listener.connect()) {
			for (int i = 0; i < uris.size(); i++) {
				peer.send(Request.get(uris.get(i)).id(1 + i).keepConnection().bytes(door.protocol()));
			}
			// Not what the operating system took before all had begun
			Map<Integer, Integer> shares = FastCgi.records(peer.readUntil(24 << 20))
				.stream()
				.filter((record) -> record.end() > 8 << 20)
				.collect(Collectors.groupingBy(FastCgi.Record::id,
						Collectors.summingInt((record) -> record.content().length)));
			int greatest = Collections.max(shares.values());
			for (int i = 0; i < uris.size(); i++) {
				// Another thread may produce less than its share
				int least = uris.get(i).startsWith("/thread") ? 20 * 1000 : greatest / 2;
				assertThat(shares.get(1 + i)).as("Share of %s in %s", uris.get(i), shares).isBetween(least, greatest);
			}
		}
	}

}
