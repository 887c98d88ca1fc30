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

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of a listener. One timer for all of them looks for those whose
 * deadline has passed, so that a connection costs no timer of its own.
 */
final class ConnectionRegistry {

	private static final long SWEEP_INTERVAL_MILLIS = 100;

	private final ListenerStatistics statistics;

	/** Those that have an event loop. */
	private final Set<GatewayConnection> connections = ConcurrentHashMap.newKeySet();

	private final CompletableFuture<Boolean> drained = new CompletableFuture<>();

	private volatile boolean draining;

	private volatile boolean closed;

	private @Nullable Future<?> sweeper;

	ConnectionRegistry(ListenerStatistics statistics) {
		this.statistics = statistics;
	}

	/**
	 * Start to look for connections whose deadline has passed.
	 */
	void start(EventLoop eventLoop) {
		this.sweeper = eventLoop.scheduleWithFixedDelay(this::sweep, SWEEP_INTERVAL_MILLIS, SWEEP_INTERVAL_MILLIS,
				TimeUnit.MILLISECONDS);
	}

	private void sweep() {
		if (this.closed && this.connections.isEmpty()) {
			stopSweeping();
			return;
		}
		long now = Ticks.now();
		for (GatewayConnection connection : this.connections) {
			if (connection.isOverdue(now)) {
				connection.onEventLoop(connection::deadlinesPassed);
			}
		}
	}

	private void stopSweeping() {
		if (this.sweeper != null) {
			this.sweeper.cancel(false);
		}
	}

	/**
	 * A connection that was accepted has got its event loop.
	 */
	void add(GatewayConnection connection) {
		this.connections.add(connection);
		if (this.closed) {
			// It was accepted before and has waited for its event loop
			connection.onEventLoop(connection::close);
		}
		else if (this.draining) {
			connection.onEventLoop(connection::drain);
		}
	}

	void remove(GatewayConnection connection) {
		this.connections.remove(connection);
	}

	/**
	 * A connection that was accepted is closed, whether it has ever got an event loop or
	 * not.
	 */
	void closed() {
		completeWhenDrained();
	}

	/**
	 * Let connections end after the request that they are working on.
	 * @return completes with {@code true} when no connection is left, or with
	 * {@code false} when they were closed before
	 */
	CompletableFuture<Boolean> drain() {
		this.draining = true;
		for (GatewayConnection connection : this.connections) {
			connection.onEventLoop(connection::drain);
		}
		completeWhenDrained();
		return this.drained;
	}

	private void completeWhenDrained() {
		if (this.draining && this.statistics.getConnections() == 0) {
			this.drained.complete(true);
		}
	}

	/**
	 * Close all connections, whatever they are doing.
	 */
	void close() {
		this.closed = true;
		if (this.connections.isEmpty()) {
			stopSweeping();
		}
		this.drained.complete(this.statistics.getConnections() == 0);
		for (GatewayConnection connection : this.connections) {
			connection.onEventLoop(connection::close);
		}
	}

}
