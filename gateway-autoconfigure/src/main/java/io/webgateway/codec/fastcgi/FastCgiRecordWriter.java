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

package io.webgateway.codec.fastcgi;

import io.netty.buffer.ByteBuf;

/**
 * Writes the records of an application. Records are not padded: padding aligns data for
 * whoever maps structures onto it, and costs everybody else a few bytes.
 */
public final class FastCgiRecordWriter {

	/**
	 * Length of the header of a record in bytes.
	 */
	public static final int HEADER_LENGTH = 8;

	/**
	 * Largest length of the content of a record in bytes.
	 */
	public static final int MAX_CONTENT_LENGTH = 65535;

	private static final long VERSION = 1;

	private static final int MANAGEMENT_ID = 0;

	private static final int BODY_LENGTH = 8;

	private FastCgiRecordWriter() {
	}

	/**
	 * Write the header of a record.
	 * @param out where to write it
	 * @param type the type of the record
	 * @param requestId the id of the request, {@code 0} for a management record
	 * @param contentLength the length of the content that follows
	 * @throws IllegalArgumentException if the content is too long for one record
	 */
	public static void writeHeader(ByteBuf out, FastCgiRecordType type, int requestId, int contentLength) {
		checkContentLength(contentLength);
		out.writeLong(VERSION << 56 | (long) type.byteValue() << 48 | (requestId & 0xFFFFL) << 32
				| (long) contentLength << 16);
	}

	/**
	 * Write an {@link FastCgiRecordType#END_REQUEST} record.
	 * @param out where to write it
	 * @param requestId the id of the request
	 * @param appStatus the exit status that a CGI program would have
	 * @param status how the request ended
	 */
	public static void writeEndRequest(ByteBuf out, int requestId, int appStatus, FastCgiProtocolStatus status) {
		writeHeader(out, FastCgiRecordType.END_REQUEST, requestId, BODY_LENGTH);
		out.writeInt(appStatus);
		out.writeInt(status.byteValue() << 24);
	}

	/**
	 * Write an {@link FastCgiRecordType#UNKNOWN_TYPE} record.
	 * @param out where to write it
	 * @param type the value of the type that is not known
	 */
	public static void writeUnknownType(ByteBuf out, int type) {
		writeHeader(out, FastCgiRecordType.UNKNOWN_TYPE, MANAGEMENT_ID, BODY_LENGTH);
		out.writeLong((long) type << 56);
	}

	static void setContentLength(ByteBuf out, int headerIndex) {
		int contentLength = out.writerIndex() - headerIndex - HEADER_LENGTH;
		checkContentLength(contentLength);
		out.setShort(headerIndex + 4, contentLength);
	}

	private static void checkContentLength(int contentLength) {
		if (contentLength < 0 || contentLength > MAX_CONTENT_LENGTH) {
			throw new IllegalArgumentException("Content of a record must not be longer than 65535 bytes");
		}
	}

}
