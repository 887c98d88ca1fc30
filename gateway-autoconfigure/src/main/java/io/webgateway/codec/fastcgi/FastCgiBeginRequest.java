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

import io.webgateway.codec.MalformedRequestException;

/**
 * Content of a {@link FastCgiRecordType#BEGIN_REQUEST} record.
 *
 * @param role the value of the role, possibly one that the specification does not name
 * @param keepConnection whether the web server, and not the application, closes the
 * connection after the response
 */
public record FastCgiBeginRequest(int role, boolean keepConnection) {

	private static final int LENGTH = 8;

	private static final int FLAGS_OFFSET = 2;

	private static final int KEEP_CONN = 1;

	/**
	 * Decode the content of a record.
	 * @param content the content, whose indexes do not change
	 * @return what the content says
	 * @throws MalformedRequestException if the content does not have the right length
	 */
	public static FastCgiBeginRequest decode(ByteBuf content) {
		if (content.readableBytes() != LENGTH) {
			throw new MalformedRequestException("Expected 8 bytes of content in a BEGIN_REQUEST record");
		}
		int start = content.readerIndex();
		int flags = content.getByte(start + FLAGS_OFFSET);
		return new FastCgiBeginRequest(content.getUnsignedShort(start), (flags & KEEP_CONN) != 0);
	}

}
