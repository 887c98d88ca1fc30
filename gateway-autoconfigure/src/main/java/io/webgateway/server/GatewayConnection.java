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

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

import io.webgateway.codec.HeadTooLargeException;
import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.RequestDecoder;

/**
 * One connection of a web server: when it is read, how long it may take, and how it ends.
 * What its messages mean is left to the protocols.
 * <p>
 * The connection is read only while less than a window of request bodies is waiting for
 * its subscribers. While a handler works and has read what there is, one read is
 * outstanding, so that a web server that hangs up is noticed.
 */
abstract class GatewayConnection extends ChannelInboundHandlerAdapter {

	private static final Logger logger = Loggers.getLogger(GatewayConnection.class);

	private static final AtomicLongFieldUpdater<GatewayConnection> DEADLINE = AtomicLongFieldUpdater
		.newUpdater(GatewayConnection.class, "deadline");

	private static final long NO_DEADLINE = 0;

	/**
	 * Bytes of request bodies that may wait before the connection is not read any more.
	 */
	private static final int WINDOW = 65536;

	/**
	 * How long a new connection may take for its first byte while the listener drains.
	 */
	private static final Duration DRAIN_GRACE = Duration.ofSeconds(1);

	private final ListenerContext listener;

	private @Nullable ChannelHandlerContext context;

	private volatile long deadline;

	private long queuedBytes;

	private long discardedBytes;

	private boolean reading;

	private boolean draining;

	private boolean used;

	private Ending ending = Ending.NONE;

	/**
	 * Create a new connection.
	 * @param listener the listener that accepted it
	 */
	GatewayConnection(ListenerContext listener) {
		this.listener = listener;
	}

	/**
	 * Handle a message of the decoder, taking ownership of it.
	 */
	protected abstract void receive(Object message);

	/**
	 * Return whether a request is in progress.
	 */
	protected abstract boolean isBusy();

	/**
	 * Return whether the head of a request has arrived in part.
	 */
	protected abstract boolean isHeadStarted();

	/**
	 * Return whether the peer has sent all that belongs to the requests that it made.
	 */
	protected abstract boolean isInputComplete();

	/**
	 * The connection is gone: end all exchanges.
	 */
	protected abstract void abortAll(String reason);

	/**
	 * Close the connection so that the peer can tell that a response is not complete.
	 */
	protected abstract void breakOff();

	/**
	 * Let the heads that nothing follows yet leave.
	 */
	protected abstract void writabilityChanged();

	/**
	 * Answer whatever was asked with an error, in the form that the protocol has for it.
	 */
	protected abstract void refuse(HttpResponseStatus status);

	/**
	 * Answer the requests whose head has not arrived in time.
	 */
	protected void refuseLate() {
		refuse(HttpResponseStatus.REQUEST_TIMEOUT);
	}

	protected final ListenerContext listener() {
		return this.listener;
	}

	protected final ChannelHandlerContext context() {
		ChannelHandlerContext context = this.context;
		if (context == null) {
			throw new IllegalStateException("The connection has no context yet");
		}
		return context;
	}

	protected final Channel channel() {
		return context().channel();
	}

	/**
	 * Return whether the connection will take no more requests.
	 */
	protected final boolean isEnding() {
		return this.ending != Ending.NONE;
	}

	protected final boolean isDraining() {
		return this.draining;
	}

	@Override
	public final void handlerAdded(ChannelHandlerContext context) {
		this.context = context;
	}

	@Override
	public final void channelActive(ChannelHandlerContext context) {
		setDeadline(this.listener.limits().headTimeout());
		this.listener.connections().add(this);
		context.read();
	}

	@Override
	public final void channelRead(ChannelHandlerContext context, Object message) {
		this.reading = true;
		if (this.ending == Ending.NONE || this.ending == Ending.RESPONSE_COMPLETE) {
			receive(message);
		}
		else if (this.ending == Ending.LINGERING) {
			receive(message);
			if (isInputComplete() || isDiscardedTooMuch()) {
				closeWhenWritten();
			}
		}
		else {
			ReferenceCountUtil.release(message);
		}
	}

