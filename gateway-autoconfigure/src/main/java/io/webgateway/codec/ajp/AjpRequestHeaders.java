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

package io.webgateway.codec.ajp;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Names of the header fields of requests, for which there are codes, and the
 * meta-variables that they become.
 */
final class AjpRequestHeaders {

	/** What the code of a name begins with, where the length of one would be. */
	static final int CODE_PREFIX = 0xA0;

	static final byte[] CONTENT_TYPE = ascii("CONTENT_TYPE");

	static final byte[] CONTENT_LENGTH = ascii("CONTENT_LENGTH");

	private static final byte[][] VARIABLES = { ascii("HTTP_ACCEPT"), ascii("HTTP_ACCEPT_CHARSET"),
			ascii("HTTP_ACCEPT_ENCODING"), ascii("HTTP_ACCEPT_LANGUAGE"), ascii("HTTP_AUTHORIZATION"),
			ascii("HTTP_CONNECTION"), CONTENT_TYPE, CONTENT_LENGTH, ascii("HTTP_COOKIE"), ascii("HTTP_COOKIE2"),
			ascii("HTTP_HOST"), ascii("HTTP_PRAGMA"), ascii("HTTP_REFERER"), ascii("HTTP_USER_AGENT") };

	private static final String[] NAMES = { "accept", "accept-charset", "accept-encoding", "accept-language",
			"authorization", "connection", "content-type", "content-length", "cookie", "cookie2", "host", "pragma",
			"referer", "user-agent" };

	private AjpRequestHeaders() {
	}

	/**
	 * Return the code of a name, with its prefix.
	 * @return the code, or {@code 0} if there is none
	 */
	static int code(String name) {
		for (int i = 0; i < NAMES.length; i++) {
			if (NAMES[i].equalsIgnoreCase(name)) {
				return CODE_PREFIX << 8 | i + 1;
			}
		}
		return 0;
	}

	/**
	 * Return the name of the variable that holds the value of a field.
	 * @param code the code of the field, without its prefix
	 * @return the name, or {@code null} if there is no such code
	 */
	static byte @Nullable [] variable(int code) {
		return (code >= 1 && code <= VARIABLES.length) ? VARIABLES[code - 1] : null;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
