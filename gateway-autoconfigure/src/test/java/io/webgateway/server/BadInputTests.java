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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.webgateway.codec.HeadLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that a peer that does not speak the protocol of a listener as it should is told
 * so, costs one warning and disturbs nobody else.
 */
@Timeout(20)
class BadInputTests {

	private static final byte[] HTTP = Bytes.of("GET /index.html HTTP/1.1\r\nHost: shop.example\r\n\r\n");

	private static final byte[] TLS = Bytes
		.concat(new byte[] { 0x16, 3, 1, 0, (byte) 0xC8, 1, 0, 0, (byte) 0xC4, 3, 3 }, Bytes.random(194));

	/** Enough to send something in time on a busy machine. */
	private static final Duration SOON = Duration.ofMillis(300);

	private static final Duration AT_ONCE = Duration.ofMillis(50);

	private static final int NO_ANSWER = -1;

	private final AtomicInteger handled = new AtomicInteger();

	private final GatewayHandler handler = (exchange) -> {
		this.handled.incrementAndGet();
		return Answers.size(exchange);
	};

	@DoorTest
	void whenPeerSendsControlCharactersThenTheyAreEscaped(Door door) throws Exception {
		byte[] bytes = Bytes.of("\u00ff\r\n\u001b[31m\"WARN\" \\ \u0000\u007f");
		String warning = assertRefused(door, bytes, statusWithoutRequest(door));
		assertThat(warning).contains("\\xff\\x0d\\x0a\\x1b[31m\\x22WARN");
	}

	@DoorTest
	void whenManyPeersSendNonsenseThenThereIsOneWarning(Door door) throws Exception {
		try (Warnings warnings = new Warnings(); TestListener listener = door.open(this.handler)) {
			for (int i = 0; i < 20; i++) {
				try (Peer peer = listener.connect()) {
					peer.send(HTTP).readToEnd();
				}
			}
			assertThat(warnings.messages()).hasSize(1);
		}
	}

	@DoorTest
	void whenPeerSendsNonsenseThenOtherConnectionsAreNotDisturbed(Door door) throws Exception {
		Request request = Request.post("").announcing(10);
		try (TestListener listener = door.open(this.handler); Peer other = listener.connect()) {
			other.send(request.head(door.protocol()), request.part(door.protocol(), Bytes.of("12345")));
			for (int i = 0; i < 20; i++) {
				try (Peer peer = listener.connect()) {
					peer.send((i % 2 == 0) ? HTTP : TLS).readToEnd();
				}
			}
			other.send(request.part(door.protocol(), Bytes.of("67890")));
			assertThat(other.readResponse().text()).isEqualTo("size 10");
		}
	}

	@DoorTest
	void whenHeadIsTruncatedAndPeerClosesThenThereIsOneWarning(Door door) throws Exception {
		byte[] head = Request.post("body").head(door.protocol());
		for (int length : List.of(1, head.length / 2, head.length - 1)) {
			try (Warnings warnings = new Warnings(); TestListener listener = door.open(this.handler)) {
				try (Peer peer = listener.connect()) {
					peer.send(Bytes.first(head, length));
				}
				await().until(() -> !warnings.messages().isEmpty());
				assertWarning(door, warnings);
				assertThat(listener.listener().drain()).succeedsWithin(10, TimeUnit.SECONDS);
				assertThat(warnings.messages()).hasSize(1);
				assertThat(this.handled).hasValue(0);
			}
		}
	}

