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

import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;
import reactor.util.Logger;
import reactor.util.Loggers;
import reactor.util.context.Context;

import io.webgateway.codec.MetaVariables;

/**
 * The state of one exchange, counted as active until it ends: the handler that works on
 * it, the body of its request and how far its response is. Package-private methods are
 * called on the event loop only.
 */
final class Exchange implements GatewayExchange {

	private static final Logger logger = Loggers.getLogger(Exchange.class);

	private static final long UNKNOWN = -1;

	private final ListenerContext listener;

	private final Channel channel;

	private final WaitingWriters waitingWriters;

	private final int number;

	private final MetaVariables variables;

	private final @Nullable RequestBody requestBody;

	private final ResponseFraming framing;

	private final @Nullable RequestLog log;

	/** {@code null} if nobody wants to know. */
	private @Nullable ObservedExchange observed;

	private final HandlerSubscriber handlerSubscriber = new HandlerSubscriber();

	private volatile @Nullable ResponseHead head;

	private boolean headWritten;

	/** Bytes that Content-Length still promises, or {@link #UNKNOWN}. */
	private long remaining = UNKNOWN;

	private boolean excess;

	private @Nullable ResponseBodyWriter writer;

	private boolean ended;

	/**
	 * Create a new exchange.
	 * @param listener the listener of the connection
	 * @param channel the connection
	 * @param waitingWriters the writers that wait until the connection takes more
	 * @param number the number of the request on its connection
	 * @param variables the meta-variables
	 * @param requestBody the body of the request, {@code null} if it has none
	 * @param framing writes the response
	 */
	Exchange(ListenerContext listener, Channel channel, WaitingWriters waitingWriters, int number,
			MetaVariables variables, @Nullable RequestBody requestBody, ResponseFraming framing) {
		this.listener = listener;
		this.channel = channel;
		this.waitingWriters = waitingWriters;
		this.number = number;
		this.variables = listener.visible(variables);
		this.requestBody = requestBody;
		this.framing = framing;
		WebServerLog log = listener.webServerLog();
		this.log = (log != null) ? new RequestLog(log, getId()) : null;
	}

	@Override
	public String getId() {
		return this.channel.id().asShortText() + "-" + this.number;
	}

	@Override
	public String getListener() {
		return this.listener.name();
	}

	@Override
	public GatewayProtocol getProtocol() {
		return this.listener.protocol();
	}

	@Override
	public MetaVariables getVariables() {
		return this.variables;
	}

	@Override
	public @Nullable SocketAddress getPeerAddress() {
		return this.channel.remoteAddress();
	}

	@Override
	public ByteBufAllocator getAllocator() {
		return this.channel.alloc();
	}

	@Override
	public Flux<ByteBuf> getRequestBody() {
		if (this.requestBody == null) {
			return Flux.empty();
		}
		return (this.log != null) ? new CurrentExchangeFlux<>(this.requestBody, this) : this.requestBody;
	}

	@Override
	public void commit(ResponseHead head) {
		if (this.head != null) {
			throw new IllegalStateException("The response has a head already");
		}
		this.head = head;
	}

	@Override
	public Mono<Void> write(Publisher<? extends ByteBuf> body) {
		return new ResponseBodyMono(this, body);
	}

	@Override
	public Mono<Void> write(Path file, long position, long count) {
		return FileBody.write(this, file, position, count);
	}

	@Override
	public void distrust(Distrust distrust) {
		this.listener.distrust(distrust, getPeerAddress());
	}

	@Override
	public void log(Level level, String line) {
		String text = (this.log != null) ? this.log.line(level, line) : null;
		if (text != null) {
			onEventLoop(() -> {
				if (!this.ended) {
					this.framing.log(text);
				}
			});
		}
	}

	ListenerStatistics statistics() {
		return this.listener.statistics();
	}

	EventLoop eventLoop() {
		return this.channel.eventLoop();
	}

	/**
	 * Hand the request to the handler.
	 * @param headTime how long the head took to arrive in nanoseconds, if anybody wants
	 * to know
	 */
	void start(GatewayHandler handler, long headTime) {
		ExchangeObserver observer = this.listener.observer();
		if (observer != null) {
			ObservedExchange observed = new ObservedExchange(this, headTime, this.listener.queueTime(this.variables));
			this.observed = observed;
			observer.requestStarted(observed);
		}
		if (this.log != null) {
			this.log.requestStarted(this);
			CurrentExchange.during(() -> handle(handler), this);
		}
		else {
			handle(handler);
		}
	}

