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
 * Responses in packets of AJP 1.3, one after the other.
 */
final class AjpResponseReader implements ResponseReader {

	private static final int HEADER = 4;

	private static final int MAGIC = 'A' << 8 | 'B';

	private static final int SEND_BODY_CHUNK = 3;

	private static final int SEND_HEADERS = 4;

	private static final int END_RESPONSE = 5;

	private final ByteBuffer packet = ByteBuffer.allocate(HEADER + 0xFFFF).limit(HEADER);

	private int status;

	private long bodyBytes;

	@Override
	public void read(ByteBuffer in, Responses responses) throws ProtocolException {
		while (in.hasRemaining()) {
			int length = Math.min(in.remaining(), this.packet.remaining());
			this.packet.put(in.slice(in.position(), length));
			in.position(in.position() + length);
			if (!this.packet.hasRemaining()) {
				advance(responses);
			}
		}
	}

	private void advance(Responses responses) throws ProtocolException {
		if (this.packet.position() == HEADER) {
			int length = this.packet.getShort(2) & 0xFFFF;
			if (this.packet.getShort(0) != MAGIC || length == 0) {
				throw new ProtocolException("Not a packet of AJP");
			}
			this.packet.limit(HEADER + length);
		}
		else {
			this.packet.flip().position(HEADER);
			receive(responses);
			this.packet.clear().limit(HEADER);
		}
	}

	private void receive(Responses responses) throws ProtocolException {
		int type = this.packet.get();
		switch (type) {
			case SEND_HEADERS -> {
				this.status = this.packet.getShort();
			}
			case SEND_BODY_CHUNK -> {
				this.bodyBytes += this.packet.getShort() & 0xFFFF;
			}
			case END_RESPONSE -> {
				long bodyBytes = this.bodyBytes;
				int status = this.status;
				this.bodyBytes = 0;
				this.status = 0;
				responses.complete(1, status, bodyBytes);
			}
			default -> throw new ProtocolException("Packet of type " + type);
		}
	}

	@Override
	public void end(Responses responses) throws ProtocolException {
		if (this.packet.position() > 0 || this.status != 0) {
			throw new ProtocolException("End within a response");
		}
	}

}
