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

package io.webgateway.autoconfigure.systemd;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/**
 * Tells the service manager at regular times that all event loops run. If one of them is
 * blocked, nothing is told, and the service manager ends the process.
 */
class Watchdog implements SmartLifecycle {

	static final String ALIVE = "WATCHDOG=1";

	private final @Nullable Duration timeout;

	private final NotifySocket socket;

	private final ReactorResourceFactory resourceFactory;

	private volatile @Nullable Future<?> rounds;

	Watchdog(@Nullable Duration timeout, NotifySocket socket, ReactorResourceFactory resourceFactory) {
		this.timeout = timeout;
		this.socket = socket;
		this.resourceFactory = resourceFactory;
	}

	@Override
	public void start() {
		if (this.timeout == null) {
			return;
		}
		Set<EventExecutor> eventLoops = eventLoops();
		long interval = this.timeout.dividedBy(2).toNanos();
		this.rounds = eventLoops.iterator()
			.next()
			.scheduleWithFixedDelay(() -> ask(eventLoops), 0, interval, TimeUnit.NANOSECONDS);
	}

	private Set<EventExecutor> eventLoops() {
		LoopResources loopResources = this.resourceFactory.getLoopResources();
		Set<EventExecutor> eventLoops = new LinkedHashSet<>();
		loopResources.onServer(LoopResources.DEFAULT_NATIVE).forEach(eventLoops::add);
		loopResources.onServerSelect(LoopResources.DEFAULT_NATIVE).forEach(eventLoops::add);
		return eventLoops;
	}

	/**
	 * The last event loop to answer tells that all have.
	 */
	private void ask(Set<EventExecutor> eventLoops) {
		AtomicInteger silent = new AtomicInteger(eventLoops.size());
		for (EventExecutor eventLoop : eventLoops) {
			eventLoop.execute(() -> {
				if (silent.decrementAndGet() == 0) {
					this.socket.send(ALIVE);
				}
			});
		}
	}

	@Override
	public void stop() {
		Future<?> rounds = this.rounds;
		if (rounds != null) {
			rounds.cancel(false);
		}
		this.rounds = null;
	}

	@Override
	public boolean isRunning() {
		return this.rounds != null;
	}

	/**
	 * Longer than the listeners, which may take their time to stop.
	 */
	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

}
