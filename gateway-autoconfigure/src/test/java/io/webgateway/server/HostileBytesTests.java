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
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;

import io.webgateway.testsupport.RandomSeed;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that nothing that a peer sends is an unexpected error, keeps a connection or a
 * request, or disturbs others.
 */
class HostileBytesTests {

	private static final byte[] PONG = { 100, 0, 0, 1 };

	private static final int CONNECTIONS = 100;

	@DoorTest(value = { GatewayProtocol.FASTCGI, GatewayProtocol.SCGI, GatewayProtocol.UWSGI, GatewayProtocol.AJP },
			sockets = SocketKind.TCP)
	void whenPeerSendsAnythingThenConnectionEndsAndOthersAreServed(Door door) {
		RandomSeed.run((random) -> {
			HostileBytes bytes = new HostileBytes(door.protocol(), random);
			AtomicInteger requests = new AtomicInteger();
			try (Warnings warnings = new Warnings(); TestListener listener = door.open((exchange) -> {
				requests.incrementAndGet();
				return Answers.echo(exchange).doFinally((signal) -> requests.decrementAndGet());
			})) {
				for (int i = 0; i < CONNECTIONS; i++) {
					send(listener, RandomRequest.cut(bytes.next(), random, 2000));
				}
				assertThat(listener.exchange(Request.post("hello")).text()).isEqualTo("hello");
				Awaitility.await().until(() -> requests.get() == 0);
				assertThat(warnings.messages()).noneMatch((message) -> message.contains("unexpected"));
			}
		});
	}

	private static void send(TestListener listener, byte[][] pieces) throws IOException {
		try (Peer peer = listener.connect()) {
			try {
				peer.send(pieces);
				peer.shutdownOutput();
			}
			catch (IOException ex) {
				// The connection was closed before it could all be sent
			}
			assertThatIsOfProtocol(listener.protocol(), peer.readToEnd());
		}
	}

	private static void assertThatIsOfProtocol(GatewayProtocol protocol, byte[] answer) {
		if (protocol == GatewayProtocol.AJP) {
			Ajp.assertAreResponses(Ajp.packets(answer));
			return;
		}
		if (protocol != GatewayProtocol.FASTCGI) {
			if (!Arrays.equals(answer, PONG)) {
				Response.parse(protocol, answer, true);
			}
			return;
		}
		for (FastCgi.Record record : FastCgi.records(answer)) {
			assertThat(record.type()).isIn(FastCgi.STDOUT, FastCgi.END_REQUEST, FastCgi.GET_VALUES_RESULT,
					FastCgi.UNKNOWN_TYPE);
			boolean management = record.type() == FastCgi.GET_VALUES_RESULT || record.type() == FastCgi.UNKNOWN_TYPE;
			assertThat(record.id() == 0).isEqualTo(management);
		}
	}

}
