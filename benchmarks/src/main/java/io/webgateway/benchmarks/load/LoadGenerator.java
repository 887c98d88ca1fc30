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

package io.webgateway.benchmarks.load;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Sends a load from one thread, and looks at every response.
 */
public final class LoadGenerator {

	/** There is no use in more of them. */
	private static final int MAX_ERRORS = 1000;

	/** Not to fill the queue of the listening socket. */
	private static final int OPENED_AT_ONCE = 64;

	private static final int OK = 200;

	private final Load load;

	private final Runnable onMeasuring;

	private final List<PreparedRequest> requests = new ArrayList<>();

	/** Connections on which nothing has been started. */
	private final Queue<Connection> unopened = new ArrayDeque<>();

	private final List<Connection> connections = new ArrayList<>();

	private final Map<String, Long> errors = new TreeMap<>();

	private final Schedule schedule;

	private Histogram latencies = new Histogram();

	private long errorCount;

	private LoadGenerator(Load load, Runnable onMeasuring) {
		this.load = load;
		this.onMeasuring = onMeasuring;
		this.schedule = new Schedule(load.rate());
		for (int id = 1; id <= load.multiplexed(); id++) {
			this.requests.add(load.protocol().wire().prepare(load.request(), load.keepAlive(), id));
		}
	}

	/**
	 * Send a load.
	 * @param load the load
	 * @param leadIn how long the load goes on before anything is counted
	 * @param duration how long it is counted
	 * @return what came of it
	 * @throws IOException if the load cannot be sent
	 */
	public static LoadResult run(Load load, Duration leadIn, Duration duration) throws IOException {
		return run(load, leadIn, duration, () -> {
		});
	}

	/**
	 * Send a load.
	 * @param load the load
	 * @param leadIn how long the load goes on before anything is counted
	 * @param duration how long it is counted
	 * @param onMeasuring called when counting begins and when it has ended
	 * @return what came of it
	 * @throws IOException if the load cannot be sent
	 */
	public static LoadResult run(Load load, Duration leadIn, Duration duration, Runnable onMeasuring)
			throws IOException {
		return new LoadGenerator(load, onMeasuring).run(leadIn, duration);
	}

	private LoadResult run(Duration leadIn, Duration duration) throws IOException {
		try (Selector selector = Selector.open()) {
			try {
				for (int i = 0; i < this.load.connections(); i++) {
					Connection connection = new Connection(this, this.load, selector);
					this.connections.add(connection);
					this.unopened.add(connection);
				}
				if (!leadIn.isZero()) {
					turn(selector, System.nanoTime() + leadIn.toNanos(), Long.MAX_VALUE);
				}
				this.latencies = new Histogram();
				this.onMeasuring.run();
				long start = System.nanoTime();
				turn(selector, start + duration.toNanos(),
						(this.load.requests() > 0) ? this.load.requests() : Long.MAX_VALUE);
				double seconds = (System.nanoTime() - start) / 1e9;
				this.onMeasuring.run();
				return new LoadResult(this.latencies.size(), seconds,
						this.latencies.size() * (this.load.request().bodyBytes() + this.load.request().responseBytes()),
						this.latencies, this.errors);
			}
			finally {
				for (Connection connection : this.connections) {
					connection.reset();
				}
			}
		}
	}

	private void turn(Selector selector, long end, long requests) throws IOException {
		long nextCheck = System.nanoTime() + Load.TIMEOUT.toNanos();
		long now;
		while ((now = System.nanoTime()) < end && this.latencies.size() < requests && this.errorCount < MAX_ERRORS) {
			begin();
			this.schedule.startDue(now);
			select(selector, now, end);
			for (SelectionKey key : selector.selectedKeys()) {
				((Connection) key.attachment()).ready(key);
			}
			selector.selectedKeys().clear();
			if (now > nextCheck) {
				nextCheck = now + TimeUnit.SECONDS.toNanos(1);
				long oldest = now - Load.TIMEOUT.toNanos();
				this.connections.forEach((connection) -> connection.checkTimeout(oldest));
			}
		}
	}

	private void select(Selector selector, long now, long end) throws IOException {
		long wait = Math.min(end, this.schedule.nextDue()) - now;
		if (!this.unopened.isEmpty() || wait < TimeUnit.MILLISECONDS.toNanos(2)) {
			selector.selectNow();
		}
		else {
			selector.select(TimeUnit.NANOSECONDS.toMillis(wait) - 1);
		}
	}

	private void begin() {
		for (int i = 0; i < OPENED_AT_ONCE && !this.unopened.isEmpty(); i++) {
			this.unopened.remove().slots().forEach(this.schedule::free);
		}
	}

	/**
	 * Return the bytes of the request with the given number.
	 */
	PreparedRequest prepared(int id) {
		return this.requests.get(id - 1);
	}

	void free(Slot slot) {
		this.schedule.free(slot);
	}

	/**
	 * A response is complete.
	 */
	void completed(long due, int status, long bodyBytes) {
		if (status != OK) {
			failed("Status " + status);
		}
		else if (bodyBytes != this.load.request().responseBytes()) {
			failed(bodyBytes + " bytes instead of " + this.load.request().responseBytes());
		}
		else {
			this.latencies.add(System.nanoTime() - due);
		}
	}

	void failed(String reason) {
		this.errorCount++;
		this.errors.merge(reason, 1L, Long::sum);
	}

	/**
	 * Use a connection again that has come to an end.
	 */
	void tryAgain(Connection connection) {
		this.unopened.add(connection);
	}

}
