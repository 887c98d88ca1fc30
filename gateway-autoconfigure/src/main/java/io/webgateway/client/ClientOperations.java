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

package io.webgateway.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.client.reactive.ClientHttpResponse;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.channel.ChannelOperations;

import io.webgateway.codec.DecodedResponseHead;
import io.webgateway.codec.MalformedResponseException;

/**
 * One exchange on a connection. Everything happens in the event loop of the connection.
 * Parts of a response body are on the heap, so that a body that nobody reads leaks
 * nothing.
 */
final class ClientOperations extends ChannelOperations<NettyInbound, NettyOutbound> implements ResponseReceiver {

	private static final AttributeKey<Boolean> USED = AttributeKey.valueOf(ClientOperations.class, "USED");

	private static final Duration UNUSED_TIMEOUT = Duration.ofSeconds(10);

	private static final long MAX_DISCARDED = 64 * 1024;

	private static final long UNKNOWN = -1;

	private final ClientSettings settings;

	/** Which the operations have lost when they have ended. */
	private final EventLoop eventLoop;

	private final Deadline deadline;

	private final ErrorOutput errorOutput;

	private State state = State.ACQUIRED;

	private @Nullable ClientRequest request;

	private @Nullable ClientWire wire;

	private @Nullable MonoSink<ClientHttpResponse> sink;

	private Disposable sending = Disposables.disposed();

	private volatile boolean cancelled;

	private boolean reused;

	private boolean requestStarted;

	private boolean requestSent;

	private boolean responseStarted;

	private boolean discarding;

	private boolean subscribed;

	private @Nullable Throwable bodyError;

	private long contentLength = UNKNOWN;

	private long received;

	private long pendingBytes = UNKNOWN;

	ClientOperations(Connection connection, ConnectionObserver listener, ClientSettings settings) {
		super(connection, listener);
		this.settings = settings;
		this.eventLoop = channel().eventLoop();
		this.errorOutput = new ErrorOutput(settings.errorOutput());
		this.deadline = new Deadline(this.eventLoop, this::expired);
		this.deadline.set(UNUSED_TIMEOUT);
	}

	/**
	 * Return the response to a request.
	 * @param request the request
	 * @param wire how to send it
	 */
	Mono<ClientHttpResponse> exchange(ClientRequest request, ClientWire wire) {
		return Mono.create((response) -> {
			response.onCancel(() -> {
				this.cancelled = true;
				this.eventLoop.execute(this::cancelled);
			});
			this.eventLoop.execute(() -> start(request, wire, response));
		});
	}

	private void start(ClientRequest request, ClientWire wire, MonoSink<ClientHttpResponse> sink) {
		this.reused = channel().attr(USED).getAndSet(Boolean.TRUE) != null;
		if (this.state != State.ACQUIRED || !channel().isActive()) {
			ended();
			error(sink, new StaleConnectionException(false));
			return;
		}
		this.request = request;
		this.wire = wire;
		this.sink = sink;
		this.deadline.set(this.settings.responseTimeout());
		ByteBuf ping = this.reused ? wire.ping(alloc()) : null;
		if (ping != null) {
			this.state = State.PING;
			this.deadline.set(this.settings.pingTimeout());
			channel().writeAndFlush(ping);
			channel().read();
		}
		else {
			send(request, wire);
		}
	}

	private void send(ClientRequest request, ClientWire wire) {
		this.state = State.HEAD;
		ByteBuf head;
		try {
			head = wire.head(alloc());
		}
		catch (RuntimeException ex) {
			fail(ex);
			return;
		}
		this.requestStarted = true;
		channel().writeAndFlush(head);
		if (request.body() == null) {
			this.requestSent = true;
		}
		else {
			this.sending = Mono.from(send(wire.body(request.body(), alloc()), (part) -> false))
				.subscribe(null, this::sendingFailed, this::sent);
		}
		channel().read();
	}

	private void sent() {
		this.eventLoop.execute(() -> {
			this.requestSent = channel().isActive();
			if (this.state == State.HEAD) {
				this.deadline.set(this.settings.responseTimeout());
			}
		});
	}

	/**
	 * If it is the connection, there may be a response all the same.
	 */
	private void sendingFailed(Throwable cause) {
		this.eventLoop.execute(() -> {
			if (channel().isActive() && !(cause instanceof IOException)) {
				fail(cause);
			}
		});
	}

