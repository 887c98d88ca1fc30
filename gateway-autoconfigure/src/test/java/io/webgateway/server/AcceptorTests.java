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
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Acceptor}.
 */
class AcceptorTests {

	private final EmbeddedChannel server = new EmbeddedChannel();

	private final ListenerStatistics statistics = new ListenerStatistics();

	@BeforeEach
	void accept() {
		this.server.pipeline().addLast(new Acceptor(context(), new ServingLoops(this.server.eventLoop()), this.server));
	}

	@Test
	void whenAcceptingFailsThenItIsTriedAgainAfterASecond() {
		this.server.freezeTime();
		this.server.pipeline().fireExceptionCaught(new IOException("Too many open files"));
		assertThat(this.server.config().isAutoRead()).isFalse();
		this.server.advanceTimeBy(999, TimeUnit.MILLISECONDS);
		this.server.runScheduledPendingTasks();
		assertThat(this.server.config().isAutoRead()).isFalse();
		this.server.advanceTimeBy(1, TimeUnit.MILLISECONDS);
		this.server.runScheduledPendingTasks();
		assertThat(this.server.config().isAutoRead()).isTrue();
		this.server.checkException();
	}

	@Test
	void whenConnectionCannotBeSetUpThenItIsClosedAndNotCounted() {
		Channel connection = new NioSocketChannel() {

			@Override
			public SocketChannelConfig config() {
				throw new OutOfMemoryError("for a test");
			}

		};
		this.server.writeInbound(connection);
		assertThat(connection.isOpen()).isFalse();
		assertThat(this.statistics.getConnections()).isZero();
		assertThat(this.server.config().isAutoRead()).isFalse();
	}

	private ListenerContext context() {
		LimitLog limitLog = new LimitLog("test");
		ListenerLimits limits = ListenerLimits.DEFAULTS;
		Refusals refusals = new Refusals(limits, ListenerAccess.OPEN, this.statistics,
				new PeerErrorLog("test", GatewayProtocol.FASTCGI), limitLog, new DistrustLog("test"));
		return new ListenerContext("test", GatewayProtocol.FASTCGI, limits, ListenerAccess.OPEN,
				(exchange) -> Mono.empty(), new ConnectionRegistry(this.statistics), this.statistics, refusals,
				limitLog, new DistrustLog("test"),
				new ResponseHeadSize("test", limits.maxResponseHead(), this.statistics), null, null, null,
				AjpOptions.DEFAULTS, new ProtocolMistakes("test", ListenAddress.parse("0"),
						List.of(GatewayProtocol.FASTCGI), this.statistics));
	}

}
