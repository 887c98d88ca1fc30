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
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * When a connection has to be looked at because one of its deadlines may have passed. It
 * knows no more than a time before which none has: putting a deadline off costs nothing.
 */
final class Deadlines {

	private static final AtomicLongFieldUpdater<Deadlines> ALARM = AtomicLongFieldUpdater.newUpdater(Deadlines.class,
			"alarm");

	/** No later than the earliest deadline. Written by the event loop only. */
	private volatile long alarm = Ticks.NEVER;

	/**
	 * Return the time of a new deadline.
	 */
	long in(Duration timeout) {
		long time = Ticks.in(timeout);
		at(time);
		return time;
	}

	/**
	 * Take note of a deadline.
	 */
	void at(long time) {
		if (time < this.alarm) {
			ALARM.lazySet(this, time);
		}
	}

	/**
	 * Return whether a deadline may have passed. May be called by any thread.
	 */
	boolean mayHavePassed(long now) {
		return now >= this.alarm;
	}

	/**
	 * All deadlines have been looked at.
	 * @param earliest the earliest that there is
	 */
	void lookedAt(long earliest) {
		ALARM.lazySet(this, earliest);
	}

}
