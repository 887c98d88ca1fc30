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

import java.util.Map;

import io.netty.buffer.ByteBuf;

/**
 * Writes the records of a web server.
 */
public final class FastCgiRequestWriter {

	private static final int BEGIN_REQUEST_LENGTH = 8;

	private static final int KEEP_CONN = 1;

	private FastCgiRequestWriter() {
	}

	/**
	 * Write a {@link FastCgiRecordType#BEGIN_REQUEST} record for the role of a responder.
	 * @param out where to write it
	 * @param requestId the id of the request
	 * @param keepConnection whether the application leaves the connection open after the
	 * response
	 */
	public static void writeBeginRequest(ByteBuf out, int requestId, boolean keepConnection) {
		FastCgiRecordWriter.writeHeader(out, FastCgiRecordType.BEGIN_REQUEST, requestId, BEGIN_REQUEST_LENGTH);
		out.writeShort(FastCgiRole.RESPONDER.value());
		out.writeByte(keepConnection ? KEEP_CONN : 0);
		out.writeZero(5);
	}

	/**
	 * Write the whole stream of {@link FastCgiRecordType#PARAMS}, in as many records as
	 * it takes. Characters beyond ISO-8859-1 become question marks.
	 * @param out where to write it
	 * @param requestId the id of the request
	 * @param variables the meta-variables
	 */
	public static void writeParams(ByteBuf out, int requestId, Iterable<Map.Entry<String, String>> variables) {
		ByteBuf pairs = out.alloc().buffer();
		try {
			variables.forEach((variable) -> NameValuePairs.encode(variable.getKey(), variable.getValue(), pairs));
			while (pairs.isReadable()) {
				int length = Math.min(pairs.readableBytes(), FastCgiRecordWriter.MAX_CONTENT_LENGTH);
				FastCgiRecordWriter.writeHeader(out, FastCgiRecordType.PARAMS, requestId, length);
				out.writeBytes(pairs, length);
			}
		}
		finally {
			pairs.release();
		}
		FastCgiRecordWriter.writeHeader(out, FastCgiRecordType.PARAMS, requestId, 0);
	}

	/**
	 * Write an {@link FastCgiRecordType#ABORT_REQUEST} record.
	 * @param out where to write it
	 * @param requestId the id of the request
	 */
	public static void writeAbortRequest(ByteBuf out, int requestId) {
		FastCgiRecordWriter.writeHeader(out, FastCgiRecordType.ABORT_REQUEST, requestId, 0);
	}

}
