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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.webgateway.testsupport.AjpPackets;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for connections that speak AJP.
 */
@Timeout(20)
class AjpConnectionTests {

	private static final Duration QUIET = Duration.ofMillis(200);

	private static final byte[] END_OF_BODY = AjpPackets.data();

	@DoorTest(GatewayProtocol.AJP)
	void whenResponseHasEndedThenConnectionTakesTheNextRequest(Door door) throws Exception {
		try (TestListener listener = door.open(AjpConnectionTests::echoUri); Peer peer = listener.connect()) {
			for (int i = 0; i < 3; i++) {
				peer.send(Request.get("/" + i + "?a=" + i));
				assertAnswered(peer, "/" + i + "?a=" + i);
			}
			assertThat(listener.listener().getStatistics().getAcceptedConnections()).isOne();
			assertThat(listener.listener().getStatistics().getRequests()).isEqualTo(3);
		}
	}

	private static void assertAnswered(Peer peer, String body) throws IOException {
		assertThat(Ajp.read(peer).head().status()).isEqualTo(200);
		assertThat(Bytes.text(Ajp.read(peer).data())).isEqualTo(body);
		assertThat(Ajp.read(peer).reuse()).isTrue();
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenShortResponseEndsAtOnceThenItIsOneWrite(Door door) throws Exception {
		try (TestListener listener = door.open(AjpConnectionTests::echoUri); Peer peer = listener.connect()) {
			peer.send(Request.get("/a")).readMore();
			assertThat(Ajp.packets(peer.received())).extracting(Ajp.Packet::type)
				.containsExactly(Ajp.SEND_HEADERS, Ajp.SEND_BODY_CHUNK, Ajp.END_RESPONSE);
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenBodyIsShortThenItIsNotAskedFor(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::size); Peer peer = listener.connect()) {
			for (int length : List.of(1, 100, Ajp.MAX_DATA)) {
				byte[] body = Bytes.random(length);
				peer.send(Request.post(body));
				assertAnswered(peer, "size " + length);
			}
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenBodyIsLongThenTheRestIsAskedForPacketByPacket(Door door) throws Exception {
		byte[] body = Bytes.random(1_000_000);
		try (TestListener listener = door.open(Answers::echo); Peer peer = listener.connect()) {
			for (int i = 0; i < 2; i++) {
				peer.send(Request.post(body));
				Response response = Ajp.readResponse(peer, Bytes.from(body, Ajp.MAX_DATA));
				assertThat(Bytes.summary(response.body())).isEqualTo(Bytes.summary(body));
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenLessIsMissingThanFitsIntoPacketThenNoMoreIsAskedFor(Door door) throws Exception {
		byte[] body = Bytes.random(Ajp.MAX_DATA + 7);
		try (TestListener listener = door.open(Answers::size); Peer peer = listener.connect()) {
			peer.send(Request.post(body));
			Ajp.Packet asked = Ajp.read(peer);
			assertThat(asked.type()).isEqualTo(Ajp.GET_BODY_CHUNK);
			assertThat(asked.number()).isEqualTo(7);
			peer.send(AjpPackets.data(Bytes.from(body, Ajp.MAX_DATA)));
			assertThat(peer.readResponse().text()).isEqualTo("size " + body.length);
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenPacketsMayBeLargerThenTheyAre(Door door) throws Exception {
		byte[] body = Bytes.random(500_000);
		try (TestListener listener = door.open(new AjpOptions(65536, AjpPeer.AUTO, Set.of()), Answers::echo);
				Peer peer = listener.connect()) {
			peer.send(Request.post(body).head(GatewayProtocol.AJP), AjpPackets.data(Bytes.first(body, 65530)));
			assertThat(Ajp.read(peer).type()).isEqualTo(Ajp.SEND_HEADERS);
			int asked = 0;
			int received = 0;
			while (received < 65530 || asked == 0) {
				Ajp.Packet packet = Ajp.read(peer);
				asked += (packet.type() == Ajp.GET_BODY_CHUNK) ? packet.number() : 0;
				received += (packet.type() == Ajp.SEND_BODY_CHUNK) ? packet.data().length : 0;
			}
			assertThat(asked).isEqualTo(65530);
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenLengthIsNotKnownThenBodyEndsWithAnEmptyPacket(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::size); Peer peer = listener.connect()) {
			for (byte[] end : List.of(END_OF_BODY, AjpPackets.packet())) {
				peer.send(chunked());
				assertThat(Ajp.read(peer).number()).isEqualTo(Ajp.MAX_DATA);
				peer.send(AjpPackets.data(new byte[5000]));
				assertThat(Ajp.read(peer).number()).isEqualTo(Ajp.MAX_DATA);
				peer.send(AjpPackets.data(new byte[1]));
				assertThat(Ajp.read(peer).number()).isEqualTo(Ajp.MAX_DATA);
				peer.send(end);
				assertAnswered(peer, "size 5001");
			}
		}
	}

	private static Request chunked() {
		return Request.post("").without("CONTENT_LENGTH").with("HTTP_TRANSFER_ENCODING", "chunked");
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenLengthIsKnownAndNotKnownThenRequestIsRefused(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::size); Peer peer = listener.connect()) {
			peer.send(Request.post("12345").with("HTTP_TRANSFER_ENCODING", "chunked"));
			assertRefused(peer, 400);
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenApplicationDoesNotWantMoreThenNothingIsAskedFor(Door door) throws Exception {
		Sinks.One<Long> wanted = Sinks.one();
		try (TestListener listener = door
			.open((exchange) -> wanted.asMono().flatMap((ignored) -> Answers.size(exchange)));
				Peer peer = listener.connect()) {
			peer.send(Request.post(Bytes.random(20000)));
			assertThat(peer.isSilent(QUIET)).isTrue();
			wanted.tryEmitValue(1L);
			assertThat(Ajp.readResponse(peer, new byte[20000 - Ajp.MAX_DATA]).text()).isEqualTo("size 20000");
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenBodyIsNotReadToItsEndThenConnectionIsNotUsedAgain(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Answers.text(exchange, "early"))) {
			for (Request request : List.of(Request.post(Bytes.random(20000)), chunked())) {
				try (Peer peer = listener.connect()) {
					peer.send(request);
					assertThat(Ajp.read(peer).head().status()).isEqualTo(200);
					assertThat(Bytes.text(Ajp.read(peer).data())).isEqualTo("early");
					readEnd(peer, false);
					assertThat(peer.readToEnd()).isEmpty();
					assertThat(peer.isReset()).isFalse();
				}
			}
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenWholeBodyHasArrivedThenItNeedNotBeRead(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Answers.text(exchange, "early"));
				Peer peer = listener.connect()) {
			Request request = Request.post("12345");
			peer.send(request.head(GatewayProtocol.AJP), request.body(GatewayProtocol.AJP));
			assertThat(peer.readResponse().text()).isEqualTo("early");
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenBodyIsLongerThanAnnouncedThenRequestIsRefused(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::size); Peer peer = listener.connect()) {
			peer.send(Request.post("12345").announcing(4));
			assertRefused(peer, 400);
			assertThat(listener.listener().getStatistics().getMalformed()).isOne();
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenBodyEndsBeforeItsLengthThenRequestFails(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::size); Peer peer = listener.connect()) {
			peer.send(Request.post("12345").announcing(9));
			assertThat(Ajp.read(peer).number()).isEqualTo(4);
			peer.send(END_OF_BODY);
			assertRefused(peer, 400);
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenPartOfBodyIsNotAskedForThenRequestIsRefused(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Mono.never()); Peer peer = listener.connect()) {
			peer.send(Request.post("12345").announcing(9)).send(AjpPackets.data(Bytes.of("6")));
			assertRefused(peer, 400);
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenAnotherRequestComesBeforeTheAnswerThenConnectionFails(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Mono.never()); Peer peer = listener.connect()) {
			peer.send(Request.get()).send(Request.get());
			assertRefused(peer, 400);
			Awaitility.await().until(() -> listener.listener().getStatistics().getActiveRequests() == 0);
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenWebServerAsksWhetherAnybodyIsThereThenItIsTold(Door door) throws Exception {
		try (TestListener listener = door.open(AjpConnectionTests::echoUri); Peer peer = listener.connect()) {
			for (int i = 0; i < 3; i++) {
				peer.send(AjpPackets.cping());
				assertThat(peer.readUntil(5)).isEqualTo(new byte[] { 'A', 'B', 0, 1, 9 });
				peer.take(5);
				peer.send(Request.get("/a"));
				assertAnswered(peer, "/a");
			}
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenPacketIsNoRequestThenItIsRefusedAndNotObeyed(Door door) throws Exception {
		try (TestListener listener = door.open(AjpConnectionTests::echoUri)) {
			for (int type : List.of(7, 8, 0, 3, 9, 255)) {
				try (Peer peer = listener.connect()) {
					peer.send(AjpPackets.packet((byte) type));
					assertRefused(peer, 400);
				}
			}
			assertThat(listener.listener().getStatistics().getRequests()).isZero();
			assertThat(listener.exchange(Request.get("/a")).text()).isEqualTo("/a");
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenBytesAreNotAjpThenTheyAreAnsweredOnce(Door door) throws Exception {
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(AjpConnectionTests::echoUri);
				Peer peer = listener.connect()) {
			peer.send(Bytes.of("nonsense\r\n"));
			assertRefused(peer, 400);
			assertThat(warnings.messages()).anyMatch((message) -> message.contains("nonsense\\x0d\\x0a"));
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenAttributeIsNotAllowedThenRequestIsForbidden(Door door) throws Exception {
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(AjpConnectionTests::echoUri);
				Peer peer = listener.connect()) {
			peer.send(Request.get("/a").with("org.example\n", "secret value"));
			assertRefused(peer, 403);
			assertThat(listener.listener().getStatistics().getDistrusted(Distrust.REQUEST_ATTRIBUTE)).isOne();
			assertThat(warnings.messages()).anyMatch((message) -> message.contains("allowed-request-attributes")
					&& message.contains("org.example\\x0a") && !message.contains("secret value"));
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenListenerHasSecretThenOnlyRequestsWithItAreServed(Door door) throws Exception {
		ListenerAccess access = new ListenerAccess(new SharedSecret("MY_SECRET", List.of("new", "old")), List.of(),
				AllowedPeers.ALL, SocketPermissions.DEFAULTS);
		try (TestListener listener = door.open(access,
				(exchange) -> Answers.text(exchange, String.valueOf(exchange.getVariables().get("MY_SECRET"))))) {
			try (Peer peer = listener.connect()) {
				for (String secret : List.of("new", "old")) {
					peer.send(Ajp.request(List.of()).attribute(0x0C, secret).end());
					assertAnswered(peer, "null");
				}
			}
			for (byte[] request : List.of(Ajp.request(List.of()).attribute(0x0C, "wrong").end(),
					Ajp.request(List.of()).end(), Ajp.request(AjpPackets.pairs("MY_SECRET", "new")).end(),
					Ajp.request(AjpPackets.pairs("HTTP_MY_SECRET", "new")).end())) {
				try (Peer peer = listener.connect()) {
					peer.send(request);
					assertRefused(peer, 403);
				}
			}
			assertThat(listener.listener().getStatistics().getDistrusted(Distrust.SECRET)).isEqualTo(3);
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenAttributesAreAllowedThenTheyAreVariables(Door door) throws Exception {
		AjpOptions options = new AjpOptions(8192, AjpPeer.AUTO, Set.of("GREETING", "OIDC_*"));
		try (TestListener listener = door.open(options,
				(exchange) -> Answers.text(exchange,
						exchange.getVariables().get("GREETING") + exchange.getVariables().get("OIDC_CLAIM_sub")
								+ exchange.getVariables().get("GATEWAY_CONTEXT_PATH")));
				Peer peer = listener.connect()) {
			peer.send(Request.get()
				.with("GREETING", "hello")
				.with("OIDC_CLAIM_sub", " alice ")
				.with("GATEWAY_CONTEXT_PATH", "/app"));
			assertAnswered(peer, "hello alice /app");
			peer.send(Request.get().with("GREETINGS", "x"));
			assertRefused(peer, 403);
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenResponseIsLongThenItsPacketsAreAsLargeAsTheyMayBe(Door door) throws Exception {
		byte[] body = Bytes.random(100_000);
		try (TestListener listener = door
			.open((exchange) -> Answers.body(exchange, Mono.fromSupplier(() -> Answers.buffer(exchange, body))));
				Peer peer = listener.connect()) {
			peer.send(Request.get());
			assertThat(Ajp.read(peer).head().header("content-length")).isEqualTo("100000");
			byte[] received = {};
			while (received.length < body.length) {
				byte[] data = Ajp.read(peer).data();
				assertThat(data.length).isEqualTo(Math.min(8184, body.length - received.length));
				received = Bytes.concat(received, data);
			}
			assertThat(received).isEqualTo(body);
			readEnd(peer, true);
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenBodyIsAFileThenItsPacketsAreComplete(Door door, @TempDir Path directory) throws Exception {
		byte[] body = Bytes.random(50_000);
		Path file = Files.write(directory.resolve("file"), body);
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(200));
			return exchange.write(file, 1, body.length - 1);
		}); Peer peer = listener.connect()) {
			for (int i = 0; i < 2; i++) {
				Response response = peer.send(Request.get()).readResponse();
				assertThat(Bytes.summary(response.body())).isEqualTo(Bytes.summary(Bytes.from(body, 1)));
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenResponseIsAStreamThenWebServerIsToldToLetItLeave(Door door) throws Exception {
		Sinks.Many<String> events = Sinks.many().unicast().onBackpressureBuffer();
		try (TestListener listener = door.open(
				(exchange) -> Answers.body(exchange, events.asFlux().map((event) -> Answers.buffer(exchange, event))));
				Peer peer = listener.connect()) {
			peer.send(Request.get());
			assertThat(Ajp.read(peer).type()).isEqualTo(Ajp.SEND_HEADERS);
			assertThat(Ajp.read(peer).data()).isEmpty();
			for (String event : List.of("one", "two")) {
				events.tryEmitNext(event);
				assertThat(Bytes.text(Ajp.read(peer).data())).isEqualTo(event);
				assertThat(Ajp.read(peer).data()).isEmpty();
			}
			assertThat(peer.isSilent(QUIET)).isTrue();
			events.tryEmitComplete();
			readEnd(peer, true);
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenBodyIsAskedForBetweenPartsOfResponseThenPacketsDoNotMix(Door door) throws Exception {
		byte[] body = Bytes.random(200_000);
		try (TestListener listener = door.open((exchange) -> {
			Flux<ByteBuf> doubled = exchange.getRequestBody()
				.concatMapIterable((part) -> List.of(part.retainedDuplicate(), part));
			return Answers.body(exchange, doubled);
		}); Peer peer = listener.connect()) {
			peer.send(Request.post(body));
			Response response = Ajp.readResponse(peer, Bytes.from(body, Ajp.MAX_DATA));
			assertThat(response.body()).hasSize(2 * body.length);
			assertThat(response.complete()).isTrue();
		}
	}

	/**
	 * Apache httpd waits for the client then, and looks at nothing else meanwhile.
	 */
	@DoorTest(GatewayProtocol.AJP)
	void whenBodyIsAskedForThenWhatWasWrittenBeforeIsNotHeldBack(Door door) throws Exception {
		byte[] body = Bytes.random(2000);
		try (TestListener listener = door.open(Answers::echo); Peer peer = listener.connect()) {
			peer.send(Request.post(body).head(GatewayProtocol.AJP), AjpPackets.data(Bytes.first(body, 1000)));
			List<Ajp.Packet> packets = new ArrayList<>();
			for (Ajp.Packet packet = Ajp.read(peer); packet.type() != Ajp.GET_BODY_CHUNK; packet = Ajp.read(peer)) {
				packets.add(packet);
			}
			assertThat(Ajp.response(packets, false).body()).isEqualTo(Bytes.first(body, 1000));
			assertThat(packets.get(packets.size() - 1).data()).isEmpty();
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenResponseBreaksThenItDoesNotEnd(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Answers.body(exchange,
				Flux.concat(
						Mono.fromSupplier(() -> Answers.buffer(exchange, "first")).delayElement(Duration.ofMillis(1)),
						Mono.delay(Duration.ofMillis(50)).then(Mono.error(new IllegalStateException())))));
				Peer peer = listener.connect()) {
			Response response = peer.send(Request.get()).readResponse();
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.text()).isEqualTo("first");
			assertThat(response.complete()).isFalse();
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenApplicationFailsThenThereIsOneAnswer(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> Mono.error(new IllegalStateException("on purpose")));
				Peer peer = listener.connect()) {
			peer.send(Request.get());
			assertThat(Ajp.read(peer).head().status()).isEqualTo(500);
			assertThat(Ajp.read(peer).type()).isEqualTo(Ajp.END_RESPONSE);
			assertThat(peer.isSilent(QUIET)).isTrue();
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenHeadDoesNotFitIntoPacketThenAnswerIsAnError(Door door) throws Exception {
		try (TestListener listener = door.open((exchange) -> {
			exchange.commit(Answers.head(200, true, "X-Large", "v".repeat(8192)));
			return exchange.write(Mono.empty());
		}); Peer peer = listener.connect()) {
			assertThat(peer.send(Request.get()).readResponse().status()).isEqualTo(500);
			assertThat(listener.listener().getStatistics().getReached(Limit.MAX_RESPONSE_HEAD_SIZE)).isOne();
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenConnectionHasCarriedAsManyRequestsAsItMayThenItIsClosed(Door door) throws Exception {
		try (TestListener listener = door.open(TestLimits.withMaxKeepAliveRequests(2), AjpConnectionTests::echoUri);
				Peer peer = listener.connect()) {
			peer.send(Request.get("/1"));
			assertAnswered(peer, "/1");
			peer.send(Request.get("/2"));
			assertThat(Ajp.read(peer).head().status()).isEqualTo(200);
			assertThat(Bytes.text(Ajp.read(peer).data())).isEqualTo("/2");
			readEnd(peer, false);
			assertThat(peer.readToEnd()).isEmpty();
			assertThat(peer.isReset()).isFalse();
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenListenerDrainsThenConnectionIsNotUsedAgain(Door door) throws Exception {
		Sinks.One<String> text = Sinks.one();
		try (TestListener listener = door
			.open((exchange) -> text.asMono().flatMap((answer) -> Answers.text(exchange, answer)));
				Peer peer = listener.connect()) {
			peer.send(Request.get());
			Awaitility.await().until(() -> listener.listener().getStatistics().getActiveRequests() == 1);
			CompletableFuture<Boolean> drained = listener.listener().drain();
			text.tryEmitValue("last");
			assertThat(Ajp.read(peer).head().status()).isEqualTo(200);
			assertThat(Bytes.text(Ajp.read(peer).data())).isEqualTo("last");
			readEnd(peer, false);
			assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
		}
	}

	@DoorTest(value = GatewayProtocol.AJP, sockets = SocketKind.TCP)
	void whenBodyComesTooSlowlyThenRequestIsRefused(Door door) throws Exception {
		ListenerLimits limits = TestLimits.withBodyRate(1000, Duration.ofMillis(300));
		try (TestListener listener = door.open(limits, Answers::size)) {
			try (Peer peer = listener.connect()) {
				peer.send(Request.post("12345").head(GatewayProtocol.AJP));
				assertRefused(peer, 408);
			}
			try (Peer peer = listener.connect()) {
				peer.send(Request.post("12345").announcing(9));
				assertThat(Ajp.read(peer).type()).isEqualTo(Ajp.GET_BODY_CHUNK);
				assertRefused(peer, 408);
			}
		}
	}

	@DoorTest(value = GatewayProtocol.AJP, sockets = SocketKind.TCP)
	void whenBodyIsNotAskedForThenItNeedNotCome(Door door) throws Exception {
		ListenerLimits limits = TestLimits.withBodyRate(1000, Duration.ofMillis(300));
		try (TestListener listener = door.open(limits,
				(exchange) -> Mono.delay(Duration.ofMillis(900)).then(Answers.size(exchange)));
				Peer peer = listener.connect()) {
			peer.send(Request.post(new byte[10000]));
			assertThat(Ajp.readResponse(peer, new byte[10000 - Ajp.MAX_DATA]).text()).isEqualTo("size 10000");
		}
	}

	@DoorTest(value = GatewayProtocol.AJP, sockets = SocketKind.TCP)
	void whenRestOfRequestDoesNotComeThenItIsRefused(Door door) throws Exception {
		byte[] request = Request.get("/a").head(GatewayProtocol.AJP);
		ListenerLimits limits = TestLimits.with(Duration.ofMillis(300), Duration.ofSeconds(5));
		try (TestListener listener = door.open(limits, AjpConnectionTests::echoUri)) {
			try (Peer peer = listener.connect()) {
				peer.send(Bytes.first(request, 10));
				assertRefused(peer, 408);
			}
			try (Peer peer = listener.connect()) {
				peer.send(request);
				assertAnswered(peer, "/a");
				// No time is limited to begin another one
				assertThat(peer.isSilent(Duration.ofMillis(900))).isTrue();
				peer.send(Bytes.first(request, 10));
				assertRefused(peer, 408);
			}
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenLighttpdSendsNoBodyThenTheEmptyPacketMeansNothing(Door door) throws Exception {
		try (TestListener listener = door.open(AjpConnectionTests::echoUri); Peer peer = listener.connect()) {
			for (int i = 0; i < 3; i++) {
				peer.send(lighttpd("GET", "0").end(), AjpPackets.packet());
				assertAnswered(peer, "/caf%25e9");
			}
		}
	}

	private static AjpPackets.Writer lighttpd(String method, String length) {
		return AjpPackets.request(method, "/caf%e9", AjpPackets.pairs("content-length", length, "host", "shop"));
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenLighttpdSendsBodyThenItsPacketsAreNothingButData(Door door) throws Exception {
		byte[] body = Bytes.random(20000);
		// As if it were the length of what follows
		body[0] = 0x1F;
		body[1] = (byte) 0xFA;
		try (TestListener listener = door.open(Answers::echo); Peer peer = listener.connect()) {
			peer.send(lighttpd("POST", "20000").end(), AjpPackets.packet(Bytes.first(body, 8188)));
			List<Ajp.Packet> response = new ArrayList<>();
			assertThat(readAsked(peer, response)).isEqualTo(8186);
			// In two parts, as when it comes slowly
			peer.send(AjpPackets.packet(Arrays.copyOfRange(body, 8188, 10000)));
			readAsked(peer, response);
			peer.send(AjpPackets.packet(Arrays.copyOfRange(body, 10000, 16374)));
			readAsked(peer, response);
			peer.send(AjpPackets.packet(Bytes.from(body, 16374)));
			Ajp.Packet packet = Ajp.read(peer);
			while (packet.type() != Ajp.END_RESPONSE) {
				response.add(packet);
				packet = Ajp.read(peer);
			}
			// If the head was looked at before its body had come
			response.removeIf((asked) -> asked.type() == Ajp.GET_BODY_CHUNK);
			assertThat(Ajp.response(response, true).body()).isEqualTo(body);
		}
	}

	/**
	 * Read until more of the body is asked for.
	 * @return how much that is
	 */
	private static int readAsked(Peer peer, List<Ajp.Packet> response) throws IOException {
		Ajp.Packet packet = Ajp.read(peer);
		while (packet.type() != Ajp.GET_BODY_CHUNK) {
			response.add(packet);
			packet = Ajp.read(peer);
		}
		return packet.number();
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenLighttpdHasNothingOfTheBodyYetThenItIsAsked(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::size); Peer peer = listener.connect()) {
			peer.send(lighttpd("POST", "5").end());
			assertThat(Ajp.read(peer).number()).isEqualTo(5);
			peer.send(AjpPackets.packet(Bytes.of("12345")));
			assertThat(peer.readResponse().text()).isEqualTo("size 5");
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenOtherWebServerDoesNotTellThePortOfTheClientThenShortBodiesAreUnderstood(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::echo); Peer peer = listener.connect()) {
			peer.send(lighttpd("POST", "5").end(), AjpPackets.data(Bytes.of("12345")));
			assertThat(peer.readResponse().text()).isEqualTo("12345");
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenPeerIsConfiguredThenNothingIsGuessed(Door door) throws Exception {
		byte[] body = Bytes.random(20000);
		try (TestListener listener = door.open(new AjpOptions(8192, AjpPeer.STANDARD, Set.of()), Answers::echo);
				Peer peer = listener.connect()) {
			peer.send(lighttpd("POST", "20000").end(), Ajp.firstData(body));
			assertThat(Ajp.readResponse(peer, Bytes.from(body, Ajp.MAX_DATA)).body()).isEqualTo(body);
		}
		try (TestListener listener = door.open(new AjpOptions(8192, AjpPeer.LIGHTTPD, Set.of()),
				AjpConnectionTests::echoUri); Peer peer = listener.connect()) {
			peer.send(Request.get("/%41"));
			assertAnswered(peer, "/%2541");
		}
	}

	@DoorTest(GatewayProtocol.AJP)
	void whenWebServerGoesWhileBodyIsAskedForThenHandlerIsCancelled(Door door) throws Exception {
		AtomicInteger cancelled = new AtomicInteger();
		try (TestListener listener = door
			.open((exchange) -> Answers.size(exchange).doOnCancel(cancelled::incrementAndGet))) {
			try (Peer peer = listener.connect()) {
				peer.send(chunked());
				assertThat(Ajp.read(peer).type()).isEqualTo(Ajp.GET_BODY_CHUNK);
			}
			Awaitility.await().untilAsserted(() -> assertThat(cancelled).hasValue(1));
		}
	}

	private static Mono<Void> echoUri(GatewayExchange exchange) {
		return Answers.text(exchange, exchange.getVariables().get("REQUEST_URI"));
	}

	private static void assertRefused(Peer peer, int status) throws IOException {
		Response head = Ajp.read(peer).head();
		assertThat(head.status()).isEqualTo(status);
		assertThat(head.headers()).filteredOn((field) -> !field.getKey().equals("status"))
			.containsExactly(Map.entry("content-length", "0"));
		readEnd(peer, false);
		assertThat(peer.readToEnd()).isEmpty();
	}

	private static void readEnd(Peer peer, boolean reuse) throws IOException {
		Ajp.Packet packet = Ajp.read(peer);
		assertThat(packet.type()).isEqualTo(Ajp.END_RESPONSE);
		assertThat(packet.reuse()).isEqualTo(reuse);
	}

}