	private void handle(GatewayHandler handler) {
		try {
			handler.handle(this).subscribe(this.handlerSubscriber);
		}
		catch (Throwable ex) {
			failed(ex);
		}
	}

	/**
	 * The peer has gone or does not want the response any more.
	 */
	void abort(String reason) {
		abort(reason, Outcome.ABORTED, null);
	}

	/**
	 * There will be no response, or no end of it. The handler is cancelled before the
	 * request body fails, so that it does not take that for an error of its own.
	 * @param answer what the web server is answered in place of that
	 */
	void abort(String reason, Outcome outcome, @Nullable ResponseHead answer) {
		if (this.ended) {
			return;
		}
		markEnded();
		observeEnd(outcome, answer);
		this.handlerSubscriber.cancel();
		if (this.writer != null) {
			this.writer.abort(new AbortedException(reason));
		}
		if (this.requestBody != null) {
			this.requestBody.fail(reason);
		}
	}

	boolean isEnded() {
		return this.ended;
	}

	/**
	 * Return whether the response has begun.
	 */
	boolean isHeadWritten() {
		return this.headWritten;
	}

	private void markEnded() {
		this.ended = true;
		this.listener.statistics().requestEnded();
		if (this.log != null) {
			this.log.requestEnded();
		}
	}

	private void observeEnd(Outcome outcome, @Nullable ResponseHead answer) {
		ExchangeObserver observer = this.listener.observer();
		ObservedExchange observed = this.observed;
		if (observer != null && observed != null) {
			observed.answered(answer);
			observer.requestEnded(observed, outcome);
		}
	}

	/**
	 * Return the head of the response, if it has been committed.
	 */
	@Nullable ResponseHead head() {
		return this.head;
	}

	/**
	 * Return how much of the request body has been received.
	 */
	long receivedBytes() {
		return (this.requestBody != null) ? this.requestBody.receivedBytes() : 0;
	}

	/**
	 * Return whether the handler waits for more of the request body.
	 */
	boolean isBodyAwaited() {
		return this.requestBody != null && this.requestBody.isAwaited();
	}

	/**
	 * Return whether the response waits until the connection takes more.
	 */
	boolean isHeldUp() {
		ResponseBodyWriter writer = this.writer;
		return this.headWritten && !isWritable() && (writer == null || writer.isWaiting());
	}

	boolean isCommitted() {
		return this.head != null;
	}

	boolean isWritable() {
		return this.channel.isWritable();
	}

	/**
	 * Return the writers that wait until the connection takes more, also those of other
	 * exchanges on it.
	 */
	WaitingWriters waitingWriters() {
		return this.waitingWriters;
	}

	void setWriter(@Nullable ResponseBodyWriter writer) {
		this.writer = writer;
	}

	/**
	 * Return whether there is no use in more data for the body.
	 */
	boolean isBodyComplete() {
		ResponseHead head = this.head;
		return this.ended || this.excess || (head != null && !head.bodyAllowed());
	}

	/**
	 * Write a part of the body, taking ownership of it.
	 * @param content the part
	 * @param whole whether it is known to be the whole body
	 */
	void writeBody(ByteBuf content, boolean whole) {
		int length = content.readableBytes();
		if (isBodyComplete() || !ensureHeadWritten(whole ? length : UNKNOWN)) {
			content.release();
			return;
		}
		int permitted = (int) takeRemaining(length);
		if (permitted == 0) {
			content.release();
			return;
		}
		sent(permitted);
		this.framing.writeBody(content.writerIndex(content.readerIndex() + permitted));
	}

	/**
	 * Write a part of a file.
	 * @param rest the number of bytes from the beginning of this part to the end of the
	 * whole body
	 * @return completes when the file is not needed any more, or {@code null} if there is
	 * no use in the part
	 */
	@Nullable ChannelFuture writeBody(FileChannel file, long position, long count, long rest) {
		if (isBodyComplete() || !ensureHeadWritten(rest)) {
			return null;
		}
		long permitted = takeRemaining(count);
		sent(permitted);
		return (permitted > 0) ? this.framing.writeBody(file, position, permitted) : null;
	}

	private void sent(long bytes) {
		if (this.observed != null) {
			this.observed.sent(bytes);
		}
	}

