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

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * Appends text of others so that nobody can take it for another field or line. It is
 * escaped as Apache httpd does: quotes and backslashes by a backslash, and what is no
 * printable ASCII character as {@code \n}, {@code \t} and the like or byte by byte as
 * {@code \xhh}.
 */
final class AccessLogText {

	private static final HexFormat HEX = HexFormat.of();

	private AccessLogText() {
	}

	/**
	 * Append text of which each character stands for one byte.
	 */
	static void append(@Nullable String text, StringBuilder line) {
		if (text == null || text.isEmpty()) {
			line.append('-');
			return;
		}
		for (int i = 0; i < text.length(); i++) {
			append(text.charAt(i), line);
		}
	}

	/**
	 * Append text of which each character may stand for several bytes.
	 */
	static void appendUnicode(@Nullable String text, StringBuilder line) {
		append((text != null) ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1) : null,
				line);
	}

	private static void append(char character, StringBuilder line) {
		switch (character) {
			case '"', '\\' -> line.append('\\').append(character);
			case '\b' -> line.append("\\b");
			case '\n' -> line.append("\\n");
			case '\r' -> line.append("\\r");
			case '\t' -> line.append("\\t");
			case 0x0B -> line.append("\\v");
			default -> {
				if (character >= ' ' && character < 0x7F) {
					line.append(character);
				}
				else {
					HEX.toHexDigits(line.append("\\x"), (byte) character);
				}
			}
		}
	}

}
