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
 * Limits of listeners that differ in one point from the defaults.
 */
final class TestLimits {

	private static final ListenerLimits DEFAULTS = ListenerLimits.DEFAULTS;

	private static final ConnectionLimits CONNECTIONS = ConnectionLimits.DEFAULTS;

	private static final BodyLimits BODY = BodyLimits.DEFAULTS;

	private TestLimits() {
	}

	static ListenerLimits with(HeadLimits head) {
		return new ListenerLimits(CONNECTIONS, head, DEFAULTS.headTimeout(), BODY, DEFAULTS.maxResponseHead(),
				DEFAULTS.writeTimeout());
	}

	static ListenerLimits with(ConnectionLimits connections) {
		return new ListenerLimits(connections, DEFAULTS.head(), DEFAULTS.headTimeout(), BODY,
				DEFAULTS.maxResponseHead(), DEFAULTS.writeTimeout());
	}

	static ListenerLimits with(BodyLimits body) {
		return new ListenerLimits(CONNECTIONS, DEFAULTS.head(), DEFAULTS.headTimeout(), body,
				DEFAULTS.maxResponseHead(), DEFAULTS.writeTimeout());
	}

	static ListenerLimits with(Duration headTimeout, Duration discardTimeout) {
		return new ListenerLimits(
				CONNECTIONS, DEFAULTS.head(), headTimeout, new BodyLimits(BODY.maxSize(), BODY.minRate(),
						BODY.timeout(), BODY.stallTimeout(), BODY.maxDiscarded(), discardTimeout),
				DEFAULTS.maxResponseHead(), DEFAULTS.writeTimeout());
	}

	static ListenerLimits withWriteTimeout(Duration writeTimeout) {
		return new ListenerLimits(CONNECTIONS, DEFAULTS.head(), DEFAULTS.headTimeout(), BODY,
				DEFAULTS.maxResponseHead(), writeTimeout);
	}

	static ListenerLimits withIdleTimeout(Duration idleTimeout) {
		return with(new ConnectionLimits(CONNECTIONS.maxConnections(), CONNECTIONS.maxConcurrentRequests(),
				CONNECTIONS.maxMultiplexedRequests(), CONNECTIONS.maxKeepAliveRequests(), idleTimeout));
	}

	static ListenerLimits withMaxConnections(int maxConnections) {
		return with(new ConnectionLimits(maxConnections, CONNECTIONS.maxConcurrentRequests(),
				CONNECTIONS.maxMultiplexedRequests(), CONNECTIONS.maxKeepAliveRequests(), CONNECTIONS.idleTimeout()));
	}

	static ListenerLimits withMaxConcurrentRequests(int maxConcurrentRequests) {
		return with(new ConnectionLimits(CONNECTIONS.maxConnections(), maxConcurrentRequests,
				CONNECTIONS.maxMultiplexedRequests(), CONNECTIONS.maxKeepAliveRequests(), CONNECTIONS.idleTimeout()));
	}

	static ListenerLimits withMaxMultiplexedRequests(int maxMultiplexedRequests) {
		return with(new ConnectionLimits(CONNECTIONS.maxConnections(), CONNECTIONS.maxConcurrentRequests(),
				maxMultiplexedRequests, CONNECTIONS.maxKeepAliveRequests(), CONNECTIONS.idleTimeout()));
	}

	static ListenerLimits withMaxKeepAliveRequests(int maxKeepAliveRequests) {
		return with(new ConnectionLimits(CONNECTIONS.maxConnections(), CONNECTIONS.maxConcurrentRequests(),
				CONNECTIONS.maxMultiplexedRequests(), maxKeepAliveRequests, CONNECTIONS.idleTimeout()));
	}

	static ListenerLimits withMaxBody(long maxSize) {
		return with(new BodyLimits(maxSize, BODY.minRate(), BODY.timeout(), BODY.stallTimeout(), BODY.maxDiscarded(),
				BODY.discardTimeout()));
	}

	static ListenerLimits withBodyRate(int minRate, Duration timeout) {
		return with(new BodyLimits(BODY.maxSize(), minRate, timeout, BODY.stallTimeout(), BODY.maxDiscarded(),
				BODY.discardTimeout()));
	}

	static ListenerLimits withStallTimeout(Duration stallTimeout) {
		return with(new BodyLimits(BODY.maxSize(), BODY.minRate(), BODY.timeout(), stallTimeout, BODY.maxDiscarded(),
				BODY.discardTimeout()));
	}

	static ListenerLimits withMaxDiscarded(long maxDiscarded) {
		return with(new BodyLimits(BODY.maxSize(), BODY.minRate(), BODY.timeout(), BODY.stallTimeout(), maxDiscarded,
				BODY.discardTimeout()));
	}

}
