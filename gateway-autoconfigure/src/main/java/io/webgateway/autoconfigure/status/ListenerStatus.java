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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.Limit;
import io.webgateway.server.ListenerStatistics;
import io.webgateway.server.Outcome;

/**
 * What a listener does, at the moment at which that is asked.
 */
public final class ListenerStatus {

	/** How many requests in progress are shown. */
	static final int MAX_REQUESTS = 100;

	private final GatewayListener listener;

	private final ListenerActivity activity;

	private final AtomicInteger maxWaiting = new AtomicInteger();

	/**
	 * Create a new instance.
	 * @param listener the listener
	 * @param activities knows its requests in progress
	 */
	public ListenerStatus(GatewayListener listener, ListenerActivities activities) {
		this.listener = listener;
		this.activity = activities.of(listener.getName());
	}

	/**
	 * Return the requests in progress.
	 * @return the oldest requests, of which there may be more than are shown
	 */
	public List<RequestInProgress> getRequestsInProgress() {
		return this.activity.oldest(MAX_REQUESTS);
	}

	/**
	 * Return how often requests ended without a complete response of the application.
	 * @param outcome how they ended
	 * @return the number of requests
	 */
	public long getFailures(Outcome outcome) {
		return (outcome != Outcome.COMPLETED) ? this.activity.count(outcome) : 0;
	}

	/**
	 * Return the status as php-fpm would write it.
	 * @param format the format
	 * @param full whether to tell of the requests in progress
	 * @return the page
	 */
	public String phpFpm(PhpFpmFormat format, boolean full) {
		ListenerStatistics statistics = this.listener.getStatistics();
		Instant now = Instant.now();
		Instant started = started(now);
		int waiting = waiting();
		return format
			.write(new PhpFpmStatus(this.listener.getName(), started, Duration.between(started, now).toSeconds(),
					statistics.getRequests(), waiting, this.maxWaiting.accumulateAndGet(waiting, Math::max),
					Math.max(0, this.listener.getMaxWaitingConnections()), statistics.getActiveRequests(),
					this.listener.getLimits().connections().maxConcurrentRequests(), statistics.getMaxActiveRequests(),
					statistics.getReached(Limit.MAX_CONCURRENT_REQUESTS), statistics.getSlowRequests(),
					full ? getRequestsInProgress() : List.of()), full);
	}

	/**
	 * Return the status as uWSGI would, with the listener as its only socket and the
	 * application as its only worker.
	 * @return what becomes an object in JSON
	 */
	public Map<String, Object> uwsgi() {
		return UwsgiStats.of(this.listener, waiting(), started(Instant.now()), this.activity);
	}

	private int waiting() {
		return Math.max(0, this.listener.getWaitingConnections());
	}

	private Instant started(Instant now) {
		Instant started = this.listener.getStartTime();
		return (started != null) ? started : now;
	}

}
