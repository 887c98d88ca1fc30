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

/**
 * Responses of HTTP/1.1, one after the other.
 */
final class HttpResponseReader implements ResponseReader {

	private static final int HEX = 16;

	private final ResponseHead head = new ResponseHead();

	private final StringBuilder line = new StringBuilder();

	private State state = State.HEAD;

	private long bodyBytes;

	/** Of the body or the chunk. */
	private long remaining;

	@Override
	public void read(ByteBuffer in, Responses responses) throws ProtocolException {
		while (in.hasRemaining()) {
			switch (this.state) {
				case HEAD -> readHead(in, responses);
				case BODY -> {
					readBody(in);
					if (this.remaining == 0) {
						complete(responses);
					}
				}
				case CHUNK_SIZE -> {
					if (readLine(in)) {
						beginChunk();
					}
				}
				case CHUNK -> {
					readBody(in);
					if (this.remaining == 0) {
						this.state = State.CHUNK_END;
					}
				}
				case CHUNK_END -> {
					if (readLine(in)) {
						this.state = State.CHUNK_SIZE;
					}
				}
				case TRAILER -> {
					if (readLine(in)) {
						complete(responses);
					}
				}
			}
		}
	}

	private void readHead(ByteBuffer in, Responses responses) throws ProtocolException {
		if (!this.head.read(in)) {
			return;
		}
		if (this.head.isChunked()) {
			this.state = State.CHUNK_SIZE;
		}
		else if (this.head.contentLength() < 0) {
			throw new ProtocolException("Response of unknown length");
		}
		else if (this.head.contentLength() == 0) {
			complete(responses);
		}
		else {
			this.remaining = this.head.contentLength();
			this.state = State.BODY;
		}
	}

	private void readBody(ByteBuffer in) {
		int length = (int) Math.min(this.remaining, in.remaining());
		in.position(in.position() + length);
		this.remaining -= length;
		this.bodyBytes += length;
	}

	private void beginChunk() throws ProtocolException {
		try {
			this.remaining = Long.parseLong(this.line, 0, this.line.length(), HEX);
		}
		catch (NumberFormatException ex) {
			throw new ProtocolException("Not the size of a chunk: " + this.line);
		}
		this.line.setLength(0);
		this.state = (this.remaining > 0) ? State.CHUNK : State.TRAILER;
	}

	/**
	 * Read up to the end of a line.
	 * @return whether {@link #line} is complete
	 */
	private boolean readLine(ByteBuffer in) {
		while (in.hasRemaining()) {
			char c = (char) (in.get() & 0xFF);
			if (c == '\n') {
				return true;
			}
			if (c != '\r') {
				this.line.append(c);
			}
		}
		return false;
	}

	private void complete(Responses responses) throws ProtocolException {
		int status = this.head.status();
		long bodyBytes = this.bodyBytes;
		this.head.reset();
		this.bodyBytes = 0;
		this.state = State.HEAD;
		responses.complete(1, status, bodyBytes);
	}

	@Override
	public void end(Responses responses) throws ProtocolException {
		if (this.state != State.HEAD) {
			throw new ProtocolException("End within a response");
		}
	}

	private enum State {

		HEAD, BODY, CHUNK_SIZE, CHUNK, CHUNK_END, TRAILER

	}

}
