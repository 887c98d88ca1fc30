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

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

import io.webgateway.codec.ResponseHeadEncoder;
import io.webgateway.codec.fastcgi.FastCgiProtocolStatus;
import io.webgateway.codec.fastcgi.FastCgiRecordType;
import io.webgateway.codec.fastcgi.FastCgiRecordWriter;

/**
 * The records of a response, from its head to its FCGI_END_REQUEST.
 */
final class FastCgiResponse extends FramedResponse {

	private static final int END_LENGTH = 32;

	/** A multiple of the page size that fits into a record. */
	private static final int FILE_RECORD_LENGTH = 61440;

	private static final int SUCCESS = 0;

	private final FastCgiConnection connection;

	private final FastCgiRequest request;

	private final int id;

	private boolean ended;

	private boolean logged;

	/** How often the connection had been flushed when the head was written. */
	private long flushesBefore;

	FastCgiResponse(FastCgiConnection connection, FastCgiRequest request) {
		super(connection, request, FastCgiRecordWriter.HEADER_LENGTH);
		this.connection = connection;
		this.request = request;
		this.id = request.id();
	}

	/**
	 * Return whether a part of the response is on its way, but not its end.
	 */
	boolean isOnItsWay() {
		return isBegun() && !this.ended && this.connection.flushes() > this.flushesBefore;
	}

	@Override
	protected void begin() {
		super.begin();
		this.flushesBefore = this.connection.flushes();
	}

	@Override
	protected int maxFrameLength() {
		return FastCgiRecordWriter.MAX_CONTENT_LENGTH;
	}

	@Override
	protected int fileFrameLength() {
		return FILE_RECORD_LENGTH;
	}

	@Override
	protected int encodeHead(ResponseHead head, ByteBuf out) {
		out.writeZero(FastCgiRecordWriter.HEADER_LENGTH);
		ResponseHeadEncoder.STATUS_FIELD.encode(head.status(), head.headers(), out);
		return completeRecord(out, FastCgiRecordType.STDOUT);
	}

	@Override
	protected void appendFrame(ByteBuf content, ByteBuf out) {
		FastCgiRecordWriter.writeHeader(out, FastCgiRecordType.STDOUT, this.id, content.readableBytes());
		out.writeBytes(content);
	}

	@Override
	protected void writeFrameHeader(int length) {
		ByteBuf buffer = takeStart(FastCgiRecordWriter.HEADER_LENGTH);
		FastCgiRecordWriter.writeHeader(buffer, FastCgiRecordType.STDOUT, this.id, length);
		this.connection.write(buffer);
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * It does not leave by itself: HAProxy 2.6 does not survive a record that arrives
	 * alone.
	 */
	@Override
	public void log(String line) {
		ByteBuf buffer = this.connection.buffer(FastCgiRecordWriter.HEADER_LENGTH + line.length() + 1);
		buffer.writeZero(FastCgiRecordWriter.HEADER_LENGTH);
		buffer.writeCharSequence(line, StandardCharsets.UTF_8);
		buffer.writeByte('\n');
		completeRecord(buffer, FastCgiRecordType.STDERR);
		this.connection.writeAhead(buffer);
		this.logged = true;
	}

	/**
	 * Write the header of the only record in a buffer, for which there is room before its
	 * content.
	 * @return the length of the content in bytes
	 */
	private int completeRecord(ByteBuf record, FastCgiRecordType type) {
		int end = record.writerIndex();
		int length = end - FastCgiRecordWriter.HEADER_LENGTH;
		record.writerIndex(0);
		FastCgiRecordWriter.writeHeader(record, type, this.id, length);
		record.writerIndex(end);
		return length;
	}

	@Override
	public void flush() {
		if (isWaiting()) {
			this.connection.write(takeStart(0));
		}
		this.connection.flush();
	}

	@Override
	public void end() {
		ByteBuf buffer = takeStart(END_LENGTH);
		FastCgiRecordWriter.writeHeader(buffer, FastCgiRecordType.STDOUT, this.id, 0);
		if (this.logged) {
			FastCgiRecordWriter.writeHeader(buffer, FastCgiRecordType.STDERR, this.id, 0);
		}
		FastCgiRecordWriter.writeEndRequest(buffer, this.id, SUCCESS, FastCgiProtocolStatus.REQUEST_COMPLETE);
		this.connection.write(buffer);
		this.connection.flush();
		this.ended = true;
		this.request.ended();
	}

}
