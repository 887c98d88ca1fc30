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

import io.webgateway.codec.ajp.AjpPacketWriter;
import io.webgateway.codec.ajp.AjpVariant;

/**
 * The packets of a response, from its SEND_HEADERS to its END_RESPONSE, and those between
 * them that ask for the body of the request.
 */
final class AjpResponse extends FramedResponse {

	private final AjpConnection connection;

	private final AjpRequest request;

	private final AjpVariant variant;

	private final int maxChunkLength;

	/** Whether the zero after the data of a chunk is still to be written. */
	private boolean chunkOpen;

	/** Whether the web server has something that it may hold back. */
	private boolean unflushed;

	AjpResponse(AjpConnection connection, AjpRequest request, AjpVariant variant) {
		super(connection, request, AjpPacketWriter.CHUNK_OVERHEAD);
		this.connection = connection;
		this.request = request;
		this.variant = variant;
		this.maxChunkLength = connection.options().maxPacketSize() - AjpPacketWriter.CHUNK_OVERHEAD;
	}

	@Override
	protected int maxFrameLength() {
		return this.maxChunkLength;
	}

	@Override
	protected int fileFrameLength() {
		return this.maxChunkLength;
	}

	@Override
	protected int encodeHead(ResponseHead head, ByteBuf out) {
		AjpPacketWriter.writeHeaders(out, head.status(), head.headers(), this.variant);
		this.unflushed = true;
		return out.readableBytes();
	}

	@Override
	protected void appendFrame(ByteBuf content, ByteBuf out) {
		AjpPacketWriter.writeChunkHeader(out, content.readableBytes());
		out.writeBytes(content);
		out.writeByte(0);
		this.unflushed = true;
	}

	@Override
	protected void writeFrameHeader(int length) {
		ByteBuf buffer = takeStart(AjpPacketWriter.CHUNK_HEADER_LENGTH);
		AjpPacketWriter.writeChunkHeader(buffer, length);
		this.connection.write(buffer);
		this.chunkOpen = true;
		this.unflushed = true;
	}

	/**
	 * Ask for more of the body of the request. What was written before leaves with that:
	 * Apache httpd waits for the client then, and passes on nothing meanwhile.
	 * @param length the largest number of bytes to send
	 */
	void writeGetBodyChunk(int length) {
		writeFlush();
		ByteBuf buffer = buffer(AjpPacketWriter.GET_BODY_CHUNK_LENGTH);
		AjpPacketWriter.writeGetBodyChunk(buffer, length);
		this.connection.write(buffer);
		this.connection.context().flush();
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * The web server is to let it leave as well.
	 */
	@Override
	public void flush() {
		writeFlush();
		this.connection.context().flush();
	}

	private void writeFlush() {
		if (this.unflushed) {
			this.unflushed = false;
			ByteBuf buffer = takeStart(AjpPacketWriter.CHUNK_OVERHEAD);
			AjpPacketWriter.writeFlush(buffer);
			this.connection.write(buffer);
		}
	}

	@Override
	public void end() {
		boolean reuse = this.request.isFollowedByAnother();
		ByteBuf buffer = takeStart(AjpPacketWriter.END_RESPONSE_LENGTH);
		AjpPacketWriter.writeEndResponse(buffer, reuse);
		this.connection.write(buffer);
		this.connection.context().flush();
		this.request.ended(reuse);
	}

	@Override
	protected ByteBuf buffer(int capacity) {
		ByteBuf buffer = super.buffer(capacity + 1);
		if (this.chunkOpen) {
			this.chunkOpen = false;
			buffer.writeByte(0);
		}
		return buffer;
	}

}
