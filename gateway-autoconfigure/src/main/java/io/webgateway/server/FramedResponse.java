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

/**
 * A response that is written in frames, of which the last one says that it is complete.
 */
abstract class FramedResponse implements ResponseFraming {

	private static final int INITIAL_CAPACITY = 1024;

	private final GatewayConnection connection;

	private final CarriedRequest request;

	private final int overhead;

	private final ResponseStart start = new ResponseStart();

	private boolean begun;

	/**
	 * Create a new response.
	 * @param connection the connection
	 * @param request the request that is answered
	 * @param overhead what a frame has besides its data in bytes
	 */
	FramedResponse(GatewayConnection connection, CarriedRequest request, int overhead) {
		this.connection = connection;
		this.request = request;
		this.overhead = overhead;
	}

	/**
	 * Return the largest number of bytes of data in a frame.
	 */
	protected abstract int maxFrameLength();

	/**
	 * Return the number of bytes of a file to put into a frame.
	 */
	protected abstract int fileFrameLength();

	/**
	 * Encode the head as one frame.
	 * @return the length of the head in bytes
	 * @throws IllegalArgumentException if it cannot be encoded
	 */
	protected abstract int encodeHead(ResponseHead head, ByteBuf out);

	/**
	 * Append a frame.
	 * @param content its data, which is neither kept nor released
	 */
	protected abstract void appendFrame(ByteBuf content, ByteBuf out);

	/**
	 * Write what precedes the data of a frame.
	 */
	protected abstract void writeFrameHeader(int length);

	/**
	 * Return whether the head has left, or a part of the body waits with it.
	 */
	final boolean isBegun() {
		return this.begun;
	}

	/**
	 * Part of the response is not taken back any more.
	 */
	protected void begin() {
		this.begun = true;
	}

	/**
	 * Take back what has not begun.
	 */
	final void release() {
		this.start.release();
	}

	@Override
	public final void writeHead(ResponseHead head) {
		ByteBuf buffer = this.connection.buffer(INITIAL_CAPACITY);
		try {
			int length = encodeHead(head, buffer);
			this.connection.listener().responseHeads().check(length);
		}
		catch (RuntimeException ex) {
			buffer.release();
			throw ex;
		}
		this.start.set(buffer);
	}

	@Override
	public final void writeBody(ByteBuf content) {
		ByteBuf start = this.start.forCopy(this.overhead + content.readableBytes());
		if (start != null) {
			appendFrame(content, start);
			content.release();
			begin();
			return;
		}
		int maxLength = maxFrameLength();
		while (content.readableBytes() > maxLength) {
			writeFrameHeader(maxLength);
			this.connection.write(content.readRetainedSlice(maxLength));
		}
		writeFrameHeader(content.readableBytes());
		this.connection.write(content);
	}

	@Override
	public final ChannelFuture writeBody(FileChannel file, long position, long count) {
		int length = fileFrameLength();
		long next = position;
		long remaining = count;
		while (remaining > length) {
			writeFrameHeader(length);
			this.connection.writeFile(file, next, length);
			next += length;
			remaining -= length;
		}
		writeFrameHeader((int) remaining);
		return this.connection.writeFile(file, next, remaining);
	}

	@Override
	public final @Nullable ResponseHead giveUp() {
		return this.request.fail("The response was broken off", HttpResponseStatus.INTERNAL_SERVER_ERROR);
	}

	protected final boolean isWaiting() {
		return this.start.isWaiting();
	}

	/**
	 * Return the start of the response if it has not left yet, or else an empty buffer.
	 */
	protected final ByteBuf takeStart(int capacity) {
		ByteBuf start = this.start.take();
		if (start == null) {
			return buffer(capacity);
		}
		begin();
		return start;
	}

	/**
	 * Return an empty buffer for what follows.
	 */
	protected ByteBuf buffer(int capacity) {
		return this.connection.buffer(capacity);
	}

}