	private long takeRemaining(long length) {
		if (this.remaining == UNKNOWN) {
			return length;
		}
		long permitted = length;
		if (length > this.remaining) {
			this.excess = true;
			logger.warn("[{}] Response body exceeds its Content-Length, the excess is dropped", getId());
			permitted = this.remaining;
		}
		this.remaining -= permitted;
		return permitted;
	}

	/**
	 * Let what has been written leave, if only the head.
	 */
	void flush() {
		if (!this.ended && this.head != null && ensureHeadWritten(UNKNOWN)) {
			this.framing.flush();
		}
	}

	private boolean ensureHeadWritten(long bodyLength) {
		if (this.headWritten) {
			return true;
		}
		ResponseHead head = this.head;
		if (head == null) {
			throw new IllegalStateException("The response has no head");
		}
		HttpHeaders headers = head.headers();
		long contentLength = ContentLength.ofResponse(headers);
		if (head.bodyAllowed()) {
			this.remaining = contentLength;
			if (this.remaining == UNKNOWN && bodyLength != UNKNOWN) {
				headers.set(HttpHeaderNames.CONTENT_LENGTH, bodyLength);
				this.remaining = bodyLength;
			}
		}
		return writeHead(head);
	}

	private boolean writeHead(ResponseHead head) {
		this.headWritten = true;
		try {
			this.framing.writeHead(head);
			return true;
		}
		catch (IllegalArgumentException ex) {
			logger.error("[" + getId() + "] Response head cannot be sent, answering with status 500", ex);
			this.headWritten = false;
			fail();
			return false;
		}
	}

	private void completed() {
		if (this.ended) {
			return;
		}
		if (this.head == null) {
			commit(new ResponseHead(HttpResponseStatus.OK, new DefaultHttpHeaders(), true));
		}
		if (!ensureHeadWritten(0)) {
			return;
		}
		if (this.remaining > 0) {
			logger.warn("[{}] Response body is shorter than its Content-Length, the response is broken off", getId());
			breakOff();
			return;
		}
		markEnded();
		observeEnd(Outcome.COMPLETED, null);
		abandonRequest();
		this.framing.end();
	}

	private void failed(Throwable failure) {
		if (this.ended) {
			return;
		}
		if (this.headWritten) {
			logger.debug("[" + getId() + "] Response is broken off", failure);
			breakOff();
		}
		else {
			logger.error("[" + getId() + "] Request failed, answering with status 500", failure);
			fail();
		}
	}

	/**
	 * Answer with a bare status 500 in place of what the application wanted to say.
	 */
	private void fail() {
		markEnded();
		this.headWritten = true;
		this.handlerSubscriber.cancel();
		if (this.writer != null) {
			this.writer.abort(new AbortedException("The response failed"));
		}
		ResponseHead head = Refusals.head(HttpResponseStatus.INTERNAL_SERVER_ERROR);
		observeEnd(Outcome.FAILED, head);
		this.framing.writeHead(head);
		abandonRequest();
		this.framing.end();
	}

	private void breakOff() {
		markEnded();
		abandonRequest();
		ResponseHead answer = this.framing.giveUp();
		observeEnd((answer != null) ? Outcome.FAILED : Outcome.BROKEN_OFF, answer);
	}

	private void abandonRequest() {
		if (this.requestBody != null) {
			this.requestBody.fail("The exchange ended before the request body was read");
		}
	}

	void onEventLoop(Runnable task) {
		if (eventLoop().inEventLoop()) {
			task.run();
			return;
		}
		try {
			eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The event loop has ended and the connection with it
		}
	}

	/**
	 * Subscribed to what the handler returns.
	 */
	private final class HandlerSubscriber implements CoreSubscriber<Void> {

		private volatile @Nullable Subscription subscription;

		private volatile boolean cancelled;

		@Override
		public Context currentContext() {
			return (Exchange.this.log != null) ? Context.of(CurrentExchange.KEY, Exchange.this) : Context.empty();
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
			if (this.cancelled) {
				subscription.cancel();
				return;
			}
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Void nothing) {
		}

		@Override
		public void onError(Throwable failure) {
			onEventLoop(() -> failed(failure));
		}

		@Override
		public void onComplete() {
			onEventLoop(Exchange.this::completed);
		}

		void cancel() {
			this.cancelled = true;
			Subscription subscription = this.subscription;
			if (subscription != null) {
				subscription.cancel();
			}
		}

	}

}
