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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the head of a response, with a status line or a {@code Status} field.
 */
final class AnswerReader {

	private final InputStream input;

	AnswerReader(InputStream input) {
		this.input = input;
	}

	/**
	 * Read the head and leave the content in the stream.
	 */
	Answer readHead() throws IOException {
		int status = -1;
		List<Field> headers = new ArrayList<>();
		for (String line = readLine(); !line.isEmpty(); line = readLine()) {
			if (line.startsWith("HTTP/1.1 ")) {
				status = Integer.parseInt(line.substring(9, 12));
			}
			else if (line.startsWith("Status: ")) {
				status = Integer.parseInt(line.substring(8, 11));
			}
			else {
				int colon = line.indexOf(':');
				headers.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
			}
		}
		return new Answer(status, headers, new byte[0]);
	}

	String readLine() throws IOException {
		StringBuilder line = new StringBuilder();
		for (int character = this.input.read(); character != '\n'; character = this.input.read()) {
			if (character == -1) {
				throw new EOFException("End within the line '" + line + "'");
			}
			if (character != '\r') {
				line.append((char) character);
			}
		}
		return line.toString();
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
