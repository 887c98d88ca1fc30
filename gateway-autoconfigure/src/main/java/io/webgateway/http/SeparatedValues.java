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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Values in one text. A separator that belongs to a value has a backslash before it,
 * which is Shibboleth's way to write several values of an attribute.
 */
final class SeparatedValues {

	private SeparatedValues() {
	}

	/**
	 * Return the values, each once, without white space around them, and no empty ones.
	 * @param text the text
	 * @param separator what stands between two values
	 */
	static List<String> of(String text, String separator) {
		Set<String> values = new LinkedHashSet<>();
		StringBuilder value = new StringBuilder();
		int position = 0;
		while (position < text.length()) {
			if (text.startsWith(separator, position)) {
				add(value, values);
				position += separator.length();
			}
			else if (text.charAt(position) == '\\' && text.startsWith(separator, position + 1)) {
				value.append(separator);
				position += 1 + separator.length();
			}
			else {
				value.append(text.charAt(position++));
			}
		}
		add(value, values);
		return new ArrayList<>(values);
	}

	private static void add(StringBuilder value, Set<String> values) {
		String text = value.toString().strip();
		if (!text.isEmpty()) {
			values.add(text);
		}
		value.setLength(0);
	}

}
