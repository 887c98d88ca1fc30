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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServingLoops}.
 */
class ServingLoopsTests {

	private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(3, NioIoHandler.newFactory());

	private final List<EventLoop> eventLoops = eventLoops();

	private final ServingLoops loops = new ServingLoops(this.group);

	private List<EventLoop> eventLoops() {
		List<EventLoop> eventLoops = new ArrayList<>();
		Iterator<EventExecutor> executors = this.group.iterator();
		executors.forEachRemaining((executor) -> eventLoops.add((EventLoop) executor));
		return eventLoops;
	}

	@AfterEach
	void shutDown() {
		this.group.shutdownGracefully();
	}

	@Test
	void whenConnectionsCloseBeforeTheNextThenTheAcceptingLoopServesThemAll() {
		EventLoop accepting = this.eventLoops.get(1);
		for (int i = 0; i < 10; i++) {
			ServingLoops.Loop loop = this.loops.choose(accepting);
			assertThat(loop.eventLoop()).isSameAs(accepting);
			loop.opened();
			loop.closed();
		}
	}

	@Test
	void whenConnectionsStayThenLoopsHaveAboutAsMany() {
		EventLoop accepting = this.eventLoops.get(2);
		List<EventLoop> chosen = new ArrayList<>();
		for (int i = 0; i < 32; i++) {
			ServingLoops.Loop loop = this.loops.choose(accepting);
			loop.opened();
			chosen.add(loop.eventLoop());
		}
		assertThat(chosen.subList(0, 2)).containsOnly(accepting);
		assertThat(this.eventLoops).map((eventLoop) -> chosen.stream().filter(eventLoop::equals).count())
			.containsExactly(10L, 10L, 12L);
	}

	@Test
	void whenTheAcceptingLoopServesNoneThenOthersDo() {
		EventLoop other = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()).next();
		try {
			ServingLoops.Loop first = this.loops.choose(other);
			first.opened();
			ServingLoops.Loop second = this.loops.choose(other);
			assertThat(this.eventLoops).contains(first.eventLoop(), second.eventLoop());
			assertThat(second).isNotSameAs(first);
		}
		finally {
			other.parent().shutdownGracefully();
		}
	}

}
