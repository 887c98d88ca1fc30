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

package io.webgateway.benchmarks.load;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The head of a response: a status line or the field {@code Status}, and the fields that
 * say how the body ends.
 */
final class ResponseHead {

	private static final int MAX_LINE = 8192;

	private final byte[] line = new byte[MAX_LINE];

	private int length;

	private boolean complete;

	private int status;

	private long contentLength;

	private boolean chunked;

	ResponseHead() {
		reset();
	}

	void reset() {
		this.length = 0;
		this.complete = false;
		this.status = 0;
		this.contentLength = -1;
		this.chunked = false;
	}

	/**
	 * Take up bytes to the end of the head or of the buffer.
	 * @return whether the head is complete
	 */
	boolean read(ByteBuffer in) throws ProtocolException {
		while (!this.complete && in.hasRemaining()) {
			byte b = in.get();
			if (b == '\n') {
				endLine();
			}
			else if (this.length == MAX_LINE) {
				throw new ProtocolException("Line of the head too long");
			}
			else {
				this.line[this.length++] = b;
			}
		}
		return this.complete;
	}

	private void endLine() throws ProtocolException {
		int end = (this.length > 0 && this.line[this.length - 1] == '\r') ? this.length - 1 : this.length;
		this.length = 0;
		if (end == 0) {
			if (this.status == 0) {
				throw new ProtocolException("Head without a status");
			}
			this.complete = true;
			return;
		}
		switch (this.line[0] | 0x20) {
			case 'h', 's', 'c', 't' ->
				field(new String(this.line, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
			default -> {
				// Says nothing of the framing
			}
		}
	}

	private void field(String text) throws ProtocolException {
		if (text.startsWith("http/1.1 ")) {
			this.status = (int) number(text.substring(9, Math.min(12, text.length())));
		}
		else if (text.startsWith("status: ")) {
			this.status = (int) number(text.substring(8, Math.min(11, text.length())));
		}
		else if (text.startsWith("content-length:")) {
			this.contentLength = number(text.substring(15));
		}
		else if (text.startsWith("transfer-encoding:")) {
			this.chunked = text.endsWith("chunked");
		}
	}

	private static long number(String text) throws ProtocolException {
		try {
			return Long.parseLong(text.trim());
		}
		catch (NumberFormatException ex) {
			throw new ProtocolException("Not a number: '" + text + "'");
		}
	}

	boolean isComplete() {
		return this.complete;
	}

	int status() {
		return this.status;
	}

	/**
	 * Return the length of the body that the head announces, or {@code -1}.
	 */
	long contentLength() {
		return this.contentLength;
	}

	boolean isChunked() {
		return this.chunked;
	}

}
