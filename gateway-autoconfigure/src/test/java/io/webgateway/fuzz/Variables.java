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

package io.webgateway.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.webgateway.codec.MetaVariables;

/**
 * Meta-variables in the form in which they are fuzzed: names and values with an equals
 * sign in between, each but the last with a record separator at its end.
 */
final class Variables {

	static final char SEPARATOR = 0x1E;

	private Variables() {
	}

	static MetaVariables of(List<Map.Entry<String, String>> variables) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		variables.forEach((variable) -> bytes.writeBytes(
				(variable.getKey() + "=" + variable.getValue() + SEPARATOR).getBytes(StandardCharsets.ISO_8859_1)));
		return parse(bytes.toByteArray());
	}

	static MetaVariables parse(byte[] bytes) {
		MetaVariables.Builder variables = new MetaVariables.Builder(bytes, Integer.MAX_VALUE);
		int start = 0;
		while (start < bytes.length) {
			int end = indexOf(SEPARATOR, bytes, start, bytes.length);
			int nameEnd = indexOf('=', bytes, start, end);
			if (nameEnd > start) {
				int valueStart = Math.min(nameEnd + 1, end);
				variables.add(start, nameEnd - start, valueStart, end - valueStart);
			}
			start = end + 1;
		}
		return variables.build();
	}

	private static int indexOf(char character, byte[] bytes, int start, int end) {
		for (int i = start; i < end; i++) {
			if (bytes[i] == character) {
				return i;
			}
		}
		return end;
	}

}