	@Override
	protected void onInboundNext(ChannelHandlerContext context, Object message) {
		try {
			ClientWire wire = this.wire;
			if (wire == null || this.state == State.ACQUIRED) {
				fail(new BrokenResponseException("The application has answered what nobody has asked"));
			}
			else if (this.state != State.ENDED) {
				this.responseStarted |= this.state != State.PING;
				wire.receive(message, this);
			}
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
		finally {
			ReferenceCountUtil.release(message);
		}
	}

	/**
	 * All has been looked at that has arrived. What comes next is read on demand only if
	 * it is what somebody demands.
	 */
	void readCompleted() {
		if (this.state == State.PING || this.state == State.HEAD || (this.state == State.BODY && this.discarding)) {
			channel().read();
		}
	}

	@Override
	public void pong() {
		ClientRequest request = this.request;
		ClientWire wire = this.wire;
		if (this.state != State.PING || request == null || wire == null) {
			throw new MalformedResponseException("Expected no answer to what was not asked");
		}
		this.deadline.set(this.settings.responseTimeout());
		send(request, wire);
	}

	@Override
	public void head(DecodedResponseHead head) {
		ClientRequest request = this.request;
		MonoSink<ClientHttpResponse> sink = this.sink;
		if (this.state != State.HEAD || request == null || sink == null) {
			throw new MalformedResponseException("Expected one head of a response");
		}
		if (this.cancelled) {
			abort();
			return;
		}
		int status = head.status().code();
		this.discarding = request.method().equals("HEAD") || status == 204 || status == 304;
		this.contentLength = this.discarding ? UNKNOWN : contentLength(head);
		this.state = State.BODY;
		this.deadline.set(this.settings.readTimeout());
		sink.success(new GatewayClientHttpResponse(head, Flux.from(new Body())));
		endIfComplete();
	}

	private static long contentLength(DecodedResponseHead head) {
		List<String> values = head.headers().getAll(HttpHeaderNames.CONTENT_LENGTH);
		if (values.isEmpty()) {
			return UNKNOWN;
		}
		try {
			String value = values.get(0);
			if (values.stream().allMatch(value::equals) && value.chars().allMatch(Character::isDigit)) {
				return Long.parseLong(value);
			}
		}
		catch (NumberFormatException ex) {
			// As any other that is none
		}
		throw new MalformedResponseException("Expected Content-Length to be one number");
	}

	@Override
	public void body(ByteBuf data) {
		if (this.state != State.BODY) {
			return;
		}
		this.received += data.readableBytes();
		this.deadline.set(this.settings.readTimeout());
		if (this.discarding) {
			if (this.received > MAX_DISCARDED) {
				end(false);
			}
		}
		else if (this.contentLength != UNKNOWN && this.received > this.contentLength) {
			throw new MalformedResponseException("Expected no more than Content-Length bytes of a response body");
		}
		else if (this.settings.maxBodySize() != UNKNOWN && this.received > this.settings.maxBodySize()) {
			throw new DataBufferLimitException(
					"Exceeded limit on bytes of a response body: " + this.settings.maxBodySize());
		}
		else {
			byte[] bytes = new byte[data.readableBytes()];
			data.readBytes(bytes);
			pass(DefaultDataBufferFactory.sharedInstance.wrap(bytes));
			endIfComplete();
		}
	}

	private void endIfComplete() {
		if (this.received == this.contentLength && this.wire != null && this.wire.isEndedByLength()) {
			end(false);
		}
	}

	private void pass(DataBuffer data) {
		ChannelHandlerContext context = channel().pipeline().lastContext();
		if (context != null) {
			super.onInboundNext(context, data);
		}
	}

	@Override
	public void errorOutput(ByteBuf text) {
		this.errorOutput.write(text);
	}

	@Override
	public void end(boolean reusable) {
		if (this.state == State.BODY && !this.discarding && this.received < this.contentLength) {
			fail(new BrokenResponseException("The application has ended its response "
					+ (this.contentLength - this.received) + " bytes before its end"));
		}
		else if (this.state == State.BODY) {
			boolean keep = reusable && this.requestSent && channel().isActive();
			ended();
			if (keep) {
				// To notice if the application closes it
				channel().config().setAutoRead(true);
			}
			else {
				markPersistent(false);
			}
			terminate();
		}
		else if (this.state != State.ENDED) {
			fail(new BrokenResponseException("The application has ended its response before its head"));
		}
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * What has arrived is left for who reads it later.
	 */
	@Override
	protected void onInboundClose() {
		ClientWire wire = this.wire;
		if (wire != null && this.state != State.ENDED) {
			wire.closed(this);
		}
		if (this.state != State.ENDED) {
			connectionFailed(new BrokenResponseException("The application has closed the connection before the "
					+ ((this.state == State.BODY) ? "end" : "beginning") + " of its response"));
		}
	}

	/**
	 * The connection cannot be used any more.
	 */
	void connectionFailed(Throwable cause) {
		boolean stale = this.reused && !this.responseStarted && cause instanceof IOException;
		fail(stale ? new StaleConnectionException(this.requestStarted) : cause);
	}

	private void fail(Throwable cause) {
		State failed = this.state;
		if (failed == State.ENDED) {
			return;
		}
		ended();
		markPersistent(false);
		MonoSink<ClientHttpResponse> sink = this.sink;
		if (failed == State.BODY) {
			this.bodyError = cause;
			if (this.subscribed) {
				onInboundError(cause);
			}
		}
		else if (sink != null) {
			error(sink, cause);
		}
		terminate();
	}

	private void error(MonoSink<ClientHttpResponse> sink, Throwable cause) {
		if (!this.cancelled) {
			sink.error(cause);
		}
	}

	private void ended() {
		this.state = State.ENDED;
		this.deadline.cancel();
		this.errorOutput.end();
		this.sending.dispose();
	}

	/**
	 * Nobody waits for the response any more. After its head that is for who reads it to
	 * say.
	 */
	private void cancelled() {
		if (this.state != State.BODY) {
			abort();
		}
	}

	@Override
	protected void onInboundCancel() {
		abort();
	}

	private void abort() {
		if (this.state == State.ENDED) {
			return;
		}
		ByteBuf abort = (this.wire != null && this.requestStarted) ? this.wire.abort(alloc()) : null;
		ended();
		if (abort != null) {
			channel().writeAndFlush(abort);
		}
		markPersistent(false);
		terminate();
	}

	private void expired() {
		switch (this.state) {
			case ACQUIRED -> {
				ended();
				terminate();
			}
			case PING -> connectionFailed(new ResponseTimeoutException("The application has not answered CPING"));
			case HEAD -> {
				if (!this.requestSent && (channel().isWritable() || hasProgress(channel()))) {
					this.deadline.set(this.settings.responseTimeout());
				}
				else {
					fail(new ResponseTimeoutException(
							"The application has not begun its response within " + this.settings.responseTimeout()));
				}
			}
			case BODY -> {
				if (this.subscribed && !this.discarding && !channel().config().isAutoRead()) {
					// It is the subscriber who takes his time
					this.deadline.set(this.settings.readTimeout());
				}
				else {
					fail(new ResponseTimeoutException((this.subscribed || this.discarding)
							? "The application has not continued its response within " + this.settings.readTimeout()
							: "Nobody has read the response"));
				}
			}
			case ENDED -> {
			}
		}
	}

	/**
	 * Return whether the application has taken a part of the request since the last time.
	 */
	private boolean hasProgress(Channel channel) {
		ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
		long pending = (buffer != null) ? buffer.totalPendingWriteBytes() : 0;
		boolean progress = pending != this.pendingBytes;
		this.pendingBytes = pending;
		return progress;
	}

	private enum State {

		ACQUIRED, PING, HEAD, BODY, ENDED

	}

	/**
	 * The body of the response, whose subscribers are led into the event loop.
	 */
	private final class Body implements Publisher<DataBuffer> {

		@Override
		public void subscribe(Subscriber<? super DataBuffer> subscriber) {
			if (ClientOperations.this.eventLoop.inEventLoop()) {
				subscribeInLoop(subscriber);
			}
			else {
				ClientOperations.this.eventLoop.execute(() -> subscribeInLoop(subscriber));
			}
		}

		private void subscribeInLoop(Subscriber<? super DataBuffer> subscriber) {
			CoreSubscriber<? super DataBuffer> actual = Operators.toCoreSubscriber(subscriber);
			Throwable error = ClientOperations.this.bodyError;
			if (error != null) {
				Operators.error(actual, error);
				return;
			}
			ClientOperations.this.subscribed = true;
			ClientOperations.this.deadline.set(ClientOperations.this.settings.readTimeout());
			receiveObject().cast(DataBuffer.class).subscribe(actual);
		}

	}

}
