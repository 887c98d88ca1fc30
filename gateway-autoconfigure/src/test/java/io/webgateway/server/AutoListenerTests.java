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
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

import io.webgateway.codec.PeerProtocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for listeners that tell the protocol of each connection by its first bytes.
 */
@Timeout(20)
class AutoListenerTests {

	private static final String NAMES = "FastCGI, SCGI, uwsgi and AJP";

	private static final ListenerAccess WITH_SECRET = new ListenerAccess(new SharedSecret("KEY", List.of("the secret")),
			List.of(), AllowedPeers.ALL, SocketPermissions.DEFAULTS);

	private final AtomicInteger handled = new AtomicInteger();

	private Mono<Void> answer(GatewayExchange exchange) {
		this.handled.incrementAndGet();
		return Answers.size(exchange.getRequestBody())
			.flatMap((size) -> Answers.text(exchange, exchange.getProtocol() + " " + size));
	}

	@DoorTest(GatewayProtocol.AUTO)
	void whenPeerSpeaksGatewayProtocolThenItIsServedByThat(Door door) throws Exception {
		try (Warnings warnings = new Warnings(); TestListener listener = door.open(this::answer)) {
			for (GatewayProtocol protocol : Door.PROTOCOLS) {
				for (byte[] body : List.of(new byte[0], Bytes.random(5000))) {
					assertServed(listener, protocol, Request.post(body), body.length);
				}
			}
			assertThat(listener.listener().getStatistics().getRequests()).isEqualTo(8);
			assertThat(listener.listener().getStatistics().getMalformed()).isZero();
			assertThat(listener.listener().getProtocol()).isEqualTo(GatewayProtocol.AUTO);
			assertThat(listener.listener().getProtocols()).isEqualTo(Door.PROTOCOLS);
			assertThat(warnings.messages()).isEmpty();
		}
	}

	@DoorTest(GatewayProtocol.AUTO)
	void whenBytesArriveOneByOneThenRequestIsServed(Door door) throws Exception {
		try (TestListener listener = door.open(this::answer)) {
			for (GatewayProtocol protocol : Door.PROTOCOLS) {
				try (Peer peer = listener.connect(protocol)) {
					peer.sendByteByByte(Request.post("hello").bytes(protocol));
					assertThat(peer.readResponse().text()).isEqualTo(protocol + " 5");
				}
			}
		}
	}

	@DoorTest(value = GatewayProtocol.AUTO, sockets = SocketKind.TCP)
	void whenConnectionIsKeptThenItKeepsItsProtocol(Door door) throws Exception {
		try (TestListener listener = door.open(this::answer)) {
			for (GatewayProtocol protocol : List.of(GatewayProtocol.FASTCGI, GatewayProtocol.AJP)) {
				try (Peer peer = listener.connect(protocol)) {
					for (int i = 0; i < 3; i++) {
						Response response = peer.send(Request.post("hello").keepConnection()).readResponse();
						assertThat(response.text()).isEqualTo(protocol + " 5");
					}
					peer.send(Request.get().bytes(GatewayProtocol.SCGI)).readToEnd();
				}
			}
			assertThat(this.handled).hasValue(6);
		}
	}

	@DoorTest(value = GatewayProtocol.AUTO, sockets = SocketKind.TCP)
	void whenFirstMessageIsNoRequestThenItIsAnsweredByItsProtocol(Door door) throws Exception {
		try (TestListener listener = door.open(this::answer)) {
			try (Peer peer = listener.connect(GatewayProtocol.FASTCGI)) {
				peer.send(FastCgi.record(FastCgi.GET_VALUES, 0, FastCgi.pair("FCGI_MPXS_CONNS", "")));
				assertThat(peer.send(Request.get()).readResponse().text()).isEqualTo("FastCGI 0");
			}
			try (Peer peer = listener.connect(GatewayProtocol.UWSGI)) {
				assertThat(peer.send(new byte[] { 100, 0, 0, 0 }).readToEnd()).containsExactly(100, 0, 0, 1);
			}
			try (Peer peer = listener.connect(GatewayProtocol.AJP)) {
				assertThat(peer.send(new byte[] { 0x12, 0x34, 0, 1, 10 }).readUntil(5)).containsExactly('A', 'B', 0, 1,
						9);
			}
		}
	}

	@DoorTest(GatewayProtocol.AUTO)
	void whenPeerSpeaksNoGatewayProtocolThenItIsToldInItsOwn(Door door) throws Exception {
		for (ForeignBytes foreign : ForeignBytes.ALL) {
			try (Warnings warnings = new Warnings();
					TestListener listener = door.open(this::answer);
					Peer peer = listener.connect(GatewayProtocol.SCGI)) {
				byte[] answer = peer.sendByteByByte(foreign.bytes()).readToEnd();
				assertThat(answer).startsWith(foreign.answer());
				assertThat(peer.isReset()).isFalse();
				assertThat(warnings.messages()).singleElement()
					.asString()
					.contains(" speaks " + NAMES + ", but ", " sent " + foreign.protocol() + ": ");
				assertThat(listener.listener().getStatistics().getMalformed(foreign.protocol())).isOne();
			}
		}
		assertThat(this.handled).hasValue(0);
	}

