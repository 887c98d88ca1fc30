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
 * A response of which the protocol says where it ends, or {@code Content-Length} does.
 */
final class CgiResponse {

	private final ResponseHead head = new ResponseHead();

	private long bodyBytes;

	void reset() {
		this.head.reset();
		this.bodyBytes = 0;
	}

	void read(ByteBuffer in) throws ProtocolException {
		if (this.head.read(in)) {
			this.bodyBytes += in.remaining();
			in.position(in.limit());
			if (this.head.contentLength() >= 0 && this.bodyBytes > this.head.contentLength()) {
				throw new ProtocolException("Body longer than Content-Length");
			}
		}
	}

	/**
	 * Return whether as much has arrived as {@code Content-Length} says.
	 */
	boolean hasItsLength() {
		return this.head.isComplete() && this.head.contentLength() == this.bodyBytes;
	}

	void end() throws ProtocolException {
		if (!this.head.isComplete()) {
			throw new ProtocolException("End within the head of a response");
		}
		if (this.head.contentLength() >= 0 && !hasItsLength()) {
			throw new ProtocolException("Body shorter than Content-Length");
		}
	}

	int status() {
		return this.head.status();
	}

	long bodyBytes() {
		return this.bodyBytes;
	}

}
