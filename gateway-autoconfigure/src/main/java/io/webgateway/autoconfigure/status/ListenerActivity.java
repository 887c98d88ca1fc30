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

package io.webgateway.autoconfigure.status;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.webgateway.server.ExchangeObserver;
import io.webgateway.server.ObservedExchange;
import io.webgateway.server.Outcome;

/**
 * The requests of a listener that are in progress, and the sum of those that were.
 */
final class ListenerActivity implements ExchangeObserver {

	private final Set<ObservedExchange> inProgress = ConcurrentHashMap.newKeySet();

	/** How many requests ended in each way. */
	private final LongAdder[] outcomes = new LongAdder[Outcome.values().length];

	private final LongAdder nanos = new LongAdder();

	private final LongAdder sentBytes = new LongAdder();

	ListenerActivity() {
		Arrays.setAll(this.outcomes, (outcome) -> new LongAdder());
	}

	@Override
	public void requestStarted(ObservedExchange exchange) {
		this.inProgress.add(exchange);
	}

	@Override
	public void requestEnded(ObservedExchange exchange, Outcome outcome) {
		if (this.inProgress.remove(exchange)) {
			this.outcomes[outcome.ordinal()].increment();
			this.nanos.add(System.nanoTime() - exchange.getStartTime());
			this.sentBytes.add(exchange.getSentBytes());
		}
	}

	/**
	 * Return the oldest requests in progress, the oldest first.
	 * @param max how many there may be
	 */
	List<RequestInProgress> oldest(int max) {
		return this.inProgress.stream()
			.sorted((one, other) -> Long.signum(one.getStartTime() - other.getStartTime()))
			.limit(max)
			.map(RequestInProgress::of)
			.toList();
	}

	long count(Outcome outcome) {
		return this.outcomes[outcome.ordinal()].sum();
	}

	/**
	 * Return the time that the requests have taken that have ended, in nanoseconds.
	 */
	long nanos() {
		return this.nanos.sum();
	}

	/**
	 * Return the length of the bodies of all responses that have ended, in bytes.
	 */
	long sentBytes() {
		return this.sentBytes.sum();
	}

}
