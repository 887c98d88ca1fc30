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

package io.webgateway.it.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the lines of heads. Strict: a line ends with CR LF, a header has a name and a
 * colon.
 */
final class HeadReader {

	private static final int MAX_LINE = 64 * 1024;

	private final InputStream input;

	HeadReader(InputStream input) {
		this.input = input;
	}

	String readLine() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int value;
		while ((value = this.input.read()) != '\n') {
			if (value == -1) {
				throw new EOFException("closed after '" + text(line) + "'");
			}
			line.write(value);
			if (line.size() > MAX_LINE) {
				throw new IOException("endless line in a head");
			}
		}
		String text = text(line);
		if (!text.endsWith("\r")) {
			throw new IOException("line of a head ends without CR: '" + text + "'");
		}
		return text.substring(0, text.length() - 1);
	}

	List<Header> readHeaders() throws IOException {
		List<Header> headers = new ArrayList<>();
		String line = readLine();
		while (!line.isEmpty()) {
			int colon = line.indexOf(':');
			if (colon < 1) {
				throw new IOException("not a header: '" + line + "'");
			}
			headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).trim()));
			line = readLine();
		}
		return headers;
	}

	private static String text(ByteArrayOutputStream line) {
		return line.toString(StandardCharsets.ISO_8859_1);
	}

}