	@DoorTest(GatewayProtocol.AUTO)
	void whenPeerSpeaksNothingKnownThenConnectionClosesWithoutAnswer(Door door) throws Exception {
		for (byte[] bytes : List.of(Bytes.of("nonsense\r\n"), new byte[100], new byte[] { 1, 2, 0, 1 },
				Request.get().uwsgiHead(1), Request.get().uwsgiHead(22), Request.get().uwsgiHead('G'),
				Request.get().uwsgiHead('1'), Request.get().uwsgiHead(0x12))) {
			try (Warnings warnings = new Warnings();
					TestListener listener = door.open(this::answer);
					Peer peer = listener.connect(GatewayProtocol.SCGI)) {
				assertThat(peer.send(bytes).readToEnd()).isEmpty();
				assertThat(peer.isReset()).isFalse();
				assertThat(warnings.messages()).singleElement()
					.asString()
					.startsWith(
							"Gateway listener 'test' closed a connection that did not speak a gateway protocol as it "
									+ "should: Expected a request of FastCGI, SCGI, uwsgi or AJP, but got \"");
				assertThat(listener.listener().getStatistics().getMalformed(PeerProtocol.OTHER)).isOne();
			}
		}
		assertThat(this.handled).hasValue(0);
	}

	@DoorTest(value = GatewayProtocol.AUTO, sockets = SocketKind.TCP)
	void whenRequestIsMalformedThenItIsAnsweredByItsProtocol(Door door) throws Exception {
		try (Warnings warnings = new Warnings(); TestListener listener = door.open(this::answer)) {
			for (GatewayProtocol protocol : List.of(GatewayProtocol.FASTCGI, GatewayProtocol.SCGI,
					GatewayProtocol.UWSGI)) {
				try (Peer peer = listener.connect(protocol)) {
					peer.send(Request.post("hello").set("CONTENT_LENGTH", "five"));
					assertThat(peer.readResponse().status()).isEqualTo(400);
				}
			}
			assertThat(warnings.messages()).singleElement().asString().contains("did not speak FastCGI as it should");
		}
	}

	@DoorTest(value = GatewayProtocol.AUTO, sockets = SocketKind.TCP)
	void whenProtocolIsNotToldInTimeThenConnectionCloses(Door door) throws Exception {
		Duration soon = Duration.ofMillis(300);
		List<Peer> peers = new ArrayList<>();
		try (TestListener listener = TestListener.open(door, TestLimits.with(soon, Duration.ofMinutes(1)),
				door.loops().resources(), this::answer)) {
			long start = System.nanoTime();
			for (byte[] bytes : List.of(new byte[0], new byte[] { 1 }, Bytes.of("24:CONTENT"), Bytes.of("GET"))) {
				Peer peer = listener.connect(GatewayProtocol.SCGI);
				peers.add(peer.sendByteByByte(bytes));
			}
			for (Peer peer : peers) {
				assertThat(peer.readToEnd()).isEmpty();
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(soon.dividedBy(2),
						soon.multipliedBy(10));
				peer.close();
			}
			assertThat(listener.listener().getStatistics().getReached(Limit.HEAD_TIMEOUT)).isEqualTo(4);
		}
	}

	@DoorTest(value = GatewayProtocol.AUTO, sockets = SocketKind.TCP)
	void whenHeadIsNotThereInTimeThenTimeCountsFromTheBeginning(Door door) throws Exception {
		Duration soon = Duration.ofMillis(800);
		List<Peer> peers = new ArrayList<>();
		try (TestListener listener = TestListener.open(door, TestLimits.with(soon, Duration.ofMinutes(1)),
				door.loops().resources(), this::answer)) {
			long start = System.nanoTime();
			for (GatewayProtocol protocol : Door.PROTOCOLS) {
				Peer peer = listener.connect(protocol);
				peers.add(peer.send(Bytes.first(Request.get().head(protocol), 1)));
			}
			peers.get(0).pause(soon.dividedBy(2));
			for (int i = 0; i < peers.size(); i++) {
				byte[] head = Request.get().head(Door.PROTOCOLS.get(i));
				peers.get(i).send(Arrays.copyOfRange(head, 1, head.length - 1));
			}
			for (Peer peer : peers) {
				assertThat(peer.readResponse().status()).isEqualTo(408);
				// Not half as much again, which it would take from the second byte
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(soon.dividedBy(2),
						soon.plus(soon.dividedBy(2)));
				peer.close();
			}
		}
	}