	@DoorTest
	void whenHeadIsTruncatedAndPeerIsSilentThenItIsToldAfterDeadline(Door door) throws Exception {
		byte[] head = Request.post("body").head(door.protocol());
		long start = System.nanoTime();
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(limits(SOON, Duration.ofMinutes(1)), this.handler);
				Peer first = listener.connect();
				Peer second = listener.connect();
				Peer third = listener.connect()) {
			first.send(Bytes.first(head, 16));
			second.send(Bytes.first(head, head.length / 2));
			third.send(Bytes.first(head, head.length - 1));
			for (Peer peer : List.of(first, second, third)) {
				Response response = peer.readResponse();
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SOON, SOON.multipliedBy(10));
				assertThat(response.status()).isEqualTo(408);
				assertThat(response.body()).isEmpty();
				assertThat(peer.readToEnd()).isEmpty();
			}
			assertWarning(door, warnings);
			assertThat(this.handled).hasValue(0);
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.TCP)
	void whenFirstRecordIsTruncatedAndPeerIsSilentThenConnectionClosesAfterDeadline(Door door) throws Exception {
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(limits(SOON, Duration.ofMinutes(1)), this.handler);
				Peer peer = listener.connect()) {
			assertThat(peer.send(new byte[] { 1, 1, 0 }).readToEnd()).isEmpty();
			assertWarning(door, warnings);
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.TCP)
	void whenHeadIsLateThenRequestInProgressOnTheSameConnectionIsNotDisturbed(Door door) throws Exception {
		Sinks.One<String> answer = Sinks.one();
		try (TestListener listener = door.open(limits(SOON, Duration.ofMinutes(1)),
				(exchange) -> answer.asMono().flatMap((text) -> Answers.text(exchange, text)));
				Peer peer = listener.connect()) {
			peer.send(Request.get().id(1).keepConnection().bytes(door.protocol()));
			peer.send(Request.get().id(3).keepConnection().begin());
			peer.readUntil("Status: 408");
			answer.tryEmitValue("not disturbed");
			assertThat(peer.readResponse(3).status()).isEqualTo(408);
			Response response = peer.readResponse(1);
			assertThat(response.text()).isEqualTo("not disturbed");
			assertThat(response.complete()).isTrue();
		}
	}

	@DoorTest(value = GatewayProtocol.FASTCGI, sockets = SocketKind.TCP)
	void whenHeadIsRefusedThenItsDeadlineDoesNotEndRequestInProgress(Door door) throws Exception {
		Sinks.One<String> answer = Sinks.one();
		try (TestListener listener = door.open(limits(SOON, Duration.ofMinutes(1)),
				(exchange) -> answer.asMono().flatMap((text) -> Answers.text(exchange, text)));
				Peer peer = listener.connect()) {
			peer.send(Request.get().id(1).keepConnection().bytes(door.protocol()));
			peer.send(Request.get().id(3).keepConnection().role(FastCgi.FILTER).bytes(door.protocol()));
			peer.send(Request.get().id(5).keepConnection().begin(), FastCgi.abort(5));
			assertThat(peer.readResponse(3).status()).isEqualTo(501);
			try (Peer late = listener.connect()) {
				// Closed by the deadline that must not concern the other
				assertThat(late.readToEnd()).isEmpty();
			}
			answer.tryEmitValue("not disturbed");
			assertThat(peer.readResponse(1).text()).isEqualTo("not disturbed");
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenHeadDripsThenDeadlineIsNotPutOff(Door door) throws Exception {
		ListenerLimits limits = limits(SOON, Duration.ofMinutes(1));
		byte[] head = Request.post("body").with("HTTP_X", "x".repeat(30000)).head(door.protocol());
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(limits, this.handler);
				Peer peer = listener.connect()) {
			AtomicInteger sent = new AtomicInteger();
			await().pollInterval(Duration.ofMillis(20)).atMost(SOON.multipliedBy(10)).until(() -> {
				peer.send(new byte[] { head[sent.getAndIncrement()] });
				return !warnings.messages().isEmpty();
			});
			assertThat(peer.readResponse().status()).isIn(408, NO_ANSWER);
			assertThat(warnings.messages()).hasSize(1);
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenPeerSendsNothingThenConnectionClosesAfterDeadlineWithoutWarning(Door door) throws Exception {
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(limits(AT_ONCE, Duration.ofMinutes(1)), this.handler);
				Peer peer = listener.connect()) {
			assertThat(peer.readToEnd()).isEmpty();
			assertThat(peer.isReset()).isFalse();
			assertThat(warnings.messages()).isEmpty();
		}
	}

	@DoorTest
	void whenPeerOnlyConnectsThenThereIsNoWarning(Door door) throws Exception {
		try (Warnings warnings = new Warnings(); TestListener listener = door.open(this.handler)) {
			listener.connect().close();
			assertThat(listener.exchange(Request.get()).status()).isEqualTo(200);
			assertThat(listener.listener().drain()).succeedsWithin(10, TimeUnit.SECONDS);
			assertThat(warnings.messages()).isEmpty();
		}
	}

	@DoorTest
	void whenRefusedPeerDoesNotCloseThenConnectionIsClosedAfterAWhile(Door door) throws Exception {
		try (TestListener listener = door.open(limits(Duration.ofMinutes(1), AT_ONCE), this.handler);
				Peer peer = listener.connect()) {
			peer.send(HTTP).readToEnd();
			assertThat(listener.listener().drain()).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
	}

	@DoorTest
	void whenRefusedPeerGoesOnThenAnswerIsNotLost(Door door) throws Exception {
		try (TestListener listener = door.open(this.handler); Peer peer = listener.connect()) {
			peer.send(Bytes.of("nonsense"));
			for (int i = 0; i < 100; i++) {
				peer.send(Bytes.random(1000));
			}
			peer.readToEnd();
			assertThat(peer.isReset()).isFalse();
			assertThat(Response.parse(door.protocol(), peer.received(), true).status())
				.isEqualTo(statusWithoutRequest(door));
		}
	}

	@DoorTest
	void whenHeadIsTooLargeThenStatusIs431(Door door) throws Exception {
		ListenerLimits limits = limits(new HeadLimits(1000, 100));
		assertRefused(door, limits, Request.get().with("HTTP_X", "x".repeat(1000)).bytes(door.protocol()), 431);
		assertRefused(door, limits, Request.get().with("HTTP_X", "x".repeat(60000)).bytes(door.protocol()), 431);
		try (TestListener listener = door.open(limits, this.handler)) {
			assertThat(listener.exchange(Request.get().with("HTTP_X", "x".repeat(800))).status()).isEqualTo(200);
		}
	}

	@DoorTest
	void whenThereAreTooManyVariablesThenStatusIs431(Door door) throws Exception {
		Request request = Request.get();
		for (int i = 0; i < 210; i++) {
			request.with("HTTP_X", "x");
		}
		assertRefused(door, request.bytes(door.protocol()), 431);
	}

	@DoorTest
	void whenContentLengthIsNoNumberThenStatusIs400(Door door) throws Exception {
		for (String length : List.of("+5", "0x10", " 5", "5 ", "5, 5", "5,5", "1e3", "-5", "--1", "5.0", "five",
				"\u00b2", "99999999999999999999", "9223372036854775808")) {
			assertRefused(door, Request.post("12345").set("CONTENT_LENGTH", length).bytes(door.protocol()), 400);
		}
	}

	@DoorTest
	void whenContentLengthsDifferThenStatusIs400(Door door) throws Exception {
		assertRefused(door, Request.post("12345").with("CONTENT_LENGTH", "4").bytes(door.protocol()), 400);
		try (TestListener listener = door.open(this.handler)) {
			assertThat(listener.exchange(Request.post("12345").with("CONTENT_LENGTH", "5")).text()).isEqualTo("size 5");
		}
	}

	@DoorTest({ GatewayProtocol.SCGI, GatewayProtocol.UWSGI })
	void whenContentLengthIsNegativeWhereItMustBeKnownThenStatusIs400(Door door) throws Exception {
		assertRefused(door, Request.post("12345").set("CONTENT_LENGTH", "-1").bytes(door.protocol()), 400);
	}

	@DoorTest(GatewayProtocol.SCGI)
	void whenScgiHeadIsMalformedThenStatusIs400(Door door) throws Exception {
		Map<String, String> heads = new LinkedHashMap<>();
		heads.put("no digits", ":");
		heads.put("leading zero", "024:CONTENT_LENGTH\0" + "0\0SCGI\0" + "1\0,");
		heads.put("sign", "+24:CONTENT_LENGTH\0" + "0\0SCGI\0" + "1\0,");
		heads.put("too many digits", "12345678:");
		heads.put("no comma", "24:CONTENT_LENGTH\0" + "0\0SCGI\0" + "1\0;");
		heads.put("length too small", "23:CONTENT_LENGTH\0" + "0\0SCGI\0" + "1\0,");
		heads.put("no NUL at the end", "23:CONTENT_LENGTH\0" + "0\0SCGI\0" + "1,");
		heads.put("name without value", "26:CONTENT_LENGTH\0" + "0\0SCGI\0" + "1\0A\0,");
		heads.put("empty name", "26:CONTENT_LENGTH\0" + "0\0SCGI\0" + "1\0\0\0,");
		heads.put("CONTENT_LENGTH not first", "24:SCGI\0" + "1\0CONTENT_LENGTH\0" + "0\0,");
		heads.put("no SCGI", "17:CONTENT_LENGTH\0" + "0\0,");
		heads.put("another SCGI", "24:CONTENT_LENGTH\0" + "0\0SCGI\0" + "2\0,");
		for (Map.Entry<String, String> head : heads.entrySet()) {
			assertRefused(door, Bytes.of(head.getValue()), 400);
		}
		assertRefused(door, Bytes.of("65537:"), 431);
	}

	@DoorTest(GatewayProtocol.SCGI)
	void whenScgiHasNoContentLengthThenStatusIs400(Door door) throws Exception {
		assertRefused(door, Request.post("12345").set("CONTENT_LENGTH", "").bytes(door.protocol()), 400);
	}

	@DoorTest(GatewayProtocol.UWSGI)
	void whenUwsgiBlockIsMalformedThenStatusIs400(Door door) throws Exception {
		byte[] block = Bytes.concat(new byte[] { 1, 0 }, Bytes.of("A"), new byte[] { 1, 0 }, Bytes.of("b"));
		byte[] nameTooLong = Bytes.concat(new byte[] { 5, 0 }, Bytes.of("A"), new byte[] { 1, 0 }, Bytes.of("b"));
		byte[] valueTooLong = Bytes.concat(new byte[] { 1, 0 }, Bytes.of("A"), new byte[] { 2, 0 }, Bytes.of("b"));
		byte[] emptyName = Bytes.concat(new byte[] { 0, 0, 1, 0 }, Bytes.of("b"));
		for (byte[] malformed : List.of(nameTooLong, valueTooLong, emptyName, Bytes.concat(block, new byte[] { 0 }),
				Bytes.concat(block, new byte[] { 1, 0 }), Bytes.concat(block, new byte[] { 1, 0, 'C' }))) {
			assertRefused(door, Bytes.concat(Uwsgi.header(0, malformed.length, 0), malformed), 400);
		}
	}

	@DoorTest(GatewayProtocol.UWSGI)
	void whenUwsgiPacketIsNoRequestThenNothingIsExecuted(Door door) throws Exception {
		for (int modifier1 : List.of(1, 17, 22, 31, 98, 101, 109, 173, 200, 224, 255)) {
			assertRefused(door, Request.get().uwsgiHead(modifier1), 400);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenVersionOfRecordIsAnotherThenConnectionCloses(Door door) throws Exception {
		byte[] begin = Request.get().begin();
		for (int version : List.of(0, 2, 255)) {
			begin[0] = (byte) version;
			assertRefused(door, begin, NO_ANSWER);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenBeginHasAnotherLengthThenConnectionCloses(Door door) throws Exception {
		for (int length : List.of(0, 7, 9, 1000)) {
			assertRefused(door, FastCgi.record(FastCgi.BEGIN_REQUEST, 1, new byte[length]), NO_ANSWER);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenRequestBeginsAgainThenItIsRefused(Door door) throws Exception {
		byte[] begin = Request.get().begin();
		assertRefused(door, Bytes.concat(begin, begin), 400);
		assertRefused(door, Bytes.concat(begin, FastCgi.stream(FastCgi.PARAMS, 1, Request.get().pairs()), begin), 400);
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenBodyComesBeforeTheEndOfParamsThenRequestIsRefused(Door door) throws Exception {
		byte[] begin = Request.get().begin();
		byte[] pairs = FastCgi.stream(FastCgi.PARAMS, 1, Request.post("body").pairs());
		byte[] stdin = FastCgi.stream(FastCgi.STDIN, 1, Bytes.of("body"));
		assertRefused(door, Bytes.concat(begin, stdin), 400);
		assertRefused(door, Bytes.concat(begin, FastCgi.end(FastCgi.STDIN, 1)), 400);
		assertRefused(door, Bytes.concat(begin, pairs, stdin), 400);
		assertRefused(door, Bytes.concat(begin, pairs, stdin, FastCgi.end(FastCgi.PARAMS, 1)), 400);
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenPairIsLongerThanParamsThenRequestIsRefused(Door door) throws Exception {
		byte[] begin = Request.get().begin();
		for (byte[] pairs : List.of(new byte[] { 5 }, new byte[] { 5, 5, 'A' }, new byte[] { (byte) 0x80, 0, 0 },
				Bytes.concat(FastCgi.longLength(0x7FFFFFFF), FastCgi.longLength(0x7FFFFFFF), Bytes.of("A")),
				Bytes.concat(new byte[] { 1 }, FastCgi.longLength(0x7FFFFFFF), Bytes.of("A")),
				new byte[] { 0, 1, 'v' })) {
			assertRefused(door,
					Bytes.concat(begin, FastCgi.stream(FastCgi.PARAMS, 1, pairs), FastCgi.end(FastCgi.PARAMS, 1)), 400);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenParamsGoOnAfterRefusalThenRequestIsRefusedOnce(Door door) throws Exception {
		ListenerLimits limits = limits(new HeadLimits(1000, 100));
		byte[] record = FastCgi.record(FastCgi.PARAMS, 1, new byte[600]);
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(limits, this.handler);
				Peer peer = listener.connect()) {
			peer.send(Request.get().begin(), record, record, record, record);
			peer.readUntil("Status: 431");
			peer.send(record, record, FastCgi.end(FastCgi.PARAMS, 1), FastCgi.end(FastCgi.STDIN, 1));
			List<FastCgi.Record> records = FastCgi.records(peer.readToEnd());
			assertThat(records).extracting(FastCgi.Record::type)
				.containsExactly(FastCgi.STDOUT, FastCgi.STDOUT, FastCgi.END_REQUEST);
			assertThat(peer.isReset()).isFalse();
			assertThat(warnings.messages()).hasSize(1);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenParamsGoOnAfterTheirEndThenConnectionIsGivenUp(Door door) throws Exception {
		Request request = Request.post("").announcing(5);
		byte[] bytes = Bytes.concat(request.head(door.protocol()), request.params());
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(this.handler);
				Peer peer = listener.connect().send(bytes)) {
			assertThat(peer.readResponse().status()).isIn(400, NO_ANSWER);
			assertThat(peer.readToEnd()).isEmpty();
			assertWarning(door, warnings);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenManagementIdIsUsedForRequestThenConnectionCloses(Door door) throws Exception {
		for (int type : List.of(FastCgi.PARAMS, FastCgi.STDIN, FastCgi.DATA, FastCgi.ABORT_REQUEST)) {
			assertRefused(door, FastCgi.record(type, 0, Bytes.random(100)), NO_ANSWER);
			assertRefused(door, FastCgi.record(type, 0, new byte[0]), NO_ANSWER);
		}
		assertRefused(door, FastCgi.begin(0, FastCgi.RESPONDER, 0), NO_ANSWER);
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenTypeOfRecordIsUnknownThenRequestIsAnsweredAllTheSame(Door door) throws Exception {
		try (Warnings warnings = new Warnings(); TestListener listener = door.open(this.handler)) {
			for (int type : List.of(0, 12, 100, 255, FastCgi.END_REQUEST, FastCgi.STDOUT, FastCgi.STDERR, FastCgi.DATA,
					FastCgi.GET_VALUES, FastCgi.GET_VALUES_RESULT, FastCgi.UNKNOWN_TYPE)) {
				try (Peer peer = listener.connect()) {
					byte[] unknown = FastCgi.record(type, 1, Bytes.random(100), 3);
					Request request = Request.post("12345");
					peer.send(unknown, request.begin(), unknown, request.params(), unknown,
							request.body(door.protocol()));
					Response response = peer.readResponse();
					assertThat(response.text()).as("Answer with type %s", type).isEqualTo("size 5");
					assertThat(response.complete()).isTrue();
				}
			}
			assertThat(warnings.messages()).isEmpty();
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenGetValuesIsMalformedThenConnectionCloses(Door door) throws Exception {
		assertRefused(door, FastCgi.record(FastCgi.GET_VALUES, 0, new byte[] { 5, 0, 'A' }), NO_ANSWER);
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenStreamBreaksThenNothingThatFollowsIsServed(Door door) throws Exception {
		byte[] bytes = Bytes.concat(FastCgi.begin(0, FastCgi.RESPONDER, 0), Request.get().bytes(door.protocol()));
		assertRefused(door, bytes, NO_ANSWER);
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenStreamBreaksThenRequestInProgressIsCancelledAndLooksBroken(Door door) throws Exception {
		AtomicInteger cancelled = new AtomicInteger();
		try (Warnings warnings = new Warnings();
				TestListener listener = door
					.open((exchange) -> Mono.<Void>never().doOnCancel(cancelled::incrementAndGet));
				Peer peer = listener.connect()) {
			peer.send(Request.post("").announcing(5).head(door.protocol()), HTTP);
			assertThat(FastCgi.records(peer.readToEnd())).isEmpty();
			await().untilAsserted(() -> assertThat(cancelled).hasValue(1));
			assertWarning(door, warnings);
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenManyRequestsBeginThenHeadsOfThoseBeyondTheLimitAreNotKept(Door door) throws Exception {
		ListenerLimits limits = TestLimits.withMaxMultiplexedRequests(10);
		byte[] record = FastCgi.record(FastCgi.PARAMS, 1, Bytes.random(60000));
		try (TestListener listener = door.open(limits, this.handler); Peer peer = listener.connect()) {
			for (int id = 1; id <= 1000; id++) {
				peer.send(FastCgi.begin(id, FastCgi.RESPONDER, FastCgi.KEEP_CONN));
			}
			record[2] = (byte) (1000 >> 8);
			record[3] = (byte) 1000;
			// More than is permitted, which is found out only where it is kept
			peer.send(record, record, FastCgi.end(FastCgi.PARAMS, 1000));
			assertThat(peer.readResponse(1000).status()).isEqualTo(503);
		}
	}

	/**
	 * Assert that bytes are answered with a status, that the connection is closed then,
	 * and that there is one warning.
	 * @return the warning
	 */
	private String assertRefused(Door door, byte[] bytes, int status) throws IOException {
		return assertRefused(door, ListenerLimits.DEFAULTS, bytes, status);
	}

	private String assertRefused(Door door, ListenerLimits limits, byte[] bytes, int status) throws IOException {
		this.handled.set(0);
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(limits, this.handler);
				Peer peer = listener.connect().send(bytes)) {
			Response response = peer.readResponse();
			String sent = PeerBytes.escape(Bytes.first(bytes, Math.min(bytes.length, 200)));
			assertThat(response.status()).as("Status after %s", sent).isEqualTo(status);
			assertThat(response.body()).as("Body after %s", sent).isEmpty();
			assertThat(peer.readToEnd()).as("Bytes after the answer to %s", sent).isEmpty();
			assertThat(peer.isReset()).as("Reset after %s", sent).isFalse();
			assertThat(this.handled).hasValue(0);
			return assertWarning(door, warnings);
		}
	}

	private static String assertWarning(Door door, Warnings warnings) {
		assertThat(warnings.messages()).hasSize(1);
		String warning = warnings.messages().get(0);
		assertThat(warning).contains("'" + TestListener.NAME + "'").contains(door.protocol().toString());
		assertThat(warning).matches("[ -~]+");
		return warning;
	}

	/**
	 * Return the status by which the protocol can answer something that is no request.
	 */
	private static int statusWithoutRequest(Door door) {
		return (door.protocol() == GatewayProtocol.FASTCGI) ? NO_ANSWER : 400;
	}

	private static ListenerLimits limits(HeadLimits head) {
		return TestLimits.with(head);
	}

	private static ListenerLimits limits(Duration headTimeout, Duration discardTimeout) {
		return TestLimits.with(headTimeout, discardTimeout);
	}

}
