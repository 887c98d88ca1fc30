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

package io.webgateway.codec.ajp;

import io.webgateway.codec.MalformedRequestException;

/**
 * Reads a packet from its beginning to its end, with its strings left where they are.
 */
final class PacketCursor {

	private static final int NULL = 0xFFFF;

	private final VariableBlock block;

	private final int end;

	private int position;

	private int start;

	private int length;

	PacketCursor(VariableBlock block, int end) {
		this.block = block;
		this.end = end;
	}

	boolean isAtEnd() {
		return this.position >= this.end;
	}

	/**
	 * Return the next byte without reading it.
	 * @return the byte, or -1 at the end
	 */
	int peekByte() {
		return isAtEnd() ? -1 : this.block.get(this.position) & 0xFF;
	}

	int readByte() {
		int index = this.position;
		skip(1);
		return this.block.get(index) & 0xFF;
	}

	int readNumber() {
		return readByte() << 8 | readByte();
	}

	void readString() {
		int length = readNumber();
		this.start = this.position;
		this.length = length;
		if (length != NULL) {
			skip(length);
			if (readByte() != 0) {
				throw new MalformedRequestException("Expected NUL after each string of an AJP request");
			}
		}
	}

	private void skip(int length) {
		if (length > this.end - this.position) {
			throw new MalformedRequestException("Expected an AJP request that ends within its packet");
		}
		this.position += length;
	}

	/**
	 * Return whether the string that was read last is none at all.
	 */
	boolean isNull() {
		return this.length == NULL;
	}

	/**
	 * Return where in the block the string begins that was read last.
	 */
	int start() {
		return this.start;
	}

	/**
	 * Return the length of the string that was read last.
	 */
	int length() {
		return isNull() ? 0 : this.length;
	}

}
