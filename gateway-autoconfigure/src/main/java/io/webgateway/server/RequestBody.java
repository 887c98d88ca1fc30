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

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.netty.channel.AbortedException;

/**
 * The body of a request on its way from the connection to its one subscriber. What has
 * arrived and is not demanded yet is queued; the connection stops reading when that is
 * too much. Except for {@link #subscribe}, {@link #request} and {@link #cancel}, methods
 * are called on the event loop only.
 */
final class RequestBody extends Flux<ByteBuf> implements Subscription {

	private static final AtomicIntegerFieldUpdater<RequestBody> SUBSCRIBED = AtomicIntegerFieldUpdater
		.newUpdater(RequestBody.class, "subscribed");

	/** What a buffer takes besides its bytes, so that tiny ones are not for free. */
	private static final int OVERHEAD = 512;

	private final EventLoop eventLoop;

	private final Source source;

	private @Nullable Queue<ByteBuf> queue;

	private volatile int subscribed;

	private @Nullable CoreSubscriber<? super ByteBuf> subscriber;

	private long demand;

	private boolean draining;

	private boolean received;

	/** Why the body will not be received to its end. */
	private @Nullable String failure;

	private volatile boolean completed;

	private boolean cancelled;

	/**
	 * Create a new body.
	 * @param eventLoop the event loop of the connection
	 * @param source told how much of what it has supplied is needed
	 */
	RequestBody(EventLoop eventLoop, Source source) {
		this.eventLoop = eventLoop;
		this.source = source;
	}

	/**
	 * Take over a part of the body.
	 * @return whether it was kept; otherwise it was released because nobody wants it
	 */
	boolean offer(ByteBuf content) {
		if (this.cancelled || this.received) {
			content.release();
			return false;
		}
		if (this.queue == null) {
			this.queue = new ArrayDeque<>(4);
		}
		this.queue.add(content);
		this.source.queuedBytesChanged(cost(content));
		drain();
		return true;
	}

	/**
	 * The body has been received to its end.
	 */
	void end() {
		this.received = true;
		drain();
	}

	/**
	 * What has not been delivered will not be. Who has subscribed, or will, is told.
	 */
	void fail(String reason) {
		if (!this.completed && !this.cancelled && this.failure == null) {
			this.received = true;
			this.failure = reason;
			releaseQueue();
			drain();
		}
	}

	/**
	 * Return how many bytes have been received.
	 */
	long receivedBytes() {
		return this.source.receivedBytes();
	}

	/**
	 * Return whether its subscriber waits for more than has arrived.
	 */
	boolean isAwaited() {
		Queue<ByteBuf> queue = this.queue;
		return this.subscriber != null && this.demand > 0 && !this.received && (queue == null || queue.isEmpty());
	}

	@Override
	public void subscribe(CoreSubscriber<? super ByteBuf> actual) {
		if (SUBSCRIBED.compareAndSet(this, 0, 1)) {
			onEventLoop(() -> start(actual));
		}
		else if (this.completed) {
			Operators.complete(actual);
		}
		else {
			Operators.error(actual, new IllegalStateException("The body of a request can be subscribed to only once"));
		}
	}

	private void start(CoreSubscriber<? super ByteBuf> actual) {
		this.subscriber = actual;
		actual.onSubscribe(this);
		drain();
	}

	@Override
	public void request(long n) {
		if (Operators.validate(n)) {
			onEventLoop(() -> {
				this.demand = Operators.addCap(this.demand, n);
				drain();
			});
		}
	}

	@Override
	public void cancel() {
		onEventLoop(() -> {
			this.cancelled = true;
			this.subscriber = null;
			releaseQueue();
		});
	}

	private void drain() {
		if (this.draining) {
			return;
		}
		this.draining = true;
		try {
			while (deliverNext()) {
				// Continue with the next signal
			}
		}
		finally {
			this.draining = false;
		}
	}

	private boolean deliverNext() {
		CoreSubscriber<? super ByteBuf> actual = this.subscriber;
		if (actual == null) {
			return false;
		}
		Queue<ByteBuf> queue = this.queue;
		if (queue != null && !queue.isEmpty()) {
			if (this.demand == 0) {
				return false;
			}
			if (this.demand != Long.MAX_VALUE) {
				this.demand--;
			}
			ByteBuf content = queue.remove();
			this.source.queuedBytesChanged(-cost(content));
			actual.onNext(content);
			return true;
		}
		if (this.received) {
			this.subscriber = null;
			if (this.failure != null) {
				// Nobody has seen most of them: an exception costs more than a whole
				// request
				actual.onError(new AbortedException(this.failure));
			}
			else {
				this.completed = true;
				actual.onComplete();
			}
		}
		else if (this.demand > 0) {
			this.source.wanted();
		}
		return false;
	}

	private void releaseQueue() {
		if (this.queue != null) {
			for (ByteBuf content = this.queue.poll(); content != null; content = this.queue.poll()) {
				this.source.queuedBytesChanged(-cost(content));
				content.release();
			}
		}
	}

	private static int cost(ByteBuf content) {
		return content.readableBytes() + OVERHEAD;
	}

	private void onEventLoop(Runnable task) {
		if (this.eventLoop.inEventLoop()) {
			task.run();
			return;
		}
		try {
			this.eventLoop.execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The event loop has ended and the connection with it
		}
	}

	/**
	 * Where a body comes from.
	 */
	@FunctionalInterface
	interface Source {

		/**
		 * The number of queued bytes has changed.
		 * @param difference by how much
		 */
		void queuedBytesChanged(int difference);

		/**
		 * Return how many bytes have been received.
		 */
		default long receivedBytes() {
			return 0;
		}

		/**
		 * The subscriber has been given everything, and wants more.
		 */
		default void wanted() {
		}

	}

}
