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
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Logs requests that take long while they are still in progress, each once, and what they
 * wait for. As long as there are requests, one event loop looks through all of them from
 * time to time.
 */
public final class SlowRequestLog implements ExchangeObserver {

	/** How many requests are logged in a second: more do not tell more. */
	static final int MAX_LINES = 20;

	private static final Logger logger = Loggers.getLogger(SlowRequestLog.class);

	private static final String EVENT_STREAM = "text/event-stream";

	/** By how much a request may be logged too late: a tenth, and never by much. */
	private static final int LOOKS_PER_THRESHOLD = 10;

	private static final long MAX_INTERVAL = TimeUnit.SECONDS.toNanos(1);

	private static final long MIN_INTERVAL = TimeUnit.MILLISECONDS.toNanos(10);

	private final long threshold;

	private final long interval;

	/** Those in progress that have not been found to be slow. */
	private final Set<ObservedExchange> watched = ConcurrentHashMap.newKeySet();

	/** {@code null} if there was nothing more to look for. */
	private volatile @Nullable Future<?> nextLook;

	private long secondEnd = Ticks.now();

	/** In this second. */
	private int slow;

	/**
	 * Create a new log.
	 * @param threshold the time from which on a request is slow
	 */
	public SlowRequestLog(Duration threshold) {
		this.threshold = threshold.toNanos();
		this.interval = Math.max(MIN_INTERVAL, Math.min(MAX_INTERVAL, this.threshold / LOOKS_PER_THRESHOLD));
	}

	@Override
	public void requestStarted(ObservedExchange exchange) {
		this.watched.add(exchange);
		if (!isLookPlanned()) {
			planLook(exchange.eventLoop());
		}
	}

	@Override
	public void requestEnded(ObservedExchange exchange, Outcome outcome) {
		this.watched.remove(exchange);
	}

	/**
	 * An event loop that ends takes what is planned along.
	 */
	private boolean isLookPlanned() {
		Future<?> nextLook = this.nextLook;
		return nextLook != null && !nextLook.isDone();
	}

	private synchronized void planLook(EventLoop eventLoop) {
		if (!isLookPlanned()) {
			try {
				this.nextLook = eventLoop.schedule(() -> look(eventLoop), this.interval, TimeUnit.NANOSECONDS);
			}
			catch (RejectedExecutionException ex) {
				// The event loop has ended, and the next request is on another
			}
		}
	}

	private void look(EventLoop eventLoop) {
		endSecond();
		long now = System.nanoTime();
		for (ObservedExchange exchange : this.watched) {
			if (now - exchange.getStartTime() >= this.threshold && this.watched.remove(exchange)
					&& !isMeantToLast(exchange)) {
				exchange.statistics().slow();
				this.slow++;
				if (this.slow <= MAX_LINES) {
					log(exchange, now - exchange.getStartTime());
				}
			}
		}
		// A request that begins from here on plans a look itself
		this.nextLook = null;
		if (!this.watched.isEmpty() || this.slow > MAX_LINES) {
			planLook(eventLoop);
		}
	}

	private void endSecond() {
		long now = Ticks.now();
		if (now < this.secondEnd) {
			return;
		}
		this.secondEnd = now + TimeUnit.SECONDS.toNanos(1);
		if (this.slow > MAX_LINES) {
			logger.warn("{} more requests were slow", this.slow - MAX_LINES);
		}
		this.slow = 0;
	}

	private static boolean isMeantToLast(ObservedExchange exchange) {
		ResponseHead head = exchange.getResponseHead();
		String type = (head != null) ? head.headers().get(HttpHeaderNames.CONTENT_TYPE) : null;
		return type != null && type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
	}

	private static void log(ObservedExchange exchange, long nanos) {
		RequestSummary summary = RequestSummary.of(exchange.getVariables());
		logger.warn("[{}] Slow request to gateway listener '{}': {} {} has taken {} s so far and waits for {}",
				exchange.getExchange().getId(), exchange.getListener(), summary.method(), summary.path(),
				String.format(Locale.ROOT, "%.1f", nanos / 1e9), describe(exchange.getAwaited()));
	}

	private static String describe(ObservedExchange.Awaited awaited) {
		return switch (awaited) {
			case REQUEST_BODY -> "more of its body from the web server";
			case APPLICATION -> "the application";
			case WEB_SERVER -> "the web server to read the response";
		};
	}

}
