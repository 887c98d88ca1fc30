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

	private TestLimits() {
	}

	static ListenerLimits with(HeadLimits head) {
		return new ListenerLimits(head, DEFAULTS.headTimeout(), DEFAULTS.idleTimeout(), DEFAULTS.maxResponseHead(),
				DEFAULTS.maxDiscarded(), DEFAULTS.discardTimeout(), DEFAULTS.maxConcurrentRequests());
	}

	static ListenerLimits with(Duration headTimeout, Duration discardTimeout) {
		return new ListenerLimits(DEFAULTS.head(), headTimeout, DEFAULTS.idleTimeout(), DEFAULTS.maxResponseHead(),
				DEFAULTS.maxDiscarded(), discardTimeout, DEFAULTS.maxConcurrentRequests());
	}

	static ListenerLimits withIdleTimeout(Duration idleTimeout) {
		return new ListenerLimits(DEFAULTS.head(), DEFAULTS.headTimeout(), idleTimeout, DEFAULTS.maxResponseHead(),
				DEFAULTS.maxDiscarded(), DEFAULTS.discardTimeout(), DEFAULTS.maxConcurrentRequests());
	}

	static ListenerLimits withMaxDiscarded(long maxDiscarded) {
		return new ListenerLimits(DEFAULTS.head(), DEFAULTS.headTimeout(), DEFAULTS.idleTimeout(),
				DEFAULTS.maxResponseHead(), maxDiscarded, DEFAULTS.discardTimeout(), DEFAULTS.maxConcurrentRequests());
	}

	static ListenerLimits withMaxConcurrentRequests(int maxConcurrentRequests) {
		return new ListenerLimits(DEFAULTS.head(), DEFAULTS.headTimeout(), DEFAULTS.idleTimeout(),
				DEFAULTS.maxResponseHead(), DEFAULTS.maxDiscarded(), DEFAULTS.discardTimeout(), maxConcurrentRequests);
	}

}
