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

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Names of the header fields of responses, for which there are codes.
 */
final class AjpResponseHeaders {

	/** There is no code. */
	static final int NONE = 0;

	static final int STATUS = 0xA00A;

	private static final int CONTENT_TYPE = 0xA001;

	private static final int CONTENT_LANGUAGE = 0xA002;

	private static final int CONTENT_LENGTH = 0xA003;

	private static final int DATE = 0xA004;

	private static final int LAST_MODIFIED = 0xA005;

	private static final int LOCATION = 0xA006;

	private static final int SET_COOKIE = 0xA007;

	private static final int WWW_AUTHENTICATE = 0xA00B;

	private static final String[] NAMES = { "Content-Type", "Content-Language", "Content-Length", "Date",
			"Last-Modified", "Location", "Set-Cookie", "Set-Cookie2", "Servlet-Engine", "Status", "WWW-Authenticate" };

	private AjpResponseHeaders() {
	}

	/**
	 * Return the name that has a code.
	 * @return the name, or {@code null} if there is no such code
	 */
	static @Nullable String name(int code) {
		int index = code - CONTENT_TYPE;
		return (index >= 0 && index < NAMES.length) ? NAMES[index] : null;
	}

	/**
	 * Return the code of a name.
	 * @return the code or {@link #NONE}
	 */
	static int code(CharSequence name) {
		// The length tells nearly all names apart
		return switch (name.length()) {
			case 4 -> code(name, "date", DATE);
			case 8 -> code(name, "location", LOCATION);
			case 10 -> code(name, "set-cookie", SET_COOKIE);
			case 12 -> code(name, "content-type", CONTENT_TYPE);
			case 13 -> code(name, "last-modified", LAST_MODIFIED);
			case 14 -> code(name, "content-length", CONTENT_LENGTH);
			case 16 -> (code(name, "content-language", CONTENT_LANGUAGE) != NONE) ? CONTENT_LANGUAGE
					: code(name, "www-authenticate", WWW_AUTHENTICATE);
			default -> NONE;
		};
	}

	private static int code(CharSequence name, String lowerCaseName, int code) {
		return AsciiString.contentEqualsIgnoreCase(name, lowerCaseName) ? code : NONE;
	}

}
