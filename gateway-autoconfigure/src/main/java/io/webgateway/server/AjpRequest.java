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
final class AjpRequest implements ResponseFraming {

	private static final int INITIAL_CAPACITY = 1024;

	private final AjpConnection connection;

	private final AjpVariant variant;

	private final int maxChunkLength;

	private @Nullable Exchange exchange;

	private @Nullable IncomingBody body;

	/** Whether a packet of the body is on its way. */
	private boolean awaited;

	/** Whether that is the one that comes by itself. */
	private boolean first;

	/** Whether the application has read all that has come. */
	private boolean wanted;

	/** Whether the request is not as it should be. */
	private boolean failed;

	private final ResponseStart start = new ResponseStart();

	private boolean begun;

	/** Whether the zero after the data of a chunk is still to be written. */
	private boolean chunkOpen;

	/** Whether the web server has something that it may hold back. */
	private boolean unflushed;

	private boolean answered;

	/**
	 * Create a new request.
	 * @param connection the connection
	 * @param variant how the web server understands AJP
	 */
	AjpRequest(AjpConnection connection, AjpVariant variant) {
		this.connection = connection;
		this.variant = variant;
		this.maxChunkLength = connection.options().maxPacketSize() - AjpPacketWriter.CHUNK_OVERHEAD;
	}

