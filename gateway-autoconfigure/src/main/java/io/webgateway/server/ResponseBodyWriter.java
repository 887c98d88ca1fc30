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

import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.netty.channel.AbortedException;
import reactor.util.context.Context;

/**
 * Writes what a publisher emits, on whatever thread, to the response of an exchange, and
 * demands more as long as the connection is writable. What the publisher has emitted
 * leaves at the latest when the publisher falls idle.
 * <p>
 * A few buffers are always demanded at once: publishers exist that leak their buffer when
 * they are cancelled between the subscription and the first demand.
 */
final class ResponseBodyWriter implements CoreSubscriber<ByteBuf>, Subscription, WaitingWriters.Writer {

	private static final AtomicIntegerFieldUpdater<ResponseBodyWriter> PENDING = AtomicIntegerFieldUpdater
		.newUpdater(ResponseBodyWriter.class, "pending");

	/** How many buffers may be on their way from the publisher. */
	private static final int PREFETCH = 4;

	private final Exchange exchange;

	private final CoreSubscriber<? super Void> actual;

	private final boolean single;

	/** Signals on their way to the event loop, which later ones must not overtake. */
	private volatile int pending;

	private volatile @Nullable Subscription upstream;

	private volatile boolean demanded;

	private volatile boolean taken;

	private volatile boolean cancelled;

	private boolean done;

	private boolean inTurn;

	private boolean waiting;

	/** Buffers that will be demanded in the next turn. */
	private int owed;

	private boolean flushScheduled;

	/**
	 * Create a new writer.
	 * @param exchange the exchange to write to
	 * @param actual told when everything has been written
	 * @param single whether the publisher emits the whole body as one buffer
	 */
	ResponseBodyWriter(Exchange exchange, CoreSubscriber<? super Void> actual, boolean single) {
		this.exchange = exchange;
		this.actual = actual;
		this.single = single;
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (Operators.validate(this.upstream, subscription)) {
			this.upstream = subscription;
			subscription.request(PREFETCH);
			this.demanded = true;
			if (this.cancelled) {
				subscription.cancel();
			}
		}
	}

	@Override
	public void onNext(ByteBuf content) {
		Objects.requireNonNull(content, "content");
		this.taken = true;
		if (isDirect()) {
			write(content);
		}
		else if (!later(() -> write(content))) {
			content.release();
		}
	}

	@Override
	public void onError(Throwable failure) {
		Objects.requireNonNull(failure, "failure");
		if (isDirect()) {
			terminate(failure);
		}
		else {
			later(() -> terminate(failure));
		}
	}

	@Override
	public void onComplete() {
		if (isDirect()) {
			terminate(null);
		}
		else {
			later(() -> terminate(null));
		}
	}

	@Override
	public void request(long n) {
		Operators.validate(n);
	}

	@Override
	public void cancel() {
		if (this.cancelled) {
			return;
		}
		this.cancelled = true;
		Subscription upstream = this.upstream;
		if (upstream != null && this.demanded) {
			upstream.cancel();
		}
	}

	@Override
	public void resume() {
		this.waiting = false;
		this.inTurn = true;
		while (this.owed > 0 && isWanted() && !this.waiting) {
			if (this.exchange.isWritable()) {
				// One at a time: each may be enough to fill the connection
				this.owed--;
				demandNext();
			}
			else {
				awaitTurn();
			}
		}
		this.inTurn = false;
	}

	/**
	 * Return whether it does not go on before the connection takes more.
	 */
	boolean isWaiting() {
		return this.waiting;
	}

	private void awaitTurn() {
		this.waiting = true;
		this.exchange.waitingWriters().add(this);
	}

	/**
	 * The exchange has ended before the body.
	 */
	void abort(Throwable failure) {
		if (this.done) {
			return;
		}
		done();
		if (this.cancelled) {
			return;
		}
		cancel();
		if (this.single && this.taken) {
			// After an error, Spring would release the buffer that it has handed over
			this.actual.onComplete();
		}
		else {
			this.actual.onError(failure);
		}
	}

	/**
	 * Start to write.
	 * @return whether the body is wanted
	 */
	boolean start() {
		if (this.cancelled) {
			return false;
		}
		if (this.exchange.isEnded()) {
			abort(new AbortedException("The exchange has ended"));
			return false;
		}
		if (!this.exchange.isCommitted()) {
			abort(new IllegalStateException("The response has no head"));
			return false;
		}
		this.exchange.setWriter(this);
		if (!this.single) {
			scheduleFlush();
		}
		return true;
	}

	private void write(ByteBuf content) {
		if (!isWanted()) {
			content.release();
			return;
		}
		this.exchange.writeBody(content, this.single);
		if (this.exchange.isBodyComplete()) {
			finishEarly();
			return;
		}
		if (this.single) {
			// The end of the response mostly follows at once and takes this along
			scheduleFlush();
			return;
		}
		if (this.exchange.isWritable()) {
			scheduleFlush();
			if (!this.inTurn && !this.exchange.waitingWriters().isEmpty()) {
				awaitTurn();
			}
		}
		else {
			awaitTurn();
			this.exchange.flush();
		}
		if (this.waiting) {
			// Even if the peer has taken everything meanwhile: it is the turn of others
			this.owed++;
		}
		else {
			demandNext();
		}
	}

	private boolean isWanted() {
		return !this.done && !this.cancelled;
	}

	private void demandNext() {
		Subscription upstream = this.upstream;
		if (upstream != null) {
			upstream.request(1);
		}
	}

	private void finishEarly() {
		if (this.done) {
			return;
		}
		Subscription upstream = this.upstream;
		if (upstream != null) {
			upstream.cancel();
		}
		terminate(null);
	}

	private void terminate(@Nullable Throwable failure) {
		if (this.done) {
			return;
		}
		done();
		this.exchange.setWriter(null);
		if (this.cancelled) {
			return;
		}
		if (failure != null) {
			this.actual.onError(failure);
		}
		else {
			this.actual.onComplete();
		}
	}

	private void done() {
		this.done = true;
		this.exchange.waitingWriters().remove(this);
	}

	/**
	 * Flush after everything that is ready now: a publisher that goes on at once shares
	 * the flush, and a response that ends at once needs none.
	 */
	private void scheduleFlush() {
		if (!this.flushScheduled) {
			this.flushScheduled = true;
			this.exchange.eventLoop().execute(() -> {
				this.flushScheduled = false;
				this.exchange.flush();
			});
		}
	}

	private boolean isDirect() {
		return this.pending == 0 && this.exchange.eventLoop().inEventLoop();
	}

	private boolean later(Runnable signal) {
		EventLoop eventLoop = this.exchange.eventLoop();
		PENDING.incrementAndGet(this);
		try {
			eventLoop.execute(() -> {
				try {
					signal.run();
				}
				finally {
					PENDING.decrementAndGet(this);
				}
			});
			return true;
		}
		catch (RejectedExecutionException ex) {
			// The event loop has ended and the connection with it
			return false;
		}
	}

}
