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

package io.webgateway.client;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * A point in time that moves as long as there is progress.
 */
final class Deadline implements Runnable {

	private final EventLoop eventLoop;

	private final Runnable expired;

	private long nanoTime;

	private boolean active;

	private @Nullable ScheduledFuture<?> check;

	Deadline(EventLoop eventLoop, Runnable expired) {
		this.eventLoop = eventLoop;
		this.expired = expired;
	}

	/**
	 * Move the deadline.
	 * @param duration how far from now, zero for no deadline at all
	 */
	void set(Duration duration) {
		this.active = !duration.isZero();
		this.nanoTime = System.nanoTime() + duration.toNanos();
		if (this.active && (this.check == null || this.check.getDelay(TimeUnit.NANOSECONDS) > duration.toNanos())) {
			schedule(duration.toNanos());
		}
	}

	private void schedule(long delay) {
		cancel();
		this.active = true;
		this.check = this.eventLoop.schedule(this, delay, TimeUnit.NANOSECONDS);
	}

	@Override
	public void run() {
		this.check = null;
		if (!this.active) {
			return;
		}
		long remaining = this.nanoTime - System.nanoTime();
		if (remaining > 0) {
			schedule(remaining);
		}
		else {
			this.expired.run();
		}
	}

	void cancel() {
		this.active = false;
		if (this.check != null) {
			this.check.cancel(false);
			this.check = null;
		}
	}

}
