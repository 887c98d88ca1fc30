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

package io.webgateway.codec;

import io.netty.util.AsciiString;

/**
 * Header fields that describe the connection rather than the response. They are left to
 * the web server, which alone knows the connection.
 */
public final class ConnectionFields {

	private ConnectionFields() {
	}

	/**
	 * Return whether a field describes the connection, or the response in the words of
	 * CGI.
	 * @param name the name of the field
	 * @return whether it is no field of the response
	 */
	public static boolean contains(CharSequence name) {
		// The length rules out nearly every other name
		return switch (name.length()) {
			case 2 -> isSame(name, "te");
			case 6 -> isSame(name, "status");
			case 7 -> isSame(name, "trailer") || isSame(name, "upgrade");
			case 10 -> isSame(name, "connection") || isSame(name, "keep-alive");
			case 16 -> isSame(name, "proxy-connection");
			case 17 -> isSame(name, "transfer-encoding");
			default -> false;
		};
	}

	private static boolean isSame(CharSequence name, String lowerCaseName) {
		return AsciiString.contentEqualsIgnoreCase(name, lowerCaseName);
	}

}
