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

package io.webgateway.benchmarks.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * When requests start: each as soon as there is room for it, or at a fixed rate.
 */
final class Schedule {

	private final double interval;

	private final Deque<Slot> free = new ArrayDeque<>();

	/** When those were due for which there was no room yet. */
	private final Deque<Long> waiting = new ArrayDeque<>();

	private long start;

	private long count;

	Schedule(double rate) {
		this.interval = (rate > 0) ? TimeUnit.SECONDS.toNanos(1) / rate : 0;
	}

	/**
	 * There is room for a request.
	 */
	void free(Slot slot) {
		if (this.interval == 0) {
			slot.connection().start(slot, System.nanoTime());
		}
		else if (!this.waiting.isEmpty()) {
			slot.connection().start(slot, this.waiting.remove());
		}
		else {
			// The connection that was used last, as web servers do
			this.free.push(slot);
		}
	}

	void startDue(long now) {
		while (nextDue() <= now) {
			long due = nextDue();
			this.count++;
			if (this.free.isEmpty()) {
				this.waiting.add(due);
			}
			else {
				Slot slot = this.free.pop();
				slot.connection().start(slot, due);
			}
		}
	}

	/**
	 * Return when the next request is due.
	 */
	long nextDue() {
		if (this.interval == 0) {
			return Long.MAX_VALUE;
		}
		if (this.count == 0) {
			this.start = System.nanoTime();
			this.count = 1;
		}
		return this.start + (long) (this.count * this.interval);
	}

}
