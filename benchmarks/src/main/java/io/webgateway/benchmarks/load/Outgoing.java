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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What has still to be written to a connection. As much as can be is written at once.
 */
final class Outgoing {

	private static final int WINDOW = 8;

	private final Queue<PreparedRequest> requests = new ArrayDeque<>();

	private final ByteBuffer[] window = new ByteBuffer[WINDOW];

	private int start;

	private int end;

	private int piece;

	private long times;

	void add(PreparedRequest request) {
		this.requests.add(request);
	}

	void clear() {
		this.requests.clear();
		this.start = 0;
		this.end = 0;
		this.piece = 0;
		this.times = 0;
	}

	/**
	 * Write as much as the connection takes.
	 * @return whether everything has been written
	 */
	boolean writeTo(SocketChannel channel) throws IOException {
		while (this.start < this.end || fill()) {
			if (this.end - this.start == 1) {
				channel.write(this.window[this.start]);
			}
			else {
				channel.write(this.window, this.start, this.end - this.start);
			}
			while (this.start < this.end && !this.window[this.start].hasRemaining()) {
				this.start++;
			}
			if (this.start < this.end) {
				return false;
			}
		}
		return true;
	}

	private boolean fill() {
		this.start = 0;
		this.end = 0;
		PreparedRequest request;
		while (this.end < WINDOW && (request = this.requests.peek()) != null) {
			PreparedRequest.Piece next = request.pieces().get(this.piece);
			this.window[this.end++] = next.bytes().duplicate();
			if (++this.times == next.times()) {
				this.times = 0;
				if (++this.piece == request.pieces().size()) {
					this.piece = 0;
					this.requests.remove();
				}
			}
		}
		return this.end > 0;
	}

}
