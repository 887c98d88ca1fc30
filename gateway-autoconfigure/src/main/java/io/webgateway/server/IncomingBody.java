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

import io.netty.buffer.ByteBuf;

/**
 * The body of one request on its way in: how much of it is still to come, how much of it
 * waits to be read, and by when something has to happen.
 * <p>
 * While as much as a window waits, the connection is not read. A web server that
 * multiplexes cannot be told to hold back one request only, so a request that is not read
 * holds up all others of its connection, for which it has limited time. Otherwise it is
 * the body that has to arrive in time.
 */
final class IncomingBody implements RequestBody.Source {

	/**
	 * Bytes that may wait before the connection is not read any more.
	 */
	static final int WINDOW = 65536;

	private final GatewayConnection connection;

	private final BodyLimits limits;

	private final RequestBody publisher;

	/** Bytes to come, or {@link ContentLength#UNKNOWN}. */
	private long remaining;

	private long received;

	private int queued;

	private boolean full;

	private boolean relaxed;

	/** Whether the web server waits to be asked for more. */
	private boolean paused;

	/** How long the web server may still take when it is asked, in nanoseconds. */
	private long allowance;

	private long deadline;

	/**
	 * Create a new body of which nothing has arrived.
	 * @param connection the connection
	 * @param length the length in bytes, or {@link ContentLength#UNKNOWN}
	 */
	IncomingBody(GatewayConnection connection, long length) {
		this.connection = connection;
		this.limits = connection.listener().limits().body();
		this.remaining = length;
		this.publisher = new RequestBody(connection.channel().eventLoop(), this);
		this.deadline = arrivalDeadline();
	}

	/**
	 * Return what the application subscribes to.
	 */
	RequestBody publisher() {
		return this.publisher;
	}

	/**
	 * Take over a part of the body.
	 * @param content the part, of which nothing is kept that does not belong to the body
	 */
	void receive(ByteBuf content) {
		int excess = excess(content.readableBytes());
		int length = content.readableBytes() - excess;
		if (isLengthKnown()) {
			this.remaining -= length;
		}
		this.received += length;
		boolean kept = false;
		if (length == 0) {
			content.release();
		}
		else {
			kept = this.publisher.offer(content.writerIndex(content.readerIndex() + length));
		}
		this.connection.discarded(kept ? excess : length + excess);
		if (this.remaining == 0) {
			end();
		}
		else if (!this.full) {
			extendDeadline(length);
		}
	}

	/**
	 * Return how many of as many bytes to come do not belong to the body.
	 */
	int excess(int length) {
		return isLengthKnown() ? (int) Math.max(0, length - this.remaining) : 0;
	}

	/**
	 * The body has arrived to its end.
	 */
	void end() {
		this.remaining = 0;
		this.deadline = this.full ? this.deadline : Ticks.NEVER;
		this.publisher.end();
	}

	boolean isComplete() {
		return this.remaining == 0;
	}

	boolean isLengthKnown() {
		return this.remaining != ContentLength.UNKNOWN;
	}

	/**
	 * Return whether more has arrived than may.
	 */
	boolean isTooLarge() {
		return this.limits.isExceededBy(this.received);
	}

	/**
	 * The response has begun: from now on client and application may take turns in their
	 * own time.
	 */
	void relax() {
		this.relaxed = true;
		if (!this.full) {
			this.deadline = Ticks.NEVER;
		}
	}

	/**
	 * The web server will send nothing before it is asked, so that nothing is expected of
	 * it.
	 */
	void pause() {
		if (!this.paused) {
			this.paused = true;
			this.allowance = (this.deadline != Ticks.NEVER) ? this.deadline - Ticks.now() : 0;
			this.deadline = Ticks.NEVER;
		}
	}

	/**
	 * The web server has been asked for more.
	 */
	void resume() {
		if (this.paused) {
			this.paused = false;
			this.deadline = isArrivalLimited() ? this.connection.in(Duration.ofNanos(Math.max(this.allowance, 1)))
					: Ticks.NEVER;
		}
	}

	/**
	 * Return how many bytes to ask for.
	 */
	int atMost(int length) {
		return isLengthKnown() ? (int) Math.min(length, this.remaining) : length;
	}

	/**
	 * Return when the request has to be given up.
	 */
	long deadline() {
		return this.deadline;
	}

	/**
	 * Return which limit is reached by missing the deadline.
	 */
	Limit deadlineLimit() {
		return this.full ? Limit.STALL_TIMEOUT : Limit.MIN_BODY_RATE;
	}

	@Override
	public long receivedBytes() {
		return this.received;
	}

	@Override
	public void wanted() {
		this.connection.bodyWanted();
	}

	@Override
	public void queuedBytesChanged(int difference) {
		this.queued += difference;
		boolean full = this.queued >= WINDOW;
		if (full != this.full) {
			this.full = full;
			resetDeadline();
			this.connection.windowChanged(full);
		}
		else if (full && difference < 0) {
			// It is read, if slowly
			resetDeadline();
		}
	}

	private void resetDeadline() {
		if (this.full) {
			this.deadline = this.connection.isMultiplexing() ? this.connection.in(this.limits.stallTimeout())
					: Ticks.NEVER;
		}
		else {
			this.deadline = arrivalDeadline();
		}
	}

	private long arrivalDeadline() {
		return (isArrivalLimited() && !this.paused) ? this.connection.in(this.limits.timeout()) : Ticks.NEVER;
	}

	private boolean isArrivalLimited() {
		return !this.relaxed && this.remaining != 0 && this.limits.minRate() != 0;
	}

	/**
	 * Who is ahead of the rate may not save that up.
	 */
	private void extendDeadline(int length) {
		if (this.deadline != Ticks.NEVER) {
			this.deadline = Math.min(this.deadline + gained(length), Ticks.in(this.limits.timeout()));
		}
		else if (this.paused && isArrivalLimited()) {
			this.allowance = Math.min(this.allowance + gained(length), this.limits.timeout().toNanos());
		}
	}

	private long gained(int length) {
		return length * 1_000_000_000L / this.limits.minRate();
	}

}
