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

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * One of the ways by which a request can reach an application.
 *
 * @param protocol the protocol that is spoken
 * @param socket the kind of socket
 * @param loops the event loops that the listener runs on
 */
record Door(GatewayProtocol protocol, SocketKind socket, EventLoops loops) {

	/** Those that a web server speaks. */
	static final List<GatewayProtocol> PROTOCOLS = List.of(GatewayProtocol.FASTCGI, GatewayProtocol.SCGI,
			GatewayProtocol.UWSGI, GatewayProtocol.AJP);

	static {
		// Most of what these tests wait for is there already
		Awaitility.setDefaultPollDelay(Duration.ZERO);
		Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
	}

	static Stream<Door> all(Collection<GatewayProtocol> protocols, Collection<SocketKind> sockets) {
		return protocols.stream()
			.flatMap((protocol) -> sockets.stream()
				.flatMap((socket) -> Arrays.stream(EventLoops.values())
					.map((loops) -> new Door(protocol, socket, loops))));
	}

	TestListener open(GatewayHandler handler) {
		return open(ListenerLimits.DEFAULTS, handler);
	}

	TestListener open(ListenerLimits limits, GatewayHandler handler) {
		return TestListener.open(this, limits, this.loops.resources(), handler);
	}

	TestListener open(AjpOptions ajp, GatewayHandler handler) {
		return open(ListenerAccess.OPEN, ajp, handler);
	}

	TestListener open(ListenerAccess access, @Nullable AjpOptions ajp, GatewayHandler handler) {
		return TestListener.open(this, ListenerLimits.DEFAULTS, access, ajp, this.loops.resources(), handler);
	}

	TestListener open(ListenerAccess access, GatewayHandler handler) {
		return TestListener.open(this, ListenerLimits.DEFAULTS, access, this.loops.resources(), handler,
				ListenerReporting.NONE);
	}

	TestListener open(WebServerLog webServerLog, GatewayHandler handler) {
		return TestListener.open(this, ListenerLimits.DEFAULTS, ListenerAccess.OPEN, this.loops.resources(), handler,
				new ListenerReporting(webServerLog, null, List.of()));
	}

	TestListener open(ListenerLimits limits, ListenerAccess access, ExchangeObserver observer, GatewayHandler handler) {
		return TestListener.open(this, limits, access, this.loops.resources(), handler,
				new ListenerReporting(null, new RequestStart("REQUEST_START"), List.of(observer)));
	}

	@Override
	public String toString() {
		return this.protocol + " over " + this.socket + " on " + this.loops + " event loops";
	}

}
