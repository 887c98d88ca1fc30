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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;

/**
 * The event loops that serve the connections of a listener, each of them about as many as
 * the others.
 */
final class ServingLoops {

	/**
	 * How many connections more than others the event loop may have that accepts them.
	 */
	private static final int HEAD_START = 2;

	private final List<Loop> loops = new ArrayList<>();

	/**
	 * Create a new instance.
	 * @param group the event loops
	 */
	ServingLoops(EventLoopGroup group) {
		for (EventExecutor executor : group) {
			this.loops.add(new Loop((EventLoop) executor));
		}
	}

	/**
	 * Choose the event loop that has the fewest connections, with a preference for the
	 * one that accepts: to wake up another takes a good part of the time in which a short
	 * request is answered, and many web servers open a connection for each.
	 * @param accepting the event loop that has accepted the connection
	 */
	Loop choose(EventLoop accepting) {
		Loop best = this.loops.get(0);
		int fewest = Integer.MAX_VALUE;
		for (Loop loop : this.loops) {
			int connections = loop.connections.get() - ((loop.eventLoop == accepting) ? HEAD_START : 0);
			if (connections < fewest) {
				best = loop;
				fewest = connections;
			}
		}
		return best;
	}

	/**
	 * An event loop and the number of connections that it serves.
	 */
	static final class Loop {

		private final EventLoop eventLoop;

		private final AtomicInteger connections = new AtomicInteger();

		private Loop(EventLoop eventLoop) {
			this.eventLoop = eventLoop;
		}

		EventLoop eventLoop() {
			return this.eventLoop;
		}

		void opened() {
			this.connections.incrementAndGet();
		}

		void closed() {
			this.connections.decrementAndGet();
		}

	}

}
