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

import java.io.ByteArrayOutputStream;
import java.util.List;

import io.webgateway.codec.MetaVariables;

/**
 * Meta-variables made of text.
 */
final class TestVariables {

	private TestVariables() {
	}

	/**
	 * Return variables.
	 * @param lines each a name, an equals sign and a value
	 */
	static MetaVariables of(String... lines) {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		List.of(lines).forEach((line) -> block.writeBytes(AnswerReader.bytes(line)));
		MetaVariables.Builder variables = new MetaVariables.Builder(block.toByteArray(), lines.length);
		int start = 0;
		for (String line : lines) {
			int nameLength = line.indexOf('=');
			variables.add(start, nameLength, start + nameLength + 1, line.length() - nameLength - 1);
			start += line.length();
		}
		return variables.build();
	}

	/**
	 * Return variables.
	 * @param text variables separated by spaces, {@code {sp}} standing for a space
	 */
	static MetaVariables parse(String text) {
		String[] lines = text.isBlank() ? new String[0] : text.strip().split(" +");
		for (int i = 0; i < lines.length; i++) {
			lines[i] = lines[i].replace("{sp}", " ");
		}
		return of(lines);
	}

}
