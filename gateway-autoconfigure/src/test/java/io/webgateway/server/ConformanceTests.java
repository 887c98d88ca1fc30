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
import java.util.stream.Stream;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.webgateway.codec.HeadLimits;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the conformance vectors.
 */
@Timeout(20)
class ConformanceTests {

	private final ConformanceApplication application = new ConformanceApplication();

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void whenBytesAreSentInOnePieceThenOutcomeIsAsExpected(ConformanceCase conformanceCase) throws IOException {
		run(conformanceCase, SocketKind.TCP, EventLoops.NATIVE, false);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("cases")
	void whenEachByteIsSentOnItsOwnThenOutcomeIsAsExpected(ConformanceCase conformanceCase) throws IOException {
		run(conformanceCase, SocketKind.UNIX, EventLoops.NIO, true);
	}

	static Stream<ConformanceCase> cases() {
		return Door.PROTOCOLS.stream().map(ConformanceCase::of).flatMap(List::stream);
	}

	private void run(ConformanceCase conformanceCase, SocketKind socket, EventLoops loops, boolean byteByByte)
			throws IOException {
		Door door = new Door(conformanceCase.protocol(), socket, loops);
		try (TestListener listener = door.open(limits(conformanceCase), this.application);
				Peer peer = listener.connect()) {
			ConformancePeer expectations = expectations(door.protocol(), peer);
			this.application.takeCalls();
			for (ConformanceCase.Step step : conformanceCase.steps()) {
				switch (step.action()) {
					case "send" -> send(peer, step.bytes(), byteByByte);
					case "fin" -> peer.shutdownOutput();
					case "answer" -> {
						assertAnswer(expectations, step);
						this.application.takeCalls();
					}
					case "refuse" -> assertRefused(expectations, step);
					case "foreign" -> assertForeign(peer);
					case "open" -> assertOpen(expectations, peer);
					case "close" -> assertClosed(expectations, peer);
					default -> {
						expectations.expect(step);
						this.application.takeCalls();
					}
				}
			}
			assertThat(conformanceCase.steps().get(conformanceCase.steps().size() - 1).action()).isIn("open", "close");
		}
	}

	private static ConformancePeer expectations(GatewayProtocol protocol, Peer peer) {
		return switch (protocol) {
			case FASTCGI -> new FastCgiConformancePeer(peer);
			case SCGI, UWSGI -> new SingleRequestConformancePeer(protocol, peer);
			case AJP -> new AjpConformancePeer(peer);
			case AUTO -> throw new IllegalArgumentException("No peer speaks " + protocol);
		};
	}

	private static void send(Peer peer, byte[] bytes, boolean byteByByte) throws IOException {
		if (byteByByte) {
			peer.sendByteByByte(bytes);
		}
		else {
			peer.send(bytes);
		}
	}

	private void assertRefused(ConformancePeer expectations, ConformanceCase.Step refusal) throws IOException {
		assertThat(assertAnswer(expectations, refusal).body()).isEmpty();
		assertThat(this.application.takeCalls()).isZero();
	}

	private void assertForeign(Peer peer) throws IOException {
		peer.readToEnd();
		peer.take(peer.size());
		assertThat(this.application.takeCalls()).isZero();
	}

	private Response assertAnswer(ConformancePeer expectations, ConformanceCase.Step answer) throws IOException {
		Response response = expectations.readAnswer(answer.number(0));
		assertThat(response.status()).isEqualTo(answer.lastNumber());
		if (answer.bytes() != null) {
			assertThat(response.text()).isEqualTo(Bytes.text(answer.bytes()));
		}
		return response;
	}

	private static void assertOpen(ConformancePeer expectations, Peer peer) throws IOException {
		peer.send(expectations.anotherRequest());
		assertThat(expectations.readAnswer(FastCgiConformancePeer.ID_OF_ANOTHER).text()).isEqualTo("GET /another 0");
		expectations.assertNothingLeft();
	}

	private static void assertClosed(ConformancePeer expectations, Peer peer) throws IOException {
		peer.readToEnd();
		expectations.assertNothingLeft();
		assertThat(peer.isReset()).isFalse();
	}

	private static ListenerLimits limits(ConformanceCase conformanceCase) {
		ListenerLimits defaults = ListenerLimits.DEFAULTS;
		ConnectionLimits connections = defaults.connections();
		int maxRequests = limit(conformanceCase, "max-requests", connections.maxMultiplexedRequests());
		int maxHead = limit(conformanceCase, "max-head", defaults.head().maxBytes());
		int maxVariables = limit(conformanceCase, "max-variables", defaults.head().maxVariables());
		int headTimeout = limit(conformanceCase, "head-timeout", (int) defaults.headTimeout().toMillis());
		return new ListenerLimits(
				new ConnectionLimits(connections.maxConnections(), connections.maxConcurrentRequests(), maxRequests,
						connections.maxKeepAliveRequests(), connections.idleTimeout()),
				new HeadLimits(maxHead, maxVariables), Duration.ofMillis(headTimeout), defaults.body(),
				defaults.maxResponseHead(), defaults.writeTimeout());
	}

	private static int limit(ConformanceCase conformanceCase, String name, int defaultValue) {
		return conformanceCase.limits().getOrDefault(name, defaultValue);
	}

}