	@Override
	public final void channelReadComplete(ChannelHandlerContext context) {
		this.reading = false;
		if (this.ending == Ending.RESPONSE_COMPLETE) {
			finishResponse();
		}
		readIfWanted();
	}

	@Override
	public final void channelWritabilityChanged(ChannelHandlerContext context) {
		writabilityChanged();
	}

	@Override
	public final void channelInactive(ChannelHandlerContext context) {
		if (this.ending == Ending.NONE && isHeadStarted()) {
			this.listener.peerErrors().log(channel(), "The connection ended within the head of a request");
		}
		this.ending = Ending.CLOSED;
		setDeadline(null);
		abortAll("The web server closed the connection");
		this.listener.connections().remove(this);
	}

	@Override
	public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (this.ending == Ending.CLOSED) {
			return;
		}
		if (cause instanceof MalformedRequestException malformed) {
			fail(malformed);
		}
		else if (cause instanceof IOException) {
			logger.debug("[" + channel().id().asShortText() + "] Connection failed", cause);
			close();
		}
		else {
			logger.error("[" + channel().id().asShortText() + "] Connection of gateway listener '"
					+ this.listener.name() + "' is closed after an unexpected error", cause);
			close();
		}
	}

	/**
	 * The peer has sent what it must not send.
	 */
	protected final void fail(MalformedRequestException malformed) {
		byte[] excerpt = context().pipeline().get(RequestDecoder.class).getExcerpt();
		this.listener.peerErrors().log(channel(), String.valueOf(malformed.getMessage()), excerpt);
		refuse(statusOf(malformed));
	}

	protected static HttpResponseStatus statusOf(MalformedRequestException malformed) {
		return (malformed instanceof HeadTooLargeException) ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
				: HttpResponseStatus.BAD_REQUEST;
	}

	/**
	 * Return the head of an answer that is not the application's.
	 */
	protected static ResponseHead headOfRefusal(HttpResponseStatus status) {
		HttpHeaders headers = new DefaultHttpHeaders();
		headers.set(HttpHeaderNames.CONTENT_LENGTH, 0);
		return new ResponseHead(status, headers, false);
	}

	/**
	 * The deadline of a head starts with its first byte.
	 */
	protected final void headStarted() {
		if (this.used) {
			setDeadline(this.listener.limits().headTimeout());
		}
	}

	/**
	 * A request has arrived and its handler works on it, so there is no deadline.
	 */
	protected final void requestStarted() {
		this.used = true;
		headEnded();
	}

	/**
	 * The head of a request has arrived, or never will. Another may be on its way.
	 */
	protected final void headEnded() {
		if (!isHeadStarted()) {
			setDeadline(null);
		}
	}

	/**
	 * The connection waits for its next request.
	 */
	protected final void awaitRequest() {
		this.used = true;
		setDeadline(this.listener.limits().idleTimeout());
	}

	private void setDeadline(@Nullable Duration timeout) {
		long deadline = NO_DEADLINE;
		if (timeout != null) {
			deadline = System.nanoTime() + timeout.toNanos();
			if (deadline == NO_DEADLINE) {
				deadline++;
			}
		}
		DEADLINE.lazySet(this, deadline);
	}

	final boolean isOverdue(long now) {
		long deadline = this.deadline;
		return deadline != NO_DEADLINE && now - deadline >= 0;
	}

	final void deadlinePassed() {
		if (!isOverdue(System.nanoTime())) {
			return;
		}
		setDeadline(null);
		if (this.ending == Ending.NONE && isHeadStarted()) {
			this.listener.peerErrors()
				.log(channel(), "The head of a request did not arrive within "
						+ this.listener.limits().headTimeout().toMillis() + " ms");
			refuseLate();
		}
		else {
			close();
		}
	}

	/**
	 * Bytes of a request body wait for their subscriber, or do not wait any more.
	 */
	protected final void queuedBytesChanged(int difference) {
		this.queuedBytes += difference;
		if (difference < 0 && !this.reading) {
			readIfWanted();
		}
	}

	/**
	 * Count bytes that nobody wants.
	 */
	protected final void discarded(int bytes) {
		this.discardedBytes += bytes;
	}

	protected final boolean isDiscardedTooMuch() {
		return this.discardedBytes > this.listener.limits().maxDiscarded();
	}

	protected final void resetDiscarded() {
		this.discardedBytes = 0;
	}

	private void readIfWanted() {
		if (this.ending != Ending.CLOSED && this.queuedBytes < WINDOW) {
			context().read();
		}
	}

	/**
	 * Finish after the web server has been given the whole response: flush, then close,
	 * but not before the rest of the request was read, or the web server might see the
	 * connection reset before it has read the response. What has arrived already is
	 * looked at first.
	 */
	protected final void closeAfterResponse() {
		if (this.ending == Ending.NONE) {
			this.ending = Ending.RESPONSE_COMPLETE;
			if (this.reading) {
				context().flush();
			}
			else {
				finishResponse();
			}
		}
	}

	private void finishResponse() {
		if (isInputComplete() || isDiscardedTooMuch()) {
			closeWhenWritten();
			return;
		}
		this.ending = Ending.LINGERING;
		setDeadline(null);
		context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((written) -> {
			if (written.isSuccess() && this.ending == Ending.LINGERING) {
				setDeadline(this.listener.limits().discardTimeout());
				((DuplexChannel) channel()).shutdownOutput();
			}
		});
		readIfWanted();
	}

	private void closeWhenWritten() {
		this.ending = Ending.CLOSING;
		context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
	}

	/**
	 * Close the connection so that the peer sees a failure where the transport has a way
	 * to tell: a reset on TCP.
	 */
	protected final void reset() {
		resetOnClose();
		closeNow();
	}

	/**
	 * Close the connection in the same way, but not before everything that was written
	 * has left, unless that takes too long.
	 */
	protected final void resetWhenWritten() {
		resetOnClose();
		setDeadline(this.listener.limits().discardTimeout());
		closeWhenWritten();
	}

	private void resetOnClose() {
		if (channel().isActive()) {
			channel().config().setOption(ChannelOption.SO_LINGER, 0);
		}
	}

	/**
	 * Close the connection, whatever it is doing. No response that is in progress may
	 * look complete by that.
	 */
	final void close() {
		if (this.ending == Ending.NONE && isBusy()) {
			breakOff();
			abortAll("The listener closed the connection");
		}
		else {
			closeNow();
		}
	}

	private void closeNow() {
		if (this.ending != Ending.CLOSED) {
			this.ending = Ending.CLOSING;
		}
		context().close();
	}

	/**
	 * Take no more requests, and close as soon as none is in progress.
	 */
	final void drain() {
		if (this.draining) {
			return;
		}
		this.draining = true;
		if (this.ending != Ending.NONE || isBusy() || isHeadStarted()) {
			return;
		}
		if (this.used) {
			// The last response may not have been written yet, nor its request been read
			closeAfterResponse();
		}
		else {
			// Its request may be on the way already
			setDeadline(DRAIN_GRACE);
		}
	}

	final void onEventLoop(Runnable task) {
		try {
			channel().eventLoop().execute(task);
		}
		catch (RejectedExecutionException ex) {
			// The event loop has ended and the connection with it
		}
	}

	/**
	 * Write without a promise: a write that fails comes back as an exception.
	 */
	protected final void write(Object message) {
		context().write(message, context().voidPromise());
	}

	protected final ByteBuf buffer(int capacity) {
		return context().alloc().ioBuffer(capacity);
	}

	protected final ChannelFuture writeFile(FileChannel file, long position, long count) {
		return context().write(new OpenFileRegion(file, position, count));
	}

	private enum Ending {

		/** Requests are being answered. */
		NONE,

		/** The last response has been written, what has arrived is still looked at. */
		RESPONSE_COMPLETE,

		/** The rest of a request is read and thrown away. */
		LINGERING,

		/** The connection will be closed when everything has been written. */
		CLOSING,

		/** The connection is closed. */
		CLOSED

	}

}
