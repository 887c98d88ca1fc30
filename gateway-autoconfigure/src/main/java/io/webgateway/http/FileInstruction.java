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

package io.webgateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * What tells the web server to send a file in place of the application. A part of the
 * file the web server cuts out itself, from the same request.
 *
 * @param header the header field
 * @param value the value of the header field
 * @param whole whether the response is to have the whole file
 * @param requested whether the response is to have the range that was requested
 */
record FileInstruction(FileHeader header, String value, boolean whole, boolean requested) {

	private static final int OK = 200;

	private static final int PARTIAL_CONTENT = 206;

	/**
	 * Turn a response into the instruction, unless that would make another response of
	 * it. It has to have the status 200 then.
	 * @param status the status that the application has set
	 * @param headers the header fields of the response
	 * @return whether the web server is to send the file
	 */
	boolean apply(int status, HttpHeaders headers) {
		boolean same = (status == OK) ? this.whole : status == PARTIAL_CONTENT && this.requested;
		// What is encoded is not what its name says, and nginx drops the field
		if (!same || headers.contains(HttpHeaderNames.CONTENT_ENCODING)) {
			return false;
		}
		headers.remove(HttpHeaderNames.CONTENT_LENGTH);
		headers.remove(HttpHeaderNames.CONTENT_RANGE);
		if (this.header.isSentWithAcceptRanges()) {
			headers.remove(HttpHeaderNames.ACCEPT_RANGES);
		}
		headers.set(this.header.fieldName(), this.value);
		return true;
	}

}
