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

package io.webgateway.autoconfigure.doctor;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.webgateway.autoconfigure.doctor.ProbeResponse.Field;
import io.webgateway.autoconfigure.doctor.ProbeResponse.Piece;

/**
 * Reads a response of HTTP/1.1 and notes when each piece of its body has arrived, which
 * the JDK's client does not tell.
 */
final class ResponseReader {

	private static final int MAX_LINE = 64 * 1024;

	private static final int MAX_LINES = 500;

	private static final long MAX_BODY = 16 * 1024 * 1024;

	private static final int CONTINUE_CLASS = 1;

	private final InputStream input;

	private final List<Field> headers = new ArrayList<>();

	private final List<Piece> pieces = new ArrayList<>();

	private int status;

	private long length;

	ResponseReader(InputStream input) {
		this.input = new BufferedInputStream(input);
	}

	/**
	 * Wait for the first byte of the response.
	 * @return whether there is one
	 * @throws IOException if the connection is broken
	 */
	boolean await() throws IOException {
		this.input.mark(1);
		int first = this.input.read();
		this.input.reset();
		return first != -1;
	}

	int status() {
		return this.status;
	}

	List<Field> headers() {
		return this.headers;
	}

	List<Piece> pieces() {
		return this.pieces;
	}

	void readHead() throws IOException {
		do {
			String statusLine = line();
			String[] words = statusLine.split(" ", 3);
			if (!statusLine.startsWith("HTTP/1.") || words.length < 2) {
				throw new ProtocolException("This is not HTTP/1.1: " + printable(statusLine));
			}
			try {
				this.status = Integer.parseInt(words[1]);
			}
			catch (NumberFormatException ex) {
				throw new ProtocolException("This is no status: " + printable(words[1]));
			}
			readFields();
		}
		while (this.status / 100 == CONTINUE_CLASS);
	}

	private void readFields() throws IOException {
		this.headers.clear();
		String line = line();
		while (!line.isEmpty()) {
			int colon = line.indexOf(':');
			if (colon > 0 && this.headers.size() < MAX_LINES) {
				this.headers.add(new Field(line.substring(0, colon), line.substring(colon + 1).strip()));
			}
			line = line();
		}
	}

	/**
	 * Read the body.
	 * @param head whether the request was HEAD
	 * @return whether the body is all that was announced
	 * @throws IOException if nothing came for too long
	 */
	boolean readBody(boolean head) throws IOException {
		if (head || this.status == 204 || this.status == 304) {
			return true;
		}
		try {
			if ("chunked".equalsIgnoreCase(header("Transfer-Encoding"))) {
				return readChunks();
			}
			String contentLength = header("Content-Length");
			if (contentLength.isEmpty()) {
				return readToEnd();
			}
			return read(Long.parseLong(contentLength));
		}
		catch (EOFException | NumberFormatException ex) {
			return false;
		}
	}

	private String header(String name) {
		return this.headers.stream()
			.filter((field) -> field.name().equalsIgnoreCase(name))
			.map(Field::value)
			.findFirst()
			.orElse("");
	}

	private boolean readChunks() throws IOException {
		while (true) {
			String size = line();
			int semicolon = size.indexOf(';');
			long length = Long.parseLong((semicolon != -1) ? size.substring(0, semicolon) : size.strip(), 16);
			if (!read(length)) {
				return false;
			}
			if (length == 0) {
				return true;
			}
			line();
		}
	}

	private boolean readToEnd() throws IOException {
		return !read(MAX_BODY);
	}

	private boolean read(long count) throws IOException {
		long remaining = count;
		byte[] buffer = new byte[8192];
		while (remaining > 0) {
			int n = this.input.read(buffer, 0, (int) Math.min(buffer.length, remaining));
			this.length += n;
			if (n == -1 || this.length > MAX_BODY) {
				return false;
			}
			byte[] bytes = new byte[n];
			System.arraycopy(buffer, 0, bytes, 0, n);
			this.pieces.add(new Piece(System.nanoTime(), bytes));
			remaining -= n;
		}
		return true;
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		int next = this.input.read();
		while (next != '\n') {
			if (next == -1) {
				throw new EOFException("The connection was closed without an answer");
			}
			if (line.size() == MAX_LINE) {
				throw new ProtocolException("A line of the answer is too long");
			}
			line.write(next);
			next = this.input.read();
		}
		String text = line.toString(StandardCharsets.ISO_8859_1);
		return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
	}

	private static String printable(String text) {
		return text.substring(0, Math.min(text.length(), 60)).replaceAll("[^ -~]", "?");
	}

}