	void dispatch(MetaVariables variables, int number) {
		long length = bodyLength(variables);
		this.awaited = length > 0;
		this.first = this.awaited;
		IncomingBody body = (length != 0) ? new IncomingBody(this.connection, length) : null;
		this.body = body;
		ListenerContext listener = this.connection.listener();
		HttpResponseStatus refusal = listener.refusals().ofRequest(this.connection.channel(), variables, length);
		if (refusal != null) {
			fail("The request was refused", refusal);
			return;
		}
		if (body != null && !this.awaited) {
			body.pause();
		}
		Exchange exchange = new Exchange(listener, this.connection.channel(), this.connection.waitingWriters(), number,
				variables, (body != null) ? body.publisher() : null, this);
		this.exchange = exchange;
		this.connection.requestArrived();
		exchange.start(listener.handler());
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

	boolean isAnswered() {
		return this.answered;
	}

	/**
	 * Return whether nothing comes any more before the web server is asked. lighttpd may
	 * send what it has in several packets.
	 */
	boolean isInputComplete() {
		return !this.awaited && (this.variant != AjpVariant.LIGHTTPD || isBodyComplete());
	}

	private boolean isBodyComplete() {
		return this.body == null || this.body.isComplete();
	}

	/**
	 * Handle a packet that follows the request.
	 */
	void receive(ByteBuf packet) {
		if (this.answered) {
			this.connection.discarded(packet.readableBytes());
			this.awaited = false;
			return;
		}
		IncomingBody body = this.body;
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
			receiveBody(packet, body);
		}
		else {
			endBody(body);
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

	private void receiveBody(ByteBuf packet, IncomingBody body) {
		this.wanted = false;
		body.receive(packet.readRetainedSlice(packet.readableBytes()));
		if (body.isTooLarge() && !this.answered) {
			fail("The request body is too large", this.connection.listener().refusals().bodyTooLarge());
		}
	}

	private void endBody(IncomingBody body) {
		if (body.isLengthKnown()) {
			// The client went away in the middle of its body
			fail("The request body ended before its Content-Length", HttpResponseStatus.BAD_REQUEST);
		}
		else {
			body.end();
		}
	}

	/**
	 * The application wants more of the body than has come.
	 */
	void bodyWanted() {
		this.wanted = true;
		if (!this.awaited && !this.answered && !this.failed) {
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
		IncomingBody body = this.body;
		if (body == null || body.isComplete()) {
			return;
		}
		this.awaited = true;
		body.resume();
		int length = this.connection.options().maxPacketSize() - AjpPacketWriter.BODY_PACKET_OVERHEAD;
		ByteBuf buffer = buffer(AjpPacketWriter.GET_BODY_CHUNK_LENGTH);
		AjpPacketWriter.writeGetBodyChunk(buffer, body.atMost(length));
		this.connection.context().writeAndFlush(buffer, this.connection.context().voidPromise());
	}

	/**
	 * Return when the request has to be given up.
	 */
	long deadline() {
		return (this.body != null && !this.answered) ? this.body.deadline() : Ticks.NEVER;
	}

	/**
	 * Give up the request, whose body has missed its deadline.
	 */
	void giveUp() {
		IncomingBody body = this.body;
		if (body == null) {
			return;
		}
		if (this.begun) {
			body.relax();
		}
		else {
			fail("The request body was given up", this.connection.listener().refusals().bodyOverdue(body));
		}
	}

	/**
	 * Stop to work on a request that is wrong, and answer it with an error unless the
	 * response has begun.
	 */
	void fail(String reason, HttpResponseStatus status) {
		if (this.answered) {
			return;
		}
		this.failed = true;
		abort(reason);
		if (this.begun) {
			this.answered = true;
			this.connection.breakOff();
		}
		else {
			writeHead(Refusals.head(status));
			end();
		}
	}

	/**
	 * Stop to work on the request.
	 */
	void abort(String reason) {
		if (this.exchange != null) {
			this.exchange.abort(reason);
		}
		this.start.release();
	}

	@Override
	public void writeHead(ResponseHead head) {
		ByteBuf buffer = this.connection.buffer(INITIAL_CAPACITY);
		try {
			AjpPacketWriter.writeHeaders(buffer, head.status(), head.headers(), this.variant);
			this.connection.listener().responseHeads().check(buffer.readableBytes());
		}
		catch (RuntimeException ex) {
			buffer.release();
			throw ex;
		}
		this.start.set(buffer);
		this.unflushed = true;
	}

	@Override
	public void writeBody(ByteBuf content) {
		this.unflushed = true;
		ByteBuf start = this.start.forCopy(AjpPacketWriter.CHUNK_OVERHEAD + content.readableBytes());
		if (start != null) {
			AjpPacketWriter.writeChunkHeader(start, content.readableBytes());
			start.writeBytes(content);
			start.writeByte(0);
			content.release();
			this.begun = true;
			return;
		}
		while (content.readableBytes() > this.maxChunkLength) {
			writeChunkHeader(this.maxChunkLength);
			this.connection.write(content.readRetainedSlice(this.maxChunkLength));
		}
		writeChunkHeader(content.readableBytes());
		this.connection.write(content);
	}

	@Override
	public ChannelFuture writeBody(FileChannel file, long position, long count) {
		this.unflushed = true;
		long next = position;
		long remaining = count;
		while (remaining > this.maxChunkLength) {
			writeChunkHeader(this.maxChunkLength);
			this.connection.writeFile(file, next, this.maxChunkLength);
			next += this.maxChunkLength;
			remaining -= this.maxChunkLength;
		}
		writeChunkHeader((int) remaining);
		return this.connection.writeFile(file, next, remaining);
	}

	private void writeChunkHeader(int length) {
		ByteBuf buffer = takeStart(AjpPacketWriter.CHUNK_HEADER_LENGTH);
		AjpPacketWriter.writeChunkHeader(buffer, length);
		this.connection.write(buffer);
		this.chunkOpen = true;
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * The web server is to let it leave as well.
	 */
	@Override
	public void flush() {
		if (this.unflushed) {
			this.unflushed = false;
			ByteBuf buffer = takeStart(AjpPacketWriter.CHUNK_OVERHEAD);
			AjpPacketWriter.writeFlush(buffer);
			this.connection.write(buffer);
		}
		this.connection.context().flush();
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * The connection can be used again if no part of the request can be taken for another
	 * one.
	 */
	@Override
	public void end() {
		boolean reuse = !this.failed && !this.awaited && isBodyComplete() && this.connection.isReusable();
		ByteBuf buffer = takeStart(AjpPacketWriter.END_RESPONSE_LENGTH);
		AjpPacketWriter.writeEndResponse(buffer, reuse);
		this.connection.write(buffer);
		this.connection.context().flush();
		this.answered = true;
		this.connection.answered(reuse);
	}

	@Override
	public void breakOff() {
		fail("The response was broken off", HttpResponseStatus.INTERNAL_SERVER_ERROR);
	}

	/**
	 * Return the start of the response if it has not left yet, or else a buffer that ends
	 * what was written before.
	 */
	private ByteBuf takeStart(int capacity) {
		ByteBuf start = this.start.take();
		if (start == null) {
			return buffer(capacity);
		}
		this.begun = true;
		return start;
	}

	private ByteBuf buffer(int capacity) {
		ByteBuf buffer = this.connection.buffer(capacity + 1);
		if (this.chunkOpen) {
			this.chunkOpen = false;
			buffer.writeByte(0);
		}
		return buffer;
	}

}
