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

import java.nio.channels.FileChannel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.RequestDecoder;
import io.webgateway.codec.ResponseHeadEncoder;

/**
 * A connection that carries one request and the bytes of its response, and whose end is
 * the response's end.
 */
abstract class SingleRequestConnection extends GatewayConnection implements ResponseFraming {

	private static final int INITIAL_CAPACITY = 1024;

	private final ResponseHeadEncoder headEncoder;

	private final ResponseStart start = new ResponseStart();

	private @Nullable Exchange exchange;

	private @Nullable IncomingBody body;

	/** Of a request that the application has not got, if anybody wants to know. */
	private @Nullable MetaVariables head;

	private boolean bodyLengthKnown;

	private boolean headReceived;

	private boolean resetOnClose;

	SingleRequestConnection(ListenerContext listener, ResponseHeadEncoder headEncoder) {
		super(listener);
		this.headEncoder = headEncoder;
	}

	/**
	 * Handle the head of the request.
	 */
	protected abstract void receiveHead(Object head);

	/**
	 * Return the length of the request's body in bytes.
	 * @throws MalformedRequestException if the length is not known or not valid
	 */
	protected abstract long bodyLength(MetaVariables variables);

	@Override
	protected final void receive(Object message) {
		if (message instanceof ByteBuf content) {
			receiveBody(content);
		}
		else if (!this.headReceived) {
			this.headReceived = true;
			receiveHead(message);
		}
		else {
			ReferenceCountUtil.release(message);
		}
	}

	/**
	 * Start to work on the request.
	 */
	protected final void dispatch(MetaVariables variables) {
		if (listener().observer() != null) {
			this.head = variables;
		}
		long length;
		try {
			length = bodyLength(variables);
		}
		catch (MalformedRequestException ex) {
			fail(ex);
			return;
		}
		this.bodyLengthKnown = true;
		IncomingBody body = (length > 0) ? new IncomingBody(this, length) : null;
		this.body = body;
		HttpResponseStatus refusal = listener().refusals().ofRequest(channel(), variables, length);
		if (refusal != null) {
			refuse(refusal);
			return;
		}
		requestArrived();
		Exchange exchange = new Exchange(listener(), channel(), waitingWriters(), 1, variables,
				(body != null) ? body.publisher() : null, this);
		this.exchange = exchange;
		this.head = null;
		exchange.start(listener().handler(), takeHeadTime());
	}

	@Override
	protected final void readCompleted() {
		if (isHeadStarted()) {
			measureHead();
		}
	}

	private void receiveBody(ByteBuf content) {
		if (this.body != null) {
			// What follows the body is nobody's
			this.body.receive(content);
		}
		else {
			discarded(content.readableBytes());
			content.release();
		}
	}

	@Override
	protected final boolean isBusy() {
		return this.exchange != null && !this.exchange.isEnded();
	}

	@Override
	protected final boolean isHeadStarted() {
		return !this.headReceived && context().pipeline().get(RequestDecoder.class).isStarted();
	}

	@Override
	protected final boolean isInputComplete() {
		return this.bodyLengthKnown && (this.body == null || this.body.isComplete());
	}

	@Override
	protected final void abortAll(String reason, Outcome outcome) {
		if (this.exchange != null) {
			this.exchange.abort(reason, outcome, null);
		}
		this.start.release();
	}

	@Override
	protected final long earliestDeadline() {
		return (this.body != null && isBusy()) ? this.body.deadline() : Ticks.NEVER;
	}

	@Override
	protected final void giveUpOverdue(long now) {
		Exchange exchange = this.exchange;
		IncomingBody body = this.body;
		if (exchange == null || body == null || now < earliestDeadline()) {
			return;
		}
		if (exchange.isHeadWritten()) {
			body.relax();
		}
		else {
			ResponseHead answer = Refusals.head(listener().refusals().bodyOverdue(body));
			exchange.abort("The request body was given up", Outcome.REFUSED, answer);
			answer(answer);
		}
	}

	@Override
	protected final void refuse(HttpResponseStatus status) {
		if (this.exchange != null) {
			// The answer is on its way and not to be mixed with another
			reset();
			return;
		}
		this.headReceived = true;
		ResponseHead answer = Refusals.head(status);
		if (this.head != null) {
			refused(this.head, answer, takeHeadTime());
			this.head = null;
		}
		answer(answer);
	}

	private void answer(ResponseHead answer) {
		if (this.body != null) {
			this.body.publisher().fail("The request was refused");
		}
		writeHead(answer);
		writeStart();
		closeAfterResponse();
	}

	@Override
	public final void writeHead(ResponseHead head) {
		ByteBuf buffer = buffer(INITIAL_CAPACITY);
		try {
			this.headEncoder.encode(head.status(), head.headers(), buffer);
			listener().responseHeads().check(buffer.readableBytes());
		}
		catch (RuntimeException ex) {
			buffer.release();
			throw ex;
		}
		this.start.set(buffer);
	}

	@Override
	public final void writeBody(ByteBuf content) {
		ByteBuf start = this.start.forCopy(content.readableBytes());
		if (start != null) {
			start.writeBytes(content);
			content.release();
			return;
		}
		writeStart();
		write(content);
	}

	private void writeStart() {
		ByteBuf start = this.start.take();
		if (start != null) {
			write(start);
		}
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Should the file get shorter meanwhile, Netty closes the connection, which must not
	 * look like the end of the response.
	 */
	@Override
	public final ChannelFuture writeBody(FileChannel file, long position, long count) {
		setResetOnClose(true);
		writeStart();
		return writeFile(file, position, count);
	}

	private void setResetOnClose(boolean resetOnClose) {
		if (this.resetOnClose != resetOnClose) {
			this.resetOnClose = resetOnClose;
			channel().config().setOption(ChannelOption.SO_LINGER, resetOnClose ? 0 : -1);
		}
	}

	@Override
	public final void flush() {
		writeStart();
		context().flush();
	}

	@Override
	public final void end() {
		setResetOnClose(false);
		writeStart();
		closeAfterResponse();
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * The end of the connection is the end of the response, so only a reset can tell.
	 */
	@Override
	protected final void breakOff() {
		this.start.release();
		reset();
	}

	@Override
	public final @Nullable ResponseHead giveUp() {
		breakOff();
		return null;
	}

}