	@DoorTest(GatewayProtocol.AUTO)
	void whenListenerDoesNotSpeakAjpThenThatIsTold(Door door) throws Exception {
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(ListenerAccess.OPEN, null, this::answer)) {
			assertServed(listener, GatewayProtocol.UWSGI, Request.get(), 0);
			try (Peer peer = listener.connect(GatewayProtocol.AJP)) {
				Response response = peer.send(Request.get()).readResponse();
				assertThat(response.status()).isEqualTo(400);
				assertThat(response.text()).startsWith("This port speaks FastCGI, SCGI and uwsgi, but was sent AJP.")
					.contains("secret");
			}
			assertThat(warnings.messages()).singleElement()
				.asString()
				.contains(" speaks FastCGI, SCGI and uwsgi, but ", " sent AJP: for AJP the listener needs a 'secret'");
			assertThat(this.handled).hasValue(1);
		}
	}

	@DoorTest(value = GatewayProtocol.AUTO, sockets = SocketKind.TCP)
	void whenListenerHasSecretThenEveryProtocolNeedsIt(Door door) throws Exception {
		try (TestListener listener = door.open(WITH_SECRET, AjpOptions.DEFAULTS, this::answer)) {
			for (GatewayProtocol protocol : Door.PROTOCOLS) {
				try (Peer peer = listener.connect(protocol)) {
					assertThat(peer.send(Request.get()).readResponse().status()).isEqualTo(403);
				}
			}
			assertThat(this.handled).hasValue(0);
			for (GatewayProtocol protocol : List.of(GatewayProtocol.FASTCGI, GatewayProtocol.SCGI,
					GatewayProtocol.UWSGI)) {
				assertServed(listener, protocol, Request.get().with("KEY", "the secret"), 0);
			}
			try (Peer peer = listener.connect(GatewayProtocol.AJP)) {
				peer.send(Ajp.request(List.of()).attribute(0x0C, "the secret").end());
				assertThat(peer.readResponse().text()).isEqualTo("AJP 0");
			}
		}
	}

	@DoorTest(value = GatewayProtocol.AUTO, sockets = SocketKind.TCP)
	void whenLinesGoToTheWebServerThenTheyDoByFastCgi(Door door) throws Exception {
		try (TestListener listener = door.open(new WebServerLog(Level.WARNING, new RequestsInProgress()),
				(exchange) -> {
					exchange.log(Level.ERROR, "line");
					return Answers.text(exchange, "content");
				})) {
			try (Peer peer = listener.connect(GatewayProtocol.FASTCGI)) {
				byte[] answer = peer.send(Request.get()).readToEnd();
				assertThat(FastCgi.records(answer)).extracting(FastCgi.Record::type).contains(FastCgi.STDERR);
			}
			for (GatewayProtocol protocol : List.of(GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP)) {
				try (Peer peer = listener.connect(protocol)) {
					assertThat(peer.send(Request.get()).readResponse().text()).isEqualTo("content");
				}
			}
		}
	}

	@DoorTest(value = GatewayProtocol.AUTO, sockets = SocketKind.UNIX)
	void whenListenerDrainsThenWhoHasBegunIsServed(Door door) throws Exception {
		List<Peer> peers = new ArrayList<>();
		try (TestListener listener = door.open(this::answer); Peer idle = listener.connect(GatewayProtocol.SCGI)) {
			for (GatewayProtocol protocol : Door.PROTOCOLS) {
				Peer peer = listener.connect(protocol);
				peers.add(peer.send(Bytes.first(Request.get().bytes(protocol), 1)));
			}
			await().until(() -> listener.listener().getStatistics().getAcceptedConnections() == 5);
			var drained = listener.listener().drain();
			for (int i = 0; i < peers.size(); i++) {
				GatewayProtocol protocol = Door.PROTOCOLS.get(i);
				peers.get(i).send(Bytes.from(Request.get().bytes(protocol), 1));
				assertThat(peers.get(i).readResponse().text()).isEqualTo(protocol + " 0");
				peers.get(i).close();
			}
			assertThat(idle.readToEnd()).isEmpty();
			assertThat(drained).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
	}

	@DoorTest(GatewayProtocol.AUTO)
	void whenListenerStopsThenUndecidedConnectionCloses(Door door) throws Exception {
		try (TestListener listener = door.open(this::answer); Peer peer = listener.connect(GatewayProtocol.SCGI)) {
			peer.send(Bytes.of("2"));
			await().until(() -> listener.listener().getStatistics().getConnections() == 1);
			listener.listener().stop();
			assertThat(peer.readToEnd()).isEmpty();
			await().until(() -> listener.listener().getStatistics().getConnections() == 0);
		}
	}

	@DoorTest(value = GatewayProtocol.AUTO, sockets = SocketKind.TCP)
	void whenPeerHangsUpThenConnectionIsForgotten(Door door) throws Exception {
		try (TestListener listener = door.open(this::answer)) {
			for (byte[] bytes : List.of(new byte[0], Bytes.of("2"), Bytes.of("24:CONTENT_LENGTH\0"),
					ForeignBytes.HTTP)) {
				try (Peer peer = listener.connect(GatewayProtocol.SCGI)) {
					peer.send(bytes);
				}
			}
			await().until(() -> listener.listener().getStatistics().getConnections() == 0);
			assertThat(listener.listener().drain()).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
	}

	private static void assertServed(TestListener listener, GatewayProtocol protocol, Request request, int size)
			throws IOException {
		try (Peer peer = listener.connect(protocol)) {
			Response response = peer.send(request).readResponse();
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.text()).isEqualTo(protocol + " " + size);
			assertThat(response.complete()).isTrue();
		}
	}

}
