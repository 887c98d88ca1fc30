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

package io.webgateway.sample;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Text that came as bytes of an unknown character set and is to be read by people.
 */
final class Text {

	private Text() {
	}

	/**
	 * Return the text as people expect it: UTF-8 where it is that, and characters that no
	 * page may contain made visible.
	 * @param latin1 the text, decoded as ISO-8859-1
	 * @return the text to be shown
	 */
	static String visible(String latin1) {
		String text = decode(latin1);
		StringBuilder visible = new StringBuilder(text.length());
		text.codePoints().forEach((character) -> {
			if (Character.isISOControl(character)) {
				visible.append(String.format("\\x%02x", character));
			}
			else {
				visible.appendCodePoint(character);
			}
		});
		return visible.toString();
	}

	static String visible(@Nullable String latin1, String defaultText) {
		return (latin1 != null && !latin1.isEmpty()) ? visible(latin1) : defaultText;
	}

	private static String decode(String latin1) {
		try {
			byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return latin1;
		}
	}

}
