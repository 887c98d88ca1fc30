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
 * Methods of requests, for which there are codes.
 */
final class AjpMethods {

	/** The method is an attribute of the request. */
	static final int STORED = 0xFF;

	private static final String[] NAMES = { "OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "PROPFIND",
			"PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "ACL", "REPORT", "VERSION-CONTROL", "CHECKIN",
			"CHECKOUT", "UNCHECKOUT", "SEARCH", "MKWORKSPACE", "UPDATE", "LABEL", "MERGE", "BASELINE-CONTROL",
			"MKACTIVITY" };

	private static final byte[][] METHODS = new byte[NAMES.length][];

	static {
		for (int i = 0; i < NAMES.length; i++) {
			METHODS[i] = NAMES[i].getBytes(StandardCharsets.US_ASCII);
		}
	}

	private AjpMethods() {
	}

	/**
	 * Return the code of a method.
	 * @return the code, or {@link #STORED} if there is none
	 */
	static int code(String method) {
		for (int i = 0; i < NAMES.length; i++) {
			if (NAMES[i].equals(method)) {
				return i + 1;
			}
		}
		return STORED;
	}

	/**
	 * Return the method that has a code.
	 * @return the method, or {@code null} if there is no such code
	 */
	static byte @Nullable [] of(int code) {
		return (code >= 1 && code <= METHODS.length) ? METHODS[code - 1] : null;
	}

}
