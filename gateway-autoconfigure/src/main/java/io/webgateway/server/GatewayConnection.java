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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.PeerProtocol;
import io.webgateway.codec.RequestDecoder;

/**
 * One connection of a web server: when it is read, how long it may take, and how it ends.
 * What its messages mean is left to the protocols.
 * <p>
 * The connection is read only while no request body fills its window. While a handler
 * works and has read what there is, one read is outstanding, so that a web server that
 * hangs up is noticed.
 */
abstract class GatewayConnection extends ChannelInboundHandlerAdapter {

	private static final Logger logger = Loggers.getLogger(GatewayConnection.class);

	/**
	 * How long a connection may take for the first byte of a request while the listener
	 * drains.
	 */
	private static final Duration DRAIN_GRACE = Duration.ofSeconds(1);

	private final ListenerContext listener;

	private final Deadlines deadlines = new Deadlines();

	private @Nullable ChannelHandlerContext context;

	private @Nullable WaitingWriters waitingWriters;

	/** For the next thing that the web server has to do. */
	private long deadline = Ticks.NEVER;

	/** For the web server to take some of what has been written. */
	private long writeDeadline = Ticks.NEVER;

	private long unwritten;

	private int fullWindows;

	/** Whether there is no use in new requests before responses have been taken. */
	private boolean held;

	private long discardedBytes;

	private boolean reading;

	private boolean draining;

	/** Until when requests are taken that were on the way when draining began. */
	private long drainGraceEnd = Ticks.NEVER;

	/** Since when a head arrives in parts, if anybody wants to know. */
	private long headStart = Ticks.NEVER;

	private boolean used;

	/** Whether the peer speaks a protocol in which nothing is expected of it any more. */
	private boolean foreign;

	private int begun;

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
	protected abstract void abortAll(String reason, Outcome outcome);

	/**
	 * Close the connection so that the peer can tell that a response is not complete.
	 */
	protected abstract void breakOff();

	/**
	 * Return the earliest time at which a request has to be given up.
	 */
	protected abstract long earliestDeadline();

	/**
	 * Give up the requests that have not got on in time.
	 */
	protected abstract void giveUpOverdue(long now);

	/**
	 * Answer whatever was asked with an error, in the form that the protocol has for it.
	 */
	protected abstract void refuse(HttpResponseStatus status);

	/**
	 * An application has read all that has arrived of a request's body, and wants more.
	 */
	protected void bodyWanted() {
	}

	/**
	 * Everything has been received that had arrived.
	 */
	protected void readCompleted() {
	}

