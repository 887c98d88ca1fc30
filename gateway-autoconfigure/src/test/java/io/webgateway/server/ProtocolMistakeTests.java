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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Timeout;

import io.webgateway.codec.PeerProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a peer that speaks another protocol than the listener is told so in its own,
 * and never reaches the application.
 */
@Timeout(20)
class ProtocolMistakeTests {

	private final AtomicInteger handled = new AtomicInteger();

	private final GatewayHandler handler = (exchange) -> {
		this.handled.incrementAndGet();
		return Answers.size(exchange);
	};

	@DoorTest({ GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP })
	void whenPeerSpeaksAnotherGatewayProtocolThenItIsToldInThat(Door door) throws Exception {
		for (GatewayProtocol protocol : Door.PROTOCOLS) {
			if (protocol != door.protocol()) {
				assertTold(door, protocol, Request.post("body"));
			}
		}
	}

	private void assertTold(Door door, GatewayProtocol protocol, Request request) throws IOException {
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(this.handler);
				Peer peer = listener.connect(protocol)) {
			send(door, peer, request.bytes(protocol));
			Response response = peer.readResponse();
			assertThat(response.status()).isEqualTo(400);
			assertThat(response.header("content-type")).isEqualTo("text/plain; charset=utf-8");
			assertThat(response.text())
				.startsWith("This port speaks " + door.protocol() + ", but was sent " + protocol + ".\n")
				.contains(directive(door.protocol()));
			assertThat(response.complete()).isTrue();
			assertNoticed(door, listener, warnings, protocol.ofPeer());
		}
	}

	@DoorTest({ GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP })
	void whenPeerSpeaksNoGatewayProtocolThenItIsToldInItsOwn(Door door) throws Exception {
		for (ForeignBytes foreign : ForeignBytes.ALL) {
			assertTold(door, foreign);
		}
	}

	private void assertTold(Door door, ForeignBytes foreign) throws IOException {
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(this.handler);
				Peer peer = listener.connect()) {
			send(door, peer, foreign.bytes());
			byte[] answer = peer.readToEnd();
			assertThat(answer).startsWith(foreign.answer());
			assertThat(answer.length > 0).isEqualTo(foreign.answer().length > 0);
			assertThat(peer.isReset()).isFalse();
			assertNoticed(door, listener, warnings, foreign.protocol());
		}
	}

	/**
	 * Send the bytes one by one over one kind of socket, and at once over the other.
	 */
	private static void send(Door door, Peer peer, byte[] bytes) throws IOException {
		if (door.socket() == SocketKind.UNIX) {
			peer.sendByteByByte(bytes);
		}
		else {
			peer.send(bytes);
		}
	}

	private void assertNoticed(Door door, TestListener listener, Warnings warnings, PeerProtocol protocol) {
		String place = (door.socket() == SocketKind.TCP) ? "127.0.0.1:" + listener.listener().getPort()
				: listener.listener().getListenAddress().toString();
		assertThat(warnings.messages()).singleElement()
			.asString()
			.startsWith("Gateway listener 'test' on " + place + " speaks " + door.protocol() + ", but ")
			.contains(" sent " + protocol + ": ")
			.contains((protocol == PeerProtocol.PROXY_PROTOCOL) ? "send-proxy" : directive(door.protocol()))
			.matches("[ -~]+");
		ListenerStatistics statistics = listener.listener().getStatistics();
		assertThat(statistics.getMalformed(protocol)).isOne();
		assertThat(statistics.getMalformed()).isOne();
		assertThat(statistics.getRequests()).isZero();
		assertThat(statistics.getActiveRequests()).isZero();
		assertThat(this.handled).hasValue(0);
	}

	private static String directive(GatewayProtocol protocol) {
		return switch (protocol) {
			case FASTCGI -> "fastcgi_pass";
			case SCGI -> "scgi_pass";
			case UWSGI -> "uwsgi_pass";
			case AJP, AUTO -> "ajp13.server";
		};
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenBrowserAsksThenPageNamesDirectives(Door door) throws Exception {
		try (TestListener listener = door.open(this.handler); Peer peer = listener.connect()) {
			String answer = Bytes.text(peer.send(ForeignBytes.HTTP).readToEnd());
			String[] parts = answer.split("\r\n\r\n", 2);
			assertThat(parts[0]).contains("\r\nContent-Length: " + parts[1].length() + "\r\n",
					"\r\nX-Content-Type-Options: nosniff\r\n", "\r\nConnection: close");
			assertThat(parts[1]).startsWith("This port speaks " + door.protocol() + ", but was sent HTTP.\n\n")
				.contains("Apache httpd", "lighttpd", "nginx")
				.doesNotContain("index.html", "shop.example");
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenMethodIsHeadThenThereIsNoBody(Door door) throws Exception {
		try (TestListener listener = door.open(this.handler); Peer peer = listener.connect()) {
			String answer = Bytes.text(peer.send(Bytes.of("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")).readToEnd());
			assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n").containsOnlyOnce("\r\n\r\n");
		}
		for (GatewayProtocol protocol : Door.PROTOCOLS) {
			if (protocol == door.protocol()) {
				continue;
			}
			try (TestListener listener = door.open(this.handler); Peer peer = listener.connect(protocol)) {
				Response response = peer.send(Request.head()).readResponse();
				assertThat(response.status()).isEqualTo(400);
				assertThat(response.body()).isEmpty();
			}
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenUploadIsMistakenThenAnswerIsNotLost(Door door) throws Exception {
		byte[] body = Bytes.random(1000);
		try (TestListener listener = door.open(this.handler); Peer peer = listener.connect()) {
			peer.send(Bytes.of("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"));
			for (int i = 0; i < 100; i++) {
				peer.send(body);
			}
			assertThat(Bytes.text(peer.readToEnd())).startsWith("HTTP/1.1 400 ");
			assertThat(peer.isReset()).isFalse();
		}
		for (GatewayProtocol protocol : Arrays.asList(GatewayProtocol.FASTCGI, GatewayProtocol.SCGI)) {
			if (protocol != door.protocol()) {
				try (TestListener listener = door.open(this.handler); Peer peer = listener.connect(protocol)) {
					Response response = peer.send(Request.post(Bytes.random(300000))).readResponse();
					assertThat(response.status()).isEqualTo(400);
				}
			}
		}
	}

	@DoorTest(value = { GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP }, sockets = SocketKind.TCP)
	void whenFastCgiConnectionIsKeptThenEachRequestIsToldAndCountedOnce(Door door) throws Exception {
		try (TestListener listener = door.open(this.handler); Peer peer = listener.connect(GatewayProtocol.FASTCGI)) {
			peer.send(FastCgi.record(FastCgi.GET_VALUES, 0, FastCgi.pair("FCGI_MPXS_CONNS", "")));
			for (int id : new int[] { 1, 3, 7 }) {
				assertThat(peer.send(Request.get().id(id).keepConnection()).readResponse(id).status()).isEqualTo(400);
			}
			assertThat(listener.listener().getStatistics().getMalformed()).isOne();
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenListenerHasSecretThenMistakenPeerNeedNotKnowIt(Door door) throws Exception {
		ListenerAccess access = new ListenerAccess(new SharedSecret("KEY", List.of("the secret")), List.of(),
				AllowedPeers.ALL, SocketPermissions.DEFAULTS);
		GatewayProtocol other = (door.protocol() == GatewayProtocol.SCGI) ? GatewayProtocol.AJP : GatewayProtocol.SCGI;
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open(access, this.handler);
				Peer peer = listener.connect(other)) {
			Response response = peer.send(Request.get().with("ANYTHING", "x").with("KEY", "the secret")).readResponse();
			assertThat(response.status()).isEqualTo(400);
			assertThat(response.text()).startsWith("This port speaks").doesNotContain("the secret");
			assertThat(warnings.messages()).singleElement().asString().doesNotContain("the secret");
			assertThat(this.handled).hasValue(0);
		}
	}

	@DoorTest(value = GatewayProtocol.SCGI, sockets = SocketKind.TCP)
	void whenMistakenPeerStaysThenListenerDrains(Door door) throws Exception {
		try (TestListener listener = door.open(this.handler);
				Peer peer = listener.connect(GatewayProtocol.AJP);
				Peer browser = listener.connect()) {
			peer.send(Request.get()).readResponse();
			browser.send(ForeignBytes.HTTP).readToEnd();
			browser.close();
			assertThat(listener.listener().drain()).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
		}
	}

	@DoorTest(sockets = SocketKind.TCP)
	void whenOtherProtocolBeginsLaterThenItIsNoOther(Door door) throws Exception {
		try (TestListener listener = door.open(this.handler); Peer peer = listener.connect()) {
			// Of a body, or of nothing
			byte[] smuggled = Request.get("/smuggled").bytes(GatewayProtocol.AJP);
			peer.send(Bytes.concat(Request.get().keepConnection().bytes(door.protocol()), smuggled)).readToEnd();
			assertThat(this.handled).hasValue(1);
			assertThat(listener.listener().getStatistics().getMalformed(PeerProtocol.AJP)).isZero();
			this.handled.set(0);
		}
	}

}
