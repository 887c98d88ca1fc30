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

/**
 * Percent-encoding of bytes in URIs (RFC 3986, section 2.1). A character stands for the
 * byte that it is in ISO-8859-1.
 */
final class PercentEncoding {

	private PercentEncoding() {
	}

	/**
	 * Append a character, encoded unless it is a letter, a digit or allowed.
	 * @param character the character
	 * @param allowed the other characters that need no encoding
	 * @param encoded where to append it
	 */
	static void append(char character, String allowed, StringBuilder encoded) {
		if (isAlphanumeric(character) || allowed.indexOf(character) != -1) {
			encoded.append(character);
		}
		else {
			encoded.append('%').append(digit(character >> 4)).append(digit(character));
		}
	}

	private static boolean isAlphanumeric(char character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9');
	}

	private static char digit(int value) {
		return Character.toUpperCase(Character.forDigit(value & 0xF, 16));
	}

	/**
	 * Return the byte that is encoded at a position.
	 * @param text the text
	 * @param position where in the text there may be an encoded byte
	 * @return the byte, or {@code -1} if there is none
	 */
	static int decode(String text, int position) {
		if (text.charAt(position) != '%' || position + 2 >= text.length()) {
			return -1;
		}
		int high = Character.digit(text.charAt(position + 1), 16);
		int low = Character.digit(text.charAt(position + 2), 16);
		return (high != -1 && low != -1) ? high << 4 | low : -1;
	}

}
