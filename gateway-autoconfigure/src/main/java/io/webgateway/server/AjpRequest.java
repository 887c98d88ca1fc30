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
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.ajp.AjpPacketWriter;
import io.webgateway.codec.ajp.AjpVariant;

/**
 * One request on an AJP connection, from its FORWARD_REQUEST to its END_RESPONSE.
 * <p>
 * Of a body whose length is known the web server sends the first packet by itself, and
 * everything else packet by packet when it is asked. It is asked when the application
 * wants more than there is.
 */
final class AjpRequest extends CarriedRequest {

	private final AjpConnection connection;

	private final AjpVariant variant;

	private final AjpResponse response;

	/** Whether a packet of the body is on its way. */
	private boolean awaited;

	/** Whether that is the one that comes by itself. */
	private boolean first;

	/** Whether the application has read all that has come. */
	private boolean wanted;

	/** Whether the request is not as it should be. */
	private boolean failed;

	/**
	 * Create a new request.
	 * @param connection the connection
	 * @param variant how the web server understands AJP
	 */
	AjpRequest(AjpConnection connection, AjpVariant variant) {
		super(connection);
		this.connection = connection;
		this.variant = variant;
		this.response = new AjpResponse(connection, this, variant);
	}

	void dispatch(MetaVariables variables, int number) {
		headReceived(variables);
		long length = bodyLength(variables);
		this.awaited = length > 0;
		this.first = this.awaited;
		IncomingBody body = expectBody(length);
		HttpResponseStatus refusal = this.connection.listener()
			.refusals()
			.ofRequest(this.connection.channel(), variables, length);
		if (refusal != null) {
			fail("The request was refused", refusal);
			return;
		}
		if (body != null && !this.awaited) {
			body.pause();
		}
		start(variables, number);
	}

	/**
	 * Return the length of the body. Only the announcement of chunks tells that there is
	 * one whose length is not known.
	 */
	private static long bodyLength(MetaVariables variables) {
		long length = ContentLength.ofRequest(variables);
		if (!variables.contains("HTTP_TRANSFER_ENCODING")) {
			return Math.max(length, 0);
		}
		if (length != ContentLength.UNKNOWN) {
			// Not to be the one who understands it differently
			throw new MalformedRequestException("Expected either Content-Length or Transfer-Encoding");
		}
		return ContentLength.UNKNOWN;
	}

	/**
	 * Return whether nothing comes any more before the web server is asked. lighttpd may
	 * send what it has in several packets.
	 */
	boolean isInputComplete() {
		return !this.awaited && (this.variant != AjpVariant.LIGHTTPD || isBodyComplete());
	}

	/**
	 * Handle a packet that follows the request.
	 */
	void receive(ByteBuf packet) {
		if (isAnswered()) {
			this.connection.discarded(packet.readableBytes());
			this.awaited = false;
			return;
		}
		IncomingBody body = body();
		if (body == null || body.isComplete()) {
			if (packet.isReadable()) {
				throw new MalformedRequestException("Expected no more than the body of an AJP request");
			}
			return;
		}
		boolean bare = isBare(packet, body);
		if (bare && !packet.isReadable()) {
			return;
		}
		if (!this.awaited && !bare) {
			throw new MalformedRequestException("Expected no part of a request body without GET_BODY_CHUNK");
		}
		int length = bare ? packet.readableBytes() : dataLength(packet);
		if (body.excess(length) > 0) {
			throw new MalformedRequestException("Expected no more than Content-Length bytes of a request body");
		}
		this.awaited = false;
		this.first = false;
		body.pause();
		if (length > 0) {
			this.wanted = false;
			receive(packet, body);
		}
		else {
			end(body);
		}
	}

	/**
	 * Return whether a packet is nothing but data. Only what is longer than all that is
	 * missing must have something else before that.
	 */
	private boolean isBare(ByteBuf packet, IncomingBody body) {
		return this.variant == AjpVariant.LIGHTTPD && body.excess(packet.readableBytes()) == 0;
	}

	private static int dataLength(ByteBuf packet) {
		if (!packet.isReadable()) {
			return 0;
		}
		if (packet.readableBytes() > 1 && packet.readUnsignedShort() == packet.readableBytes()) {
			return packet.readableBytes();
		}
		throw new MalformedRequestException("Expected a part of a request body that is as long as it says");
	}

	/**
	 * The application wants more of the body than has come.
	 */
	void bodyWanted() {
		this.wanted = true;
		if (!this.awaited && !isAnswered() && !this.failed) {
			ask();
		}
	}

	/**
	 * All has been looked at that had come. With {@code server.stream-request-body},
	 * lighttpd sends nothing by itself if it has nothing yet.
	 */
	void readCompleted() {
		if (this.first && this.variant == AjpVariant.LIGHTTPD) {
			this.first = false;
			this.awaited = false;
			if (this.wanted) {
				bodyWanted();
			}
		}
	}

	private void ask() {
		IncomingBody body = body();
		if (body == null || body.isComplete()) {
			return;
		}
		this.awaited = true;
		body.resume();
		int length = this.connection.options().maxPacketSize() - AjpPacketWriter.BODY_PACKET_OVERHEAD;
		this.response.writeGetBodyChunk(body.atMost(length));
	}

	@Override
	@Nullable ResponseHead fail(String reason, HttpResponseStatus status) {
		this.failed = true;
		return super.fail(reason, status);
	}

	@Override
	protected long headTime() {
		return this.connection.takeHeadTime();
	}

	@Override
	protected AjpResponse response() {
		return this.response;
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * It is enough that there is no END_RESPONSE.
	 */
	@Override
	protected void brokenOff() {
		this.connection.breakOff();
	}

	/**
	 * Return whether the connection can be used again. That takes that no part of the
	 * request can be taken for another one.
	 */
	boolean isFollowedByAnother() {
		return !this.failed && !this.awaited && isBodyComplete() && this.connection.isReusable();
	}

	/**
	 * The response is complete.
	 * @param reuse whether the web server has been told to use the connection for another
	 */
	void ended(boolean reuse) {
		setAnswered();
		this.connection.answered(reuse);
	}

}
