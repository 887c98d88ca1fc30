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

package io.webgateway.autoconfigure;

import java.time.Duration;

/**
 * How long nothing has happened, as one can tell who looks from time to time. It is never
 * said to be longer than it is.
 */
final class IdleTime {

	private long since;

	private boolean wasActive;

	private long requests;

	/**
	 * Create a new idle time.
	 * @param requests how many requests there have been
	 * @param now the time, in nanoseconds
	 */
	IdleTime(long requests, long now) {
		this.requests = requests;
		this.since = now;
	}

	/**
	 * Look what has happened.
	 * @param active whether requests are in progress
	 * @param requests how many requests there have been
	 * @param now the time, in nanoseconds
	 * @return for how long no request has begun, ended or been in progress
	 */
	Duration look(boolean active, long requests, long now) {
		if (active || this.wasActive || requests != this.requests) {
			this.since = now;
		}
		this.wasActive = active;
		this.requests = requests;
		return Duration.ofNanos(now - this.since);
	}

}
