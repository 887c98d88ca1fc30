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
 * Responses in records of FastCGI, several at a time.
 */
final class FastCgiResponseReader implements ResponseReader {

	private static final int HEADER = 8;

	private final CgiResponse[] responses;

	private final ByteBuffer header = ByteBuffer.allocate(HEADER);

	/** The content of an {@code END_REQUEST} record. */
	private final ByteBuffer end = ByteBuffer.allocate(HEADER);

	private int content;

	private int padding;

	FastCgiResponseReader(int requests) {
		this.responses = new CgiResponse[requests];
		for (int i = 0; i < requests; i++) {
			this.responses[i] = new CgiResponse();
		}
	}

	@Override
	public void read(ByteBuffer in, Responses responses) throws ProtocolException {
		while (in.hasRemaining()) {
			if (this.header.hasRemaining()) {
				copy(in, this.header);
				if (!this.header.hasRemaining()) {
					beginRecord();
				}
			}
			if (!this.header.hasRemaining()) {
				readContent(in, responses);
			}
		}
	}

	private void beginRecord() throws ProtocolException {
		if (this.header.get(0) != 1) {
			throw new ProtocolException("Not a FastCGI record");
		}
		this.content = this.header.getShort(4) & 0xFFFF;
		this.padding = this.header.get(6) & 0xFF;
	}

	private void readContent(ByteBuffer in, Responses responses) throws ProtocolException {
		int length = Math.min(this.content, in.remaining());
		int limit = in.limit();
		in.limit(in.position() + length);
		content(in, responses);
		in.limit(limit);
		this.content -= length;
		if (this.content == 0) {
			int skipped = Math.min(this.padding, in.remaining());
			in.position(in.position() + skipped);
			this.padding -= skipped;
			if (this.padding == 0) {
				this.header.clear();
			}
		}
	}

	private void content(ByteBuffer in, Responses responses) throws ProtocolException {
		int id = this.header.getShort(2) & 0xFFFF;
		if (id < 1 || id > this.responses.length) {
			throw new ProtocolException("Record of a request that there is not");
		}
		CgiResponse response = this.responses[id - 1];
		switch (this.header.get(1)) {
			case FastCgiWire.STDOUT -> response.read(in);
			case FastCgiWire.END_REQUEST -> {
				copy(in, this.end);
				if (!this.end.hasRemaining()) {
					endRequest(id, response, responses);
				}
			}
			default -> throw new ProtocolException("Record of type " + this.header.get(1));
		}
	}

	private void endRequest(int id, CgiResponse response, Responses responses) throws ProtocolException {
		if (this.end.getInt(0) != 0 || this.end.get(4) != 0) {
			throw new ProtocolException("Ended with status " + this.end.getInt(0) + ", " + this.end.get(4));
		}
		this.end.clear();
		response.end();
		int status = response.status();
		long bodyBytes = response.bodyBytes();
		response.reset();
		responses.complete(id, status, bodyBytes);
	}

	private static void copy(ByteBuffer in, ByteBuffer out) {
		while (out.hasRemaining() && in.hasRemaining()) {
			out.put(in.get());
		}
	}

	@Override
	public void end(Responses responses) throws ProtocolException {
		if (this.header.position() > 0) {
			throw new ProtocolException("End within a record");
		}
	}

}
