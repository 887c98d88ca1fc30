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
import java.util.ArrayList;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcceptQueue}.
 */
@EnabledOnOs(OS.LINUX)
class AcceptQueueTests {

	@ParameterizedTest
	@EnumSource
	void whenConnectionsWaitThenTheyAreCounted(SocketKind kind) throws IOException {
		try (TestListener test = open(kind, EventLoops.NATIVE)) {
			GatewayListener listener = test.listener();
			assertThat(listener.getWaitingConnections()).isZero();
			List<Peer> peers = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				peers.add(test.connect());
			}
			Awaitility.await().until(() -> listener.getWaitingConnections() == 3);
			peers.get(0).close();
			Awaitility.await().until(() -> listener.getWaitingConnections() == 2);
			for (Peer peer : peers) {
				peer.close();
			}
			Awaitility.await().until(() -> listener.getWaitingConnections() == 0);
			listener.stop();
			assertThat(listener.getWaitingConnections()).isEqualTo(-1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenConnectionsWaitForAnotherListenerThenTheyAreNotCounted(SocketKind kind) throws IOException {
		try (TestListener test = open(kind, EventLoops.NATIVE); TestListener other = open(kind, EventLoops.NATIVE)) {
			List<Peer> peers = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				peers.add(other.connect());
			}
			Awaitility.await().until(() -> other.listener().getWaitingConnections() == 2);
			assertThat(test.listener().getWaitingConnections()).isZero();
			for (Peer peer : peers) {
				peer.close();
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenEventLoopsAreThoseOfTheJdkThenItIsNotKnown(SocketKind kind) throws IOException {
		try (TestListener test = open(kind, EventLoops.NIO)) {
			assertThat(test.listener().getWaitingConnections()).isEqualTo(-1);
		}
	}

	private static TestListener open(SocketKind kind, EventLoops loops) {
		return new Door(GatewayProtocol.FASTCGI, kind, loops).open(TestLimits.withMaxConnections(1),
				(exchange) -> Mono.empty());
	}

}
