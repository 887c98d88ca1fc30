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

/**
 * Bounds of the connections of one listener and of how many requests they carry.
 *
 * @param maxConnections the largest number of open connections; others wait to be
 * accepted until one is closed
 * @param maxConcurrentRequests the largest number of requests in progress; others are
 * answered with status 503
 * @param maxMultiplexedRequests the largest number of requests in progress on one
 * connection, where the protocol multiplexes; others are answered with status 503
 * @param maxKeepAliveRequests how many requests a connection may carry before it is
 * closed, or {@link #UNLIMITED}
 * @param idleTimeout how long a connection may be kept without a request
 */
public record ConnectionLimits(int maxConnections, int maxConcurrentRequests, int maxMultiplexedRequests,
		int maxKeepAliveRequests, Duration idleTimeout) {

	/**
	 * No bound.
	 */
	public static final int UNLIMITED = -1;

	/**
	 * The limits of a listener that is not configured otherwise: 8192 connections, 8192
	 * requests in progress, 128 of them on one connection, any number of requests one
	 * after the other, 10 minutes idle.
	 */
	public static final ConnectionLimits DEFAULTS = new ConnectionLimits(8192, 8192, 128, UNLIMITED,
			Duration.ofMinutes(10));

	/**
	 * Return whether a connection has carried as many requests as it may.
	 */
	boolean isLast(int requests) {
		return this.maxKeepAliveRequests != UNLIMITED && requests >= this.maxKeepAliveRequests;
	}

}
