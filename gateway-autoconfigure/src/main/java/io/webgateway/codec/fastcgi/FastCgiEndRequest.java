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

import io.webgateway.codec.MalformedResponseException;

/**
 * Content of an {@link FastCgiRecordType#END_REQUEST} record.
 *
 * @param appStatus the exit status that a CGI program would have
 * @param protocolStatus the value of how the request ended, possibly one that the
 * specification does not name
 */
public record FastCgiEndRequest(long appStatus, int protocolStatus) {

	private static final int LENGTH = 8;

	private static final int PROTOCOL_STATUS_OFFSET = 4;

	/**
	 * Decode the content of a record.
	 * @param content the content, whose indexes do not change
	 * @return what the content says
	 * @throws MalformedResponseException if the content does not have the right length
	 */
	public static FastCgiEndRequest decode(ByteBuf content) {
		if (content.readableBytes() != LENGTH) {
			throw new MalformedResponseException("Expected 8 bytes of content in an END_REQUEST record");
		}
		int start = content.readerIndex();
		return new FastCgiEndRequest(content.getUnsignedInt(start),
				content.getUnsignedByte(start + PROTOCOL_STATUS_OFFSET));
	}

	/**
	 * Return whether the request was answered.
	 * @return whether the status is {@link FastCgiProtocolStatus#REQUEST_COMPLETE}
	 */
	public boolean isComplete() {
		return this.protocolStatus == FastCgiProtocolStatus.REQUEST_COMPLETE.byteValue();
	}

}
