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

import java.util.concurrent.atomic.AtomicBoolean;

import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Watches the size of the response heads of one listener. Web servers read them into
 * buffers of a few KiB and take a larger one for an error, of which the application hears
 * nothing.
 */
final class ResponseHeadSize {

	private static final Logger logger = Loggers.getLogger(GatewayListener.class);

	private static final int LARGE = 8192;

	private final String listener;

	private final int limit;

	private final ListenerStatistics statistics;

	private final AtomicBoolean warned = new AtomicBoolean();

	ResponseHeadSize(String listener, int limit, ListenerStatistics statistics) {
		this.listener = listener;
		this.limit = limit;
		this.statistics = statistics;
	}

	/**
	 * Return the same for connections of a protocol that has a bound of its own.
	 */
	ResponseHeadSize atMost(int limit) {
		return new ResponseHeadSize(this.listener, Math.min(this.limit, limit), this.statistics);
	}

	/**
	 * Check the size of a response head.
	 * @throws IllegalArgumentException if it is too large
	 */
	void check(int bytes) {
		if (bytes > this.limit) {
			this.statistics.reached(Limit.MAX_RESPONSE_HEAD_SIZE);
			throw new IllegalArgumentException(
					"Response head of " + bytes + " bytes exceeds the limit of " + this.limit);
		}
		if (bytes > LARGE && this.warned.compareAndSet(false, true)) {
			logger.warn(
					"Gateway listener '{}' sends a response head of {} bytes: few web servers accept more than "
							+ "8 KiB unless they are told to, and larger heads will not be mentioned again",
					this.listener, bytes);
		}
	}

}
