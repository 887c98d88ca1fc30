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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.junit.jupiter.api.Timeout;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.MetaVariables;
import io.webgateway.http.ContextPathResolver;
import io.webgateway.http.GatewayHttpHandlerAdapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what web servers need, beyond what the protocols' specifications say, to get
 * along with an application. Each test bears the number of a rule, and each rule has been
 * learned from a web server that fails where it is broken.
 */
@Timeout(20)
class WireRulesTests {

	private static final GatewayHandler HELLO = (exchange) -> Answers.text(exchange, "hello");

	@DoorTest
	void rule01DispatchesAtTheEndOfParams(Door door) throws Exception {
		Request request = Request.post("12345");
		try (TestListener listener = door.open((exchange) -> Answers.body(exchange,
				Flux.just(Answers.buffer(exchange, "dispatched;")).concatWith(exchange.getRequestBody())));
				Peer peer = listener.connect()) {
			peer.send(request.head(door.protocol()));
			peer.readUntil("dispatched;");
			// Without the record that would mark the end in FastCGI
			peer.send(request.part(door.protocol(), Bytes.of("12345")));
			Response response = peer.readResponse();
			assertThat(response.text()).isEqualTo("dispatched;12345");
			assertThat(response.complete()).isTrue();
		}
	}

	@DoorTest
	void rule01AnswersWhereNothingFollowsTheHead(Door door) throws Exception {
		try (TestListener listener = door.open(HELLO); Peer peer = listener.connect()) {
			peer.send(Request.get().head(door.protocol()));
			Response response = peer.readResponse();
			assertThat(response.text()).isEqualTo("hello");
			assertThat(response.complete()).isTrue();
			assertThat(peer.readToEnd()).isEmpty();
			assertThat(peer.isReset()).isFalse();
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule02ReadsBodyOfUnknownLengthToTheEmptyRecord(Door door) throws Exception {
		for (String contentLength : List.of("", "-1")) {
			Request request = Request.post("").set("CONTENT_LENGTH", contentLength);
			try (TestListener listener = door.open(Answers::echo); Peer peer = listener.connect()) {
				peer.send(request.head(door.protocol()), request.part(door.protocol(), Bytes.of("12345")));
				peer.readUntil("12345");
				peer.send(request.part(door.protocol(), Bytes.of("67890")));
				peer.readUntil("67890");
				peer.send(FastCgi.end(FastCgi.STDIN, 1));
				Response response = peer.readResponse();
				assertThat(response.text()).isEqualTo("1234567890");
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule03AcceptsAnyIdsSeveralAtOnce(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::echo); Peer peer = listener.connect()) {
			List<Integer> ids = List.of(1, 3, 5, 255, 256, 65535);
			for (int id : ids) {
				peer.send(request(id).begin());
			}
			for (int id : ids) {
				peer.send(request(id).params());
			}
			for (int id : ids) {
				peer.send(request(id).body(door.protocol()));
			}
			for (int id : ids) {
				assertThat(peer.readResponse(id).text()).isEqualTo("body of " + id);
			}
		}
	}

	private static Request request(int id) {
		return Request.post("body of " + id).id(id).keepConnection();
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule04KeepsConnectionExactlyIfAsked(Door door) throws Exception {
		try (TestListener listener = door.open(HELLO); Peer peer = listener.connect()) {
			for (int i = 0; i < 5; i++) {
				assertThat(peer.send(Request.get().keepConnection()).readResponse().text()).isEqualTo("hello");
			}
			assertThat(peer.send(Request.get()).readResponse().text()).isEqualTo("hello");
			assertThat(peer.readToEnd()).isEmpty();
			assertThat(peer.isReset()).isFalse();
		}
	}

	@DoorTest({ GatewayProtocol.SCGI, GatewayProtocol.UWSGI })
	void rule04ClosesConnectionWhereProtocolHasOneRequest(Door door) throws Exception {
		try (TestListener listener = door.open(HELLO); Peer peer = listener.connect()) {
			assertThat(peer.send(Request.get()).readResponse().complete()).isTrue();
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule05AcceptsParamsHoweverTheyAreCut(Door door) throws Exception {
		Request request = Request.get().with("HTTP_LONG", "x".repeat(300)).with("HTTP_LAST", "last");
		byte[] pairs = request.pairs();
		String expected = "CONTENT_LENGTH=0;REQUEST_METHOD=GET;REQUEST_URI=/;SERVER_PROTOCOL=HTTP/1.1;"
				+ "HTTP_HOST=shop.example;HTTP_LONG=" + "x".repeat(300) + ";HTTP_LAST=last;";
		try (TestListener listener = door.open((exchange) -> Answers.text(exchange, print(exchange.getVariables())));
				Peer peer = listener.connect()) {
			for (int cut = 1; cut < pairs.length; cut++) {
				peer.send(FastCgi.begin(1, FastCgi.RESPONDER, FastCgi.KEEP_CONN));
				peer.send(FastCgi.record(FastCgi.PARAMS, 1, Bytes.first(pairs, cut), cut % 256));
				peer.send(FastCgi.record(FastCgi.PARAMS, 1, Bytes.from(pairs, cut)));
				peer.send(FastCgi.end(FastCgi.PARAMS, 1), FastCgi.end(FastCgi.STDIN, 1));
				assertThat(peer.readResponse().text()).as("Cut after %s bytes", cut).isEqualTo(expected);
			}
			peer.send(FastCgi.begin(1, FastCgi.RESPONDER, FastCgi.KEEP_CONN));
			peer.send(FastCgi.stream(FastCgi.PARAMS, 1, pairs, 1));
			peer.send(FastCgi.end(FastCgi.PARAMS, 1), FastCgi.end(FastCgi.STDIN, 1));
			assertThat(peer.readResponse().text()).isEqualTo(expected);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule05AcceptsLongFormOfShortLengths(Door door) throws Exception {
		String value = "v".repeat(127);
		byte[] pairs = Bytes.concat(FastCgi.longLength(1), FastCgi.longLength(127), Bytes.of("A" + value));
		try (TestListener listener = door.open((exchange) -> Answers.text(exchange, print(exchange.getVariables())));
				Peer peer = listener.connect()) {
			peer.send(Request.get().begin(), FastCgi.record(FastCgi.PARAMS, 1, pairs), FastCgi.end(FastCgi.PARAMS, 1));
			assertThat(peer.readResponse().text()).isEqualTo("A=" + value + ";");
		}
	}

	@DoorTest
	void rule05AcceptsHeadsOfNearlySixtyFourKibibytes(Door door) throws Exception {
		Request request = Request.get();
		for (int i = 0; i < 6; i++) {
			request.with("HTTP_X" + i, "x".repeat(10000));
		}
		request.with("HTTP_Y", "y".repeat(5000));
		try (TestListener listener = door
			.open((exchange) -> Answers.text(exchange, "" + print(exchange.getVariables()).length()))) {
			assertThat(Integer.parseInt(listener.exchange(request).text())).isBetween(65000, 65536);
		}
	}

	@DoorTest
	void rule06KeepsRepeatedNamesInOrder(Door door) throws Exception {
		Request request = Request.get()
			.with("HTTP_X", "1")
			.with("HTTP_COOKIE", "a=1")
			.with("HTTP_X", "2")
			.with("HTTP_COOKIE", "b=2")
			.with("HTTP_X", "");
		try (TestListener listener = door.open((exchange) -> Answers.text(exchange,
				exchange.getVariables().getAll("HTTP_X") + " " + exchange.getVariables().getAll("HTTP_COOKIE")))) {
			assertThat(listener.exchange(request).text()).isEqualTo("[1, 2, ] [a=1, b=2]");
		}
		try (TestListener listener = door.open(http((received, response) -> text(response,
				received.getHeaders().get("X") + " " + received.getHeaders().get("Cookie"))))) {
			assertThat(listener.exchange(request).text()).isEqualTo("[1, 2, ] [a=1; b=2]");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule07AnswersManagementRecords(Door door) throws Exception {
		byte[] names = Bytes.concat(FastCgi.pair("FCGI_MPXS_CONNS", ""), FastCgi.pair("FCGI_UNKNOWN", ""),
				FastCgi.pair("FCGI_MAX_REQS", ""));
		try (TestListener listener = door.open(HELLO); Peer peer = listener.connect()) {
			peer.send(FastCgi.record(FastCgi.GET_VALUES, 0, names, 5));
			FastCgi.Record result = readRecord(peer);
			assertThat(result.type()).isEqualTo(FastCgi.GET_VALUES_RESULT);
			assertThat(result.id()).isZero();
			assertThat(Bytes.text(result.content())).contains(Bytes.text(FastCgi.pair("FCGI_MPXS_CONNS", "1")))
				.contains(Bytes.text(FastCgi.pair("FCGI_MAX_REQS", "128")))
				.doesNotContain("FCGI_UNKNOWN", "FCGI_MAX_CONNS");
			peer.send(FastCgi.record(FastCgi.GET_VALUES, 0, new byte[0]));
			assertThat(readRecord(peer).content()).isEmpty();
			for (int type : List.of(12, 200, 255)) {
				peer.send(FastCgi.record(type, 0, Bytes.random(300)));
				FastCgi.Record unknown = readRecord(peer);
				assertThat(unknown.type()).isEqualTo(FastCgi.UNKNOWN_TYPE);
				assertThat(unknown.id()).isZero();
				assertThat(unknown.content()).containsExactly(type, 0, 0, 0, 0, 0, 0, 0);
			}
			assertThat(peer.send(Request.get()).readResponse().text()).isEqualTo("hello");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule07SendsNothingUnasked(Door door) throws Exception {
		try (TestListener listener = door.open(HELLO); Peer peer = listener.connect()) {
			peer.send(Request.get());
			assertThat(FastCgi.records(peer.readToEnd())).extracting(FastCgi.Record::type)
				.containsOnly(FastCgi.STDOUT, FastCgi.END_REQUEST);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule08KeepsIdleConnectionLongerThanWebServers(Door door) throws Exception {
		assertThat(ConnectionLimits.DEFAULTS.idleTimeout()).isGreaterThan(Duration.ofMinutes(2));
		Duration headTimeout = Duration.ofMillis(300);
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(TestLimits.with(headTimeout, headTimeout), HELLO);
				Peer kept = listener.connect()) {
			assertThat(kept.send(Request.get().keepConnection()).readResponse().text()).isEqualTo("hello");
			try (Peer fresh = listener.connect()) {
				// Closed by the deadline that a connection has only before its first
				// request
				assertThat(fresh.readToEnd()).isEmpty();
			}
			assertThat(kept.send(Request.get().keepConnection()).readResponse().text()).isEqualTo("hello");
			assertThat(warnings.messages()).isEmpty();
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule08ClosesIdleConnectionAtLast(Door door) throws Exception {
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(TestLimits.withIdleTimeout(Duration.ofMillis(300)), HELLO);
				Peer peer = listener.connect()) {
			assertThat(peer.send(Request.get().keepConnection()).readResponse().text()).isEqualTo("hello");
			assertThat(peer.readToEnd()).isEmpty();
			assertThat(peer.isReset()).isFalse();
			assertThat(warnings.messages()).isEmpty();
		}
	}

	@DoorTest
	void rule09TakesEndOfInputForAbort(Door door) throws Exception {
		List<String> events = new CopyOnWriteArrayList<>();
		try (TestListener listener = door.open((exchange) -> {
			events.add("started");
			return Answers.size(exchange.getRequestBody()).then().doOnCancel(() -> events.add("cancelled"));
		}); Peer peer = listener.connect()) {
			Request request = Request.post("").announcing(10);
			peer.send(request.head(door.protocol()), request.part(door.protocol(), Bytes.of("12345")));
			await().until(() -> events.contains("started"));
			peer.shutdownOutput();
			await().atMost(Duration.ofSeconds(1)).until(() -> events.contains("cancelled"));
			assertThat(peer.readResponse().status()).isEqualTo(-1);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule10SendsHeadInOneRecord(Door door) throws Exception {
		for (int size : List.of(10, 3500, 7000, 20000, 32000)) {
			try (TestListener listener = door.open((exchange) -> {
				exchange.commit(Answers.head(200, true, "X-Large", "x".repeat(size)));
				return exchange.write(Flux.just("one", "two").map((text) -> Answers.buffer(exchange, text)));
			}); Peer peer = listener.connect().send(Request.get())) {
				List<FastCgi.Record> records = FastCgi.records(peer.readToEnd());
				assertThat(Bytes.text(records.get(0).content())).startsWith("Status: 200 OK\r\n").endsWith("\r\n\r\n");
				assertThat(Bytes.text(records.get(1).content())).isEqualTo("one");
				assertThat(Bytes.text(records.get(2).content())).isEqualTo("two");
			}
		}
	}

	@DoorTest
	void rule10SendsHeadInOneWrite(Door door) throws Exception {
		for (int size : List.of(10, 3500, 7000, 20000, 32000)) {
			try (TestListener listener = door.open((exchange) -> {
				exchange.commit(Answers.head(200, true, "X-Large", "x".repeat(size)));
				return exchange.write(Flux.never());
			}); Peer peer = listener.connect().send(Request.get())) {
				peer.readMore();
				assertThat(Bytes.text(peer.received())).contains("\r\n\r\n");
			}
		}
	}

	@DoorTest
	void rule10WarnsOnceOfLargeHeadsAndRefusesTooLargeOnes(Door door) throws Exception {
		try (Warnings warnings = new Warnings(); TestListener listener = door.open((exchange) -> {
			int size = Integer.parseInt(exchange.getVariables().get("REQUEST_URI").substring(1));
			exchange.commit(Answers.head(200, true, "X-Large", "x".repeat(size)));
			return Mono.empty();
		})) {
			assertThat(listener.exchange(Request.get("/8000")).status()).isEqualTo(200);
			assertThat(warnings.messages()).isEmpty();
			assertThat(listener.exchange(Request.get("/8200")).status()).isEqualTo(200);
			assertThat(listener.exchange(Request.get("/20000")).status()).isEqualTo(200);
			assertThat(warnings.messages()).singleElement().asString().contains("'test'", "8 KiB");
			assertThat(listener.exchange(Request.get("/33000")).status()).isEqualTo(500);
		}
	}

	@DoorTest
	void rule11SaysTheStatusAsTheProtocolHasIt(Door door) throws Exception {
		for (HttpResponseStatus status : List.of(HttpResponseStatus.OK, HttpResponseStatus.FOUND,
				HttpResponseStatus.NOT_FOUND, HttpResponseStatus.INTERNAL_SERVER_ERROR)) {
			for (HttpHeaders headers : List.of(new DefaultHttpHeaders().set("Allow", "GET"),
					new DefaultHttpHeaders().set("Location", "/elsewhere").set("Allow", "GET"))) {
				try (TestListener listener = door.open((exchange) -> {
					exchange.commit(new ResponseHead(status, headers, true));
					return Mono.empty();
				})) {
					Response response = listener.exchange(Request.get());
					assertThat(response.statusLine())
						.isEqualTo(((door.protocol() == GatewayProtocol.UWSGI) ? "HTTP/1.1 " : "Status: ") + status);
					assertThat(response.header("allow")).isEqualTo("GET");
					assertThat(response.header("location")).isEqualTo(headers.get("Location"));
				}
			}
		}
	}

	@DoorTest
	void rule12AlwaysGivesReason(Door door) throws Exception {
		for (HttpResponseStatus status : List.of(HttpResponseStatus.valueOf(299), HttpResponseStatus.valueOf(799),
				HttpResponseStatus.valueOf(200, ""), HttpResponseStatus.valueOf(404, " "))) {
			try (TestListener listener = door.open((exchange) -> {
				exchange.commit(new ResponseHead(status, new DefaultHttpHeaders(), true));
				return Mono.empty();
			})) {
				assertThat(listener.exchange(Request.get()).statusLine()).matches(".* " + status.code() + " [^ ].*");
			}
		}
	}

	@DoorTest
	void rule13NeverSendsFieldsOfTheConnection(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(200, true, "Transfer-Encoding", "chunked", "connection", "close", "Keep-Alive",
					"timeout=5", "Trailer", "X-Sum", "Upgrade", "websocket", "Status", "404 Not Found",
					"Proxy-Connection", "close", "X-Kept", "yes", "Content-Length", "5", "content-length", "6"));
			return exchange.write(Flux.just(Answers.buffer(exchange, "12345")));
		})) {
			Response response = listener.exchange(Request.get());
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.headers()).containsExactly(Map.entry("x-kept", "yes"));
			assertThat(response.text()).isEqualTo("12345");
		}
	}

	@DoorTest
	void rule13NeverSendsWhatCouldBeTakenForAnotherField(Door door) throws Exception {
		for (String value : List.of("a\r\nSet-Cookie: stolen", "a\nb", "a\rb", "a\0b", "a\r\n folded")) {
			try (TestListener listener = door.open((exchange) -> {
				exchange.commit(Answers.head(200, true, "X-Value", value));
				return exchange.write(Mono.fromSupplier(() -> Answers.buffer(exchange, "body")));
			})) {
				Response response = listener.exchange(Request.get());
				assertThat(response.status()).isEqualTo(500);
				assertThat(response.headers("x-value")).isEmpty();
				assertThat(response.headers("set-cookie")).isEmpty();
				assertThat(response.body()).isEmpty();
			}
		}
	}

	@DoorTest
	void rule14SendsNoBodyWhereNoneIsPermitted(Door door) throws Exception {
		for (int status : List.of(204, 205, 304)) {
			try (TestListener listener = door.open(http((request, response) -> {
				response.setStatusCode(HttpStatusCode.valueOf(status));
				return text(response, "not permitted");
			}))) {
				Response response = listener.exchange(Request.get());
				assertThat(response.status()).isEqualTo(status);
				assertThat(response.body()).isEmpty();
				assertThat(response.complete()).isTrue();
			}
		}
		try (TestListener listener = door.open(http((request, response) -> text(response, "not permitted")))) {
			Response response = listener.exchange(Request.head());
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.header("content-length")).isEqualTo("13");
			assertThat(response.body()).isEmpty();
			assertThat(response.complete()).isTrue();
		}
	}

	@DoorTest
	void rule15NeverExceedsContentLengthAndSendsItWhereKnown(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(200, true, "Content-Length", "5"));
			return exchange.write(Flux.just("123", "456", "789").map((text) -> Answers.buffer(exchange, text)));
		})) {
			Response response = listener.exchange(Request.get());
			assertThat(response.header("content-length")).isEqualTo("5");
			assertThat(response.text()).isEqualTo("12345");
			assertThat(response.complete()).isTrue();
		}
		try (TestListener listener = door.open(HELLO)) {
			assertThat(listener.exchange(Request.get()).header("content-length")).isEqualTo("5");
		}
	}

	@DoorTest
	void rule16SendsNoInterimResponse(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::echo); Peer peer = listener.connect()) {
			Request request = Request.post("12345").with("HTTP_EXPECT", "100-continue");
			peer.send(request.head(door.protocol()));
			peer.send(request.body(door.protocol()));
			assertThat(peer.readResponse().status()).isEqualTo(200);
		}
		for (HttpStatus status : List.of(HttpStatus.CONTINUE, HttpStatus.EARLY_HINTS)) {
			try (TestListener listener = door.open(http((request, response) -> {
				response.setStatusCode(status);
				return text(response, "hint");
			}))) {
				assertThat(listener.exchange(Request.get()).status()).isEqualTo(500);
			}
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule17NeverWritesStderr(Door door) throws Exception {
		List<GatewayHandler> handlers = List.of(HELLO, (exchange) -> Mono.error(new IllegalStateException("failed")),
				(exchange) -> Answers.body(exchange, Flux.just(Answers.buffer(exchange, "first"))
					.concatWith(Mono.error(new IllegalStateException("failed late")))));
		List<byte[]> requests = List.of(Request.get().bytes(door.protocol()),
				Request.get().role(FastCgi.AUTHORIZER).bytes(door.protocol()),
				Request.post("").announcing(5).bytes(door.protocol()),
				Request.post("").set("CONTENT_LENGTH", "five").bytes(door.protocol()),
				Bytes.concat(Request.get().begin(), FastCgi.end(FastCgi.STDIN, 1)));
		for (GatewayHandler handler : handlers) {
			for (byte[] request : requests) {
				try (TestListener listener = door.open(handler); Peer peer = listener.connect().send(request)) {
					assertThat(FastCgi.records(peer.readToEnd())).extracting(FastCgi.Record::type)
						.doesNotContain(FastCgi.STDERR);
				}
			}
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule18RefusesWithHead(Door door) throws Exception {
		Sinks.Empty<Void> end = Sinks.empty();
		try (TestListener listener = door.open(TestLimits.withMaxMultiplexedRequests(1),
				(exchange) -> end.asMono().then(Mono.defer(() -> Answers.text(exchange, "first"))));
				Peer peer = listener.connect()) {
			peer.send(Request.get().id(1).keepConnection().bytes(door.protocol()));
			peer.send(Request.get().id(3).keepConnection().bytes(door.protocol()));
			assertRefused(peer, 3, 503);
			end.tryEmitEmpty();
			assertThat(peer.readResponse(1).text()).isEqualTo("first");
		}
		for (int role : List.of(FastCgi.AUTHORIZER, FastCgi.FILTER, 0, 4, 65535)) {
			try (TestListener listener = door.open(HELLO); Peer peer = listener.connect()) {
				peer.send(Request.get().role(role).head(door.protocol()));
				assertRefused(peer, 1, 501);
			}
		}
		try (TestListener listener = door.open(TestLimits.with(new HeadLimits(100, 100)), HELLO);
				Peer peer = listener.connect()) {
			peer.send(Request.get().with("HTTP_X", "x".repeat(100)));
			assertRefused(peer, 1, 431);
		}
	}

	private static void assertRefused(Peer peer, int id, int status) throws IOException {
		List<FastCgi.Record> records = FastCgi.records(peer.readUntil(
				(bytes) -> FastCgi.records(bytes).stream().anyMatch((record) -> record.type() == FastCgi.END_REQUEST)))
			.stream()
			.filter((record) -> record.id() == id)
			.toList();
		assertThat(records).extracting(FastCgi.Record::type)
			.containsExactly(FastCgi.STDOUT, FastCgi.STDOUT, FastCgi.END_REQUEST);
		assertThat(Bytes.text(records.get(0).content())).startsWith("Status: " + status + " ").endsWith("\r\n\r\n");
		assertThat(records.get(1).content()).isEmpty();
		assertThat(records.get(2).protocolStatus()).isZero();
		assertThat(records.get(2).appStatus()).isZero();
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void rule19EndsResponseInOneWrite(Door door) throws Exception {
		try (TestListener listener = door.open(HELLO); Peer peer = listener.connect().send(Request.get())) {
			peer.readMore();
			List<FastCgi.Record> records = FastCgi.records(peer.received());
			assertThat(records).extracting(FastCgi.Record::type)
				.containsExactly(FastCgi.STDOUT, FastCgi.STDOUT, FastCgi.STDOUT, FastCgi.END_REQUEST);
			assertThat(records).extracting(FastCgi.Record::id).containsOnly(1);
			assertThat(Bytes.text(records.get(1).content())).isEqualTo("hello");
			assertThat(records.get(2).content()).isEmpty();
			assertThat(records.get(3).appStatus()).isZero();
			assertThat(records.get(3).protocolStatus()).isZero();
			assertThat(records.get(3).end()).isEqualTo(peer.received().length);
			assertThat(peer.readToEnd()).hasSize(records.get(3).end());
		}
	}

	@DoorTest({ GatewayProtocol.SCGI, GatewayProtocol.UWSGI })
	void rule19SendsHeadAndBodyInOneWrite(Door door) throws Exception {
		try (TestListener listener = door.open(HELLO); Peer peer = listener.connect().send(Request.get())) {
			peer.readMore();
			int length = peer.received().length;
			assertThat(Bytes.text(peer.received())).endsWith("\r\n\r\nhello");
			assertThat(peer.readToEnd()).hasSize(length);
		}
	}

	@DoorTest
	void rule20DrainsBodyThatWasNotRead(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(413));
			return exchange.write(Mono.fromSupplier(() -> Answers.buffer(exchange, "too large")));
		})) {
			for (int i = 0; i < 5; i++) {
				Response response = listener.exchange(Request.post(Bytes.random(3 << 20)));
				assertThat(response.status()).isEqualTo(413);
				assertThat(response.text()).isEqualTo("too large");
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest
	void rule21SendsEachElementOfStreamAtOnce(Door door) throws Exception {
		Sinks.Many<String> events = Sinks.many().unicast().onBackpressureBuffer();
		try (TestListener listener = door.open(http((request, response) -> {
			response.getHeaders().set("Content-Type", "text/event-stream");
			return response.writeAndFlushWith(events.asFlux().map((event) -> Mono.just(buffer(response, event))));
		})); Peer peer = listener.connect().send(Request.get())) {
			for (int i = 0; i < 4; i++) {
				String event = "data:" + i + "\n\n";
				events.tryEmitNext(event).orThrow();
				peer.readUntil(event);
			}
			events.tryEmitComplete().orThrow();
			Response response = peer.readResponse();
			assertThat(response.text()).isEqualTo("data:0\n\ndata:1\n\ndata:2\n\ndata:3\n\n");
			if (door.protocol() == GatewayProtocol.FASTCGI) {
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest
	void rule22NoticesAtTheNextWriteThatThePeerHasGone(Door door) throws Exception {
		AtomicInteger cancelled = new AtomicInteger();
		try (TestListener listener = door.open((exchange) -> Answers.body(exchange,
				Flux.interval(Duration.ofMillis(10))
					.onBackpressureDrop()
					.map((tick) -> Answers.buffer(exchange, "tick"))
					.doOnCancel(cancelled::incrementAndGet)))) {
			try (Peer peer = listener.connect().send(Request.get())) {
				peer.readUntil("tick");
			}
			await().atMost(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(cancelled).hasValue(1));
		}
	}

	@DoorTest
	void rule23NeverSwitchesProtocols(Door door) throws Exception {
		AtomicReference<List<String>> names = new AtomicReference<>();
		Request request = Request.get()
			.with("HTTP_UPGRADE", "websocket")
			.with("HTTP_CONNECTION", "Upgrade")
			.with("HTTP_SEC_WEBSOCKET_KEY", "dGhlIHNhbXBsZSBub25jZQ==")
			.with("HTTP_SEC_WEBSOCKET_VERSION", "13");
		try (TestListener listener = door.open(http((received, response) -> {
			names.set(List.copyOf(received.getHeaders().headerNames()));
			response.setStatusCode(HttpStatus.SWITCHING_PROTOCOLS);
			return response.setComplete();
		})); Peer peer = listener.connect()) {
			// A web server that would switch withholds the end of the body
			peer.send(request.head(door.protocol()));
			assertThat(peer.readResponse().status()).isEqualTo(500);
			assertThat(names.get()).doesNotContain("Upgrade", "Connection").contains("Sec-Websocket-Key");
		}
	}

	@DoorTest
	void rule24IgnoresVariablesThatAreNoFieldsOfTheClient(Door door) throws Exception {
		Request request = Request.post("12345")
			.with("HTTP_PROXY", "http://evil.example")
			.with("HTTP_CONTENT_LENGTH", "5")
			.with("HTTP_CONTENT_TYPE", "text/evil")
			.with("HTTP_TRANSFER_ENCODING", "chunked")
			.with("PATH", "/usr/bin")
			.with("LD_LIBRARY_PATH", "/usr/lib")
			.with("SERVER_SIGNATURE", "<address>")
			.with("CONTENT_TYPE", "text/plain");
		try (TestListener listener = door.open(http((received, response) -> text(response,
				received.getHeaders()
					.headerNames()
					.stream()
					.sorted(String.CASE_INSENSITIVE_ORDER)
					.map((name) -> name + "=" + received.getHeaders().get(name))
					.collect(Collectors.joining(";")))))) {
			assertThat(listener.exchange(request).text())
				.isEqualToIgnoringCase("Content-Length=[5];Content-Type=[text/plain];Host=[shop.example]");
		}
	}

	@DoorTest
	void rule25DoesNotTrustRemoteUser(Door door) throws Exception {
		WebHandler handler = (exchange) -> exchange.getPrincipal()
			.map((principal) -> "somebody")
			.defaultIfEmpty("nobody")
			.flatMap((user) -> text(exchange.getResponse(), user));
		try (TestListener listener = door.open(http(WebHttpHandlerBuilder.webHandler(handler).build()))) {
			Request request = Request.get().with("REMOTE_USER", "admin").with("AUTH_TYPE", "Basic");
			assertThat(listener.exchange(request).text()).isEqualTo("nobody");
		}
	}

	@DoorTest
	void rule26LosesNeitherOfTwoFieldsWithOneName(Door door) throws Exception {
		Request request = Request.get().with("HTTP_X_UNDER", "u").with("HTTP_X_UNDER", "h");
		try (TestListener listener = door
			.open(http((received, response) -> text(response, "" + received.getHeaders().get("X-Under"))))) {
			assertThat(listener.exchange(request).text()).isEqualTo("[u, h]");
		}
	}

	@DoorTest
	void rule27AnswersHostileTargetsWithoutFailing(Door door) throws Exception {
		List<String> served = List.of("/f//a/b;x=1?y=z", "/a%00b", "/c%2fd", "http://other.example:77/f/abs?q=1",
				"//evil.example/a", "/" + "x".repeat(20000));
		List<String> servedOrRefused = List.of("/f//a/../b/%2e%2e/c%2fd;x=1?y=%zz", "/a%zz", "/a?y=%zz",
				"/a\\b|c\"d<e>f^g`h{i}", "/a?b=c#fragment", "/\u00e4\u00ff", "shop.example:443", "garbage", "", "/a b",
				"/[a]?[b]", "/%", "/\u0001", "*", "http://", "http:///a", "?", "#");
		try (Warnings warnings = new Warnings();
				TestListener listener = door
					.open(http((request, response) -> text(response, request.getURI().toString())))) {
			for (String target : served) {
				assertThat(listener.exchange(Request.get(target)).status()).as(target).isEqualTo(200);
			}
			for (String target : servedOrRefused) {
				Response response = listener.exchange(Request.get(target));
				assertThat(response.status()).as(target).isIn(200, 400);
				assertThat(response.complete()).as(target).isTrue();
			}
			assertThat(listener.exchange(Request.get("*").set("REQUEST_METHOD", "OPTIONS")).status()).isEqualTo(200);
			assertThat(warnings.messages()).isEmpty();
		}
	}

	private static GatewayHandler http(HttpHandler handler) {
		return new GatewayHttpHandlerAdapter(handler, ContextPathResolver.none());
	}

	private static Mono<Void> text(ServerHttpResponse response, String text) {
		return response.writeWith(Mono.fromSupplier(() -> buffer(response, text)));
	}

	private static DataBuffer buffer(ServerHttpResponse response, String text) {
		return response.bufferFactory().wrap(Bytes.of(text));
	}

	private static String print(MetaVariables variables) {
		StringBuilder text = new StringBuilder();
		variables
			.forEach((variable) -> text.append(variable.getKey()).append('=').append(variable.getValue()).append(';'));
		return text.toString();
	}

	/**
	 * Read and take one record.
	 */
	private static FastCgi.Record readRecord(Peer peer) throws IOException {
		FastCgi.Record record = FastCgi.records(peer.readUntil((bytes) -> !FastCgi.records(bytes).isEmpty())).get(0);
		peer.take(record.end());
		return record;
	}

}
