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

package io.webgateway.client;

import io.netty.buffer.ByteBuf;

import io.webgateway.codec.DecodedResponseHead;
import io.webgateway.codec.MalformedResponseException;
import io.webgateway.codec.ResponseHeadDecoder;

/**
 * A response that is a stream of bytes: its head as CGI has it, and its body.
 */
final class CgiResponse {

	private static final int MAX_INTERIM = 16;

	private final int maxHeadSize;

	private ResponseHeadDecoder decoder;

	private boolean headComplete;

	private int interim;

	CgiResponse(int maxHeadSize) {
		this.maxHeadSize = maxHeadSize;
		this.decoder = new ResponseHeadDecoder(maxHeadSize);
	}

	boolean isHeadComplete() {
		return this.headComplete;
	}

	void receive(ByteBuf bytes, ResponseReceiver receiver) {
		while (!this.headComplete && bytes.isReadable()) {
			DecodedResponseHead head = this.decoder.decode(bytes);
			if (head != null) {
				receive(head, receiver);
			}
		}
		if (bytes.isReadable()) {
			receiver.body(bytes);
		}
	}

	private void receive(DecodedResponseHead head, ResponseReceiver receiver) {
		if (!head.isInterim()) {
			this.headComplete = true;
			receiver.head(head);
			return;
		}
		if (++this.interim > MAX_INTERIM) {
			throw new MalformedResponseException("Expected no more than " + MAX_INTERIM + " interim responses");
		}
		this.decoder = new ResponseHeadDecoder(this.maxHeadSize);
	}

}
