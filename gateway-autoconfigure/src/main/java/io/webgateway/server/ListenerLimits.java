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
 * @param connections bounds of connections and of how many requests they carry
 * @param head bounds of the head of a request
 * @param headTimeout how long the head of a request may take to arrive, counted from its
 * first byte or, on a new connection, from the accept
 * @param body bounds of the body of a request
 * @param maxResponseHead the largest size of a response head in bytes
 * @param writeTimeout how long the web server may take none of the bytes of responses
 * that wait for it
 */
public record ListenerLimits(ConnectionLimits connections, HeadLimits head, Duration headTimeout, BodyLimits body,
		int maxResponseHead, Duration writeTimeout) {

	/**
	 * The limits of a listener that is not configured otherwise: those of
	 * {@link ConnectionLimits#DEFAULTS}, heads of 64 KiB and 200 variables within 10
	 * seconds, bodies within {@link BodyLimits#DEFAULTS}, response heads of 32 KiB, 10
	 * minutes to take some of a response.
	 */
	public static final ListenerLimits DEFAULTS = new ListenerLimits(ConnectionLimits.DEFAULTS,
			new HeadLimits(65536, 200), Duration.ofSeconds(10), BodyLimits.DEFAULTS, 32768, Duration.ofMinutes(10));

}
