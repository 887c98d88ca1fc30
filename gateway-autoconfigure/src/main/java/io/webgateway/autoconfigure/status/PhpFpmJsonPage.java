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

package io.webgateway.autoconfigure.status;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * php-fpm's status as JSON.
 */
final class PhpFpmJsonPage implements PhpFpmPage {

	@Override
	public String write(PhpFpmStatus status, boolean full) {
		String fields = members(status.fields());
		if (!full) {
			return "{" + fields + "}";
		}
		String processes = IntStream.range(0, status.requests().size())
			.mapToObj((index) -> "{" + members(status.processFields(index)) + "}")
			.collect(Collectors.joining(","));
		return "{" + fields + ", \"processes\":[" + processes + "]}";
	}

	private static String members(List<PhpFpmField> fields) {
		return fields.stream()
			.map((field) -> quoted(field.name()) + ":" + (field.isText() ? quoted(field.data()) : field.data()))
			.collect(Collectors.joining(","));
	}

	private static String quoted(String text) {
		StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character == '"' || character == '\\' || character == '/') {
				quoted.append('\\').append(character);
			}
			else if (character >= ' ' && character <= '~') {
				quoted.append(character);
			}
			else {
				quoted.append(String.format("\\u%04x", (int) character));
			}
		}
		return quoted.append('"').toString();
	}

}
