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

/**
 * Syntax of header fields (RFC 9110, section 5), as far as one field could otherwise be
 * taken for several or none.
 */
public final class FieldSyntax {

	private static final String TOKEN_CHARACTERS = "!#$%&'*+-.^_`|~0123456789"
			+ "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	private static final boolean[] IS_TOKEN_CHARACTER = new boolean[128];

	static {
		TOKEN_CHARACTERS.chars().forEach((character) -> IS_TOKEN_CHARACTER[character] = true);
	}

	private FieldSyntax() {
	}

	/**
	 * Check the name of a field.
	 * @param name the name
	 * @throws IllegalArgumentException if it is not a token
	 */
	public static void checkName(CharSequence name) {
		if (name.isEmpty()) {
			throw new IllegalArgumentException("Name of a header field must not be empty");
		}
		for (int i = 0; i < name.length(); i++) {
			char character = name.charAt(i);
			if (character >= IS_TOKEN_CHARACTER.length || !IS_TOKEN_CHARACTER[character]) {
				throw new IllegalArgumentException("Name of a header field must be a token");
			}
		}
	}

	/**
	 * Check the value of a field.
	 * @param name the name of the field
	 * @param value the value
	 * @throws IllegalArgumentException if it contains a line break or NUL
	 */
	public static void checkValue(CharSequence name, CharSequence value) {
		for (int i = 0; i < value.length(); i++) {
			char character = value.charAt(i);
			if (character <= '\r' && (character == '\r' || character == '\n' || character == 0)) {
				throw new IllegalArgumentException("Value of '" + name + "' must not contain CR, LF or NUL");
			}
		}
	}

}
