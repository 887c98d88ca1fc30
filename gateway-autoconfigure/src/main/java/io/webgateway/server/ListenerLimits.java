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

import io.webgateway.codec.HeadLimits;

/**
 * Bounds of what one listener accepts and how long it waits.
 *
 * @param head bounds of the head of a request
 * @param headTimeout how long the head of a request may take to arrive, counted from its
 * first byte or, on a new connection, from the accept
 * @param idleTimeout how long a connection may be kept without a request
 * @param maxResponseHead the largest size of a response head in bytes
 * @param maxDiscarded the largest number of bytes of a request body that are read and
 * discarded after the response ended, before the connection is closed
 * @param discardTimeout how long such discarding may take
 * @param maxConcurrentRequests the largest number of requests in progress on one
 * connection, where the protocol multiplexes
 */
public record ListenerLimits(HeadLimits head, Duration headTimeout, Duration idleTimeout, int maxResponseHead,
		long maxDiscarded, Duration discardTimeout, int maxConcurrentRequests) {

	/**
	 * The limits of a listener that is not configured otherwise: heads of 64 KiB and 200
	 * variables within 10 seconds, 10 minutes idle, response heads of 32 KiB, 64 MiB
	 * discarded within 30 seconds, 128 concurrent requests.
	 */
	public static final ListenerLimits DEFAULTS = new ListenerLimits(new HeadLimits(65536, 200), Duration.ofSeconds(10),
			Duration.ofMinutes(10), 32768, 64L << 20, Duration.ofSeconds(30), 128);

}
