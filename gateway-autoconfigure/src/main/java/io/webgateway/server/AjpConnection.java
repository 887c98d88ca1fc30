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

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.ajp.AjpAttributeException;
import io.webgateway.codec.ajp.AjpAttributes;
import io.webgateway.codec.ajp.AjpForwardRequest;
import io.webgateway.codec.ajp.AjpPacketDecoder;
import io.webgateway.codec.ajp.AjpPacketType;
import io.webgateway.codec.ajp.AjpPacketWriter;
import io.webgateway.codec.ajp.AjpVariant;

/**
 * A connection that speaks AJP: one request after the other, as long as nothing goes
 * wrong.
 */
final class AjpConnection extends GatewayConnection {

	private static final int PONG_LENGTH = 5;

	private final AjpPacketDecoder decoder;

	private final AjpOptions options;

	private final AjpAttributes attributes;

	/** In progress, or the last of the connection. */
	private @Nullable AjpRequest request;

	private int number;

	private boolean last;

	/** Whether what comes next cannot be understood. */
	private boolean failed;

	/** For the rest of a packet that begins a request. */
	private long headDeadline = Ticks.NEVER;

	AjpConnection(ListenerContext listener, AjpPacketDecoder decoder, AjpAttributes attributes) {
		super(listener);
		this.decoder = decoder;
		this.options = listener.ajp();
		this.attributes = attributes;
	}

	AjpOptions options() {
		return this.options;
	}

	@Override
	protected void receive(Object message) {
		ByteBuf packet = (ByteBuf) message;
		this.headDeadline = Ticks.NEVER;
		try {
			if (this.failed) {
				discarded(packet.readableBytes());
			}
			else if (this.request != null) {
				this.request.receive(packet);
			}
			else {
				receiveFirst(packet);
			}
		}
		catch (AjpAttributeException ex) {
			refuse(listener().refusals().attribute(channel(), ex));
		}
		catch (MalformedRequestException ex) {
			fail(ex);
		}
		finally {
			packet.release();
		}
	}

	private void receiveFirst(ByteBuf packet) {
		if (!packet.isReadable()) {
			// After a request without a body, lighttpd says that it has none
			return;
		}
		int type = packet.readUnsignedByte();
		if (type == AjpPacketType.FORWARD_REQUEST) {
			begin(packet);
		}
		else if (type == AjpPacketType.CPING && !packet.isReadable()) {
			pong();
		}
		else {
			// Never obeyed: among these is one that shuts down
			throw new MalformedRequestException("Expected an AJP request, but the type of the packet is " + type);
		}
	}

	private void pong() {
		holdIfUnwritable();
		ByteBuf pong = buffer(PONG_LENGTH);
		AjpPacketWriter.writePong(pong);
		context().writeAndFlush(pong, context().voidPromise());
		if (!isDraining()) {
			awaitRequest();
		}
	}

	private void begin(ByteBuf packet) {
		holdIfUnwritable();
		this.number++;
		this.last |= isLastRequest();
		AjpForwardRequest head = AjpForwardRequest.decode(packet, this.options.variant(), listener().limits().head(),
				this.attributes);
		AjpRequest request = new AjpRequest(this, head.variant());
		this.request = request;
		request.dispatch(head.variables(), this.number);
	}

	/**
	 * Return whether the connection can carry another request.
	 */
	boolean isReusable() {
		return !this.last && !this.failed && !isEnding() && !isDraining();
	}

	/**
	 * The request has been answered.
	 * @param reuse whether the web server has been told to use the connection for another
	 */
	void answered(boolean reuse) {
		if (reuse) {
			this.request = null;
			awaitRequest();
		}
		else {
			closeAfterResponse();
		}
	}

	@Override
	protected void readCompleted() {
		if (this.request != null) {
			this.request.readCompleted();
		}
		else if (isHeadStarted() && this.headDeadline == Ticks.NEVER && !isEnding()) {
			this.headDeadline = headStarted();
			measureHead();
		}
	}

	@Override
	protected boolean isBusy() {
		return this.request != null && !this.request.isAnswered();
	}

	@Override
	protected boolean isHeadStarted() {
		return this.request == null && this.decoder.isWithinPacket();
	}

	@Override
	protected boolean isInputComplete() {
		return !this.failed && (this.request == null || this.request.isInputComplete());
	}

	@Override
	protected void abortAll(String reason, Outcome outcome) {
		if (this.request != null) {
			this.request.abort(reason, outcome, null);
		}
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Without END_RESPONSE no response is complete, so that what was written may leave.
	 */
	@Override
	protected void breakOff() {
		closeWhenWritten();
	}

	@Override
	protected long earliestDeadline() {
		return Math.min(this.headDeadline, (this.request != null) ? this.request.deadline() : Ticks.NEVER);
	}

	@Override
	protected void giveUpOverdue(long now) {
		if (now >= this.headDeadline) {
			this.headDeadline = Ticks.NEVER;
			refuse(listener().refusals().headTooLate(channel()));
		}
		else if (this.request != null && now >= this.request.deadline()) {
			this.request.giveUp();
		}
	}

	@Override
	protected void refuse(HttpResponseStatus status) {
		this.failed = true;
		if (isEnding()) {
			return;
		}
		AjpRequest request = this.request;
		if (request == null) {
			request = new AjpRequest(this, AjpVariant.STANDARD);
			this.request = request;
		}
		request.fail("The connection failed", status);
	}

	@Override
	protected void bodyWanted() {
		if (this.request != null) {
			this.request.bodyWanted();
		}
	}

}