	/**
	 * Return whether the web server may send several requests at once.
	 */
	protected boolean isMultiplexing() {
		return false;
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

	protected final WaitingWriters waitingWriters() {
		WaitingWriters waitingWriters = this.waitingWriters;
		if (waitingWriters == null) {
			throw new IllegalStateException("The connection has no context yet");
		}
		return waitingWriters;
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

	protected final boolean isDrainGraceOver() {
		return Ticks.now() >= this.drainGraceEnd;
	}

	@Override
	public final void handlerAdded(ChannelHandlerContext context) {
		this.context = context;
		this.waitingWriters = new WaitingWriters(context.channel());
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
		readCompleted();
		this.reading = false;
		if (this.ending == Ending.RESPONSE_COMPLETE) {
			finishResponse();
		}
		readIfWanted();
	}

	@Override
	public final void channelWritabilityChanged(ChannelHandlerContext context) {
		if (!channel().isWritable()) {
			awaitWritten();
			return;
		}
		if (this.ending == Ending.NONE) {
			this.writeDeadline = Ticks.NEVER;
		}
		if (this.held) {
			this.held = false;
			if (!this.reading) {
				readIfWanted();
			}
		}
		waitingWriters().writabilityChanged();
	}

	private void awaitWritten() {
		this.writeDeadline = in(this.listener.limits().writeTimeout());
		this.unwritten = unwritten();
	}

	/**
	 * Return a number of bytes that changes whenever the peer takes some.
	 */
	private long unwritten() {
		ChannelOutboundBuffer buffer = channel().unsafe().outboundBuffer();
		return (buffer != null) ? buffer.totalPendingWriteBytes() - buffer.currentProgress() : 0;
	}

	private boolean isWritten() {
		ChannelOutboundBuffer buffer = channel().unsafe().outboundBuffer();
		return buffer == null || buffer.totalPendingWriteBytes() == 0;
	}

	/**
	 * Do not read on while responses wait to be taken: what comes next would only make
	 * more of them.
	 */
	protected final void holdIfUnwritable() {
		this.held |= !channel().isWritable();
	}

	@Override
	public final void channelInactive(ChannelHandlerContext context) {
		if (this.ending == Ending.NONE && isHeadStarted()) {
			this.listener.refusals()
				.mistake(channel(), new MalformedRequestException("The connection ended within the head of a request"));
		}
		Outcome outcome = (this.ending == Ending.CLOSING) ? Outcome.BROKEN_OFF : Outcome.ABORTED;
		this.ending = Ending.CLOSED;
		this.deadlines.lookedAt(Ticks.NEVER);
		abortAll("The web server closed the connection", outcome);
		waitingWriters().end();
		this.listener.connections().remove(this);
	}

	@Override
	public final void userEventTriggered(ChannelHandlerContext context, Object event) {
		if (event instanceof PeerProtocol protocol) {
			if (this.ending == Ending.NONE) {
				peerSpeaks(protocol);
			}
		}
		else {
			context.fireUserEventTriggered(event);
		}
	}

	/**
	 * The first bytes of the peer are those of another protocol.
	 */
	protected void peerSpeaks(PeerProtocol protocol) {
		this.listener.mistakes().made(channel(), protocol);
		GatewayProtocol gatewayProtocol = GatewayProtocol.of(protocol);
		if (gatewayProtocol != null) {
			handOver(new ProtocolHandlers(this.listener.mistaken(gatewayProtocol)));
			return;
		}
		byte[] excerpt = context().pipeline().get(RequestDecoder.class).getExcerpt();
		byte[] answer = this.listener.mistakes().answer(protocol, excerpt);
		if (answer != null) {
			write(buffer(answer.length).writeBytes(answer));
		}
		this.foreign = true;
		closeAfterResponse();
	}

	/**
	 * Let others go on with all that has arrived, and within the time that is left for
	 * it.
	 */
	protected final void handOver(ProtocolHandlers handlers) {
		ChannelPipeline pipeline = context().pipeline();
		RequestDecoder decoder = pipeline.get(RequestDecoder.class);
		handlers.addTo(pipeline);
		pipeline.remove(this);
		this.ending = Ending.CLOSED;
		this.listener.connections().remove(this);
		((GatewayConnection) pipeline.last()).takeOver(this.deadline);
		// It passes on what it has not decoded
		pipeline.remove(decoder);
	}

	private void takeOver(long deadline) {
		this.deadline = deadline;
		this.deadlines.at(deadline);
		this.listener.connections().add(this);
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
			close(Outcome.ABORTED);
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
		refuse(this.listener.refusals().malformed(channel(), malformed, excerpt));
	}

	/**
	 * Count a request that begins.
	 * @return whether it is the last that the connection may carry
	 */
	protected final boolean isLastRequest() {
		this.begun++;
		return this.listener.limits().connections().isLast(this.begun);
	}

	/**
	 * A request has arrived, so that nothing is expected from the web server any more.
	 */
	protected final void requestArrived() {
		this.used = true;
		this.deadline = Ticks.NEVER;
	}

	/**
	 * The head of a request begins, of which there may be several.
	 * @return by when it has to arrive
	 */
	protected final long headStarted() {
		long deadline = (!this.used && this.deadline != Ticks.NEVER) ? this.deadline
				: in(this.listener.limits().headTimeout());
		this.deadline = Ticks.NEVER;
		return deadline;
	}

	/**
	 * A part of a head has arrived, and the rest has not.
	 */
	protected final void measureHead() {
		if (this.headStart == Ticks.NEVER && this.listener.observer() != null) {
			this.headStart = Ticks.now();
		}
	}

	/**
	 * Return how long the head took to arrive that is complete now.
	 * @return the time in nanoseconds, {@code 0} for one that arrived at once
	 */
	protected final long takeHeadTime() {
		long start = this.headStart;
		this.headStart = Ticks.NEVER;
		return (start != Ticks.NEVER) ? Ticks.now() - start : 0;
	}

	/**
	 * A request is answered that the application does not get.
	 */
	final void refused(MetaVariables head, ResponseHead answer, long headTime) {
		ExchangeObserver observer = this.listener.observer();
		if (observer != null) {
			observer.requestRefused(new RefusedRequest(this.listener, channel().remoteAddress(),
					this.listener.visible(head), answer, headTime));
		}
	}

	/**
	 * The connection waits for its next request.
	 */
	protected final void awaitRequest() {
		this.used = true;
		setDeadline(this.listener.limits().connections().idleTimeout());
	}

	private void setDeadline(Duration timeout) {
		this.deadline = in(timeout);
	}

	/**
	 * Return a time in the future, at which the deadlines will be looked at.
	 */
	protected final long in(Duration timeout) {
		return this.deadlines.in(timeout);
	}

	final boolean isOverdue(long now) {
		return this.deadlines.mayHavePassed(now);
	}

	final void deadlinesPassed() {
		long now = Ticks.now();
		if (this.ending == Ending.CLOSED || !isOverdue(now)) {
			return;
		}
		if (now >= this.writeDeadline) {
			if (unwritten() == this.unwritten) {
				this.listener.limitReached(Limit.WRITE_TIMEOUT, "a connection is closed whose peer does not read");
				reset();
				return;
			}
			awaitWritten();
		}
		if (now >= this.deadline) {
			this.deadline = Ticks.NEVER;
			deadlinePassed();
		}
		giveUpOverdue(now);
		if (this.ending != Ending.CLOSED) {
			this.deadlines.lookedAt(Math.min(Math.min(this.deadline, this.writeDeadline), earliestDeadline()));
		}
	}

	private void deadlinePassed() {
		if (this.ending == Ending.NONE && isHeadStarted()) {
			refuse(this.listener.refusals().headTooLate(channel()));
			return;
		}
		if (this.ending != Ending.NONE) {
			this.listener.statistics()
				.reached((this.ending == Ending.LINGERING) ? Limit.DISCARD_TIMEOUT : Limit.WRITE_TIMEOUT);
		}
		else if (!this.draining) {
			this.listener.statistics().reached(this.used ? Limit.IDLE_TIMEOUT : Limit.HEAD_TIMEOUT);
		}
		else if (this.used && this.ending == Ending.NONE) {
			// The last response may not have been written yet, nor its request been read
			closeAfterResponse();
			return;
		}
		close();
	}

	/**
	 * The window of a request body is full, or not any more.
	 */
	final void windowChanged(boolean full) {
		this.fullWindows += full ? 1 : -1;
		if (!full && !this.reading) {
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
		return this.discardedBytes > this.listener.limits().body().maxDiscarded();
	}

	protected final void resetDiscarded() {
		this.discardedBytes = 0;
	}

	private void readIfWanted() {
		if (this.ending != Ending.CLOSED && this.fullWindows == 0 && !this.held) {
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
		if ((isInputComplete() && !this.foreign) || isDiscardedTooMuch()) {
			closeWhenWritten();
			return;
		}
		this.ending = Ending.LINGERING;
		this.deadline = Ticks.NEVER;
		this.held = false;
		awaitWritten();
		context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener((written) -> {
			if (written.isSuccess() && this.ending == Ending.LINGERING) {
				this.writeDeadline = Ticks.NEVER;
				setDeadline(this.listener.limits().body().discardTimeout());
				((DuplexChannel) channel()).shutdownOutput();
			}
		});
		readIfWanted();
	}

	/**
	 * Close the connection, but not before everything that was written has left, unless
	 * the peer does not read.
	 */
	protected final void closeWhenWritten() {
		if (isDiscardedTooMuch()) {
			this.listener.statistics().reached(Limit.MAX_DISCARDED_BODY_SIZE);
		}
		this.ending = Ending.CLOSING;
		context().flush();
		if (isWritten()) {
			closeNow();
			return;
		}
		awaitWritten();
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
		setDeadline(this.listener.limits().body().discardTimeout());
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
		close(Outcome.BROKEN_OFF);
	}

	private void close(Outcome outcome) {
		if (this.ending == Ending.NONE && isBusy()) {
			breakOff();
			abortAll("The listener closed the connection", outcome);
		}
		// Whatever the peer has not taken is lost
		closeNow();
	}

	private void closeNow() {
		if (this.ending != Ending.CLOSED) {
			this.ending = Ending.CLOSING;
		}
		context().close();
	}

	/**
	 * Take what is on the way, and close as soon as no request is in progress. A
	 * connection that is closed while its next request is on the way loses that.
	 */
	final void drain() {
		if (this.draining) {
			return;
		}
		this.draining = true;
		this.drainGraceEnd = Ticks.in(DRAIN_GRACE);
		if (this.ending != Ending.NONE || isBusy() || isHeadStarted()) {
			return;
		}
		// Its next request may be on the way already
		setDeadline(DRAIN_GRACE);
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
