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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;

import io.webgateway.codec.MetaVariables;

/**
 * Collects meta-variables of which the packet has the values, and most names are not in
 * it: one block that begins with the packet and goes on with what is missing there.
 */
final class VariableBlock {

	/** For the names that each request has, and the codes of a dozen header fields. */
	private static final int USUAL_LENGTH = 512;

	private static final int MAX_DIGITS = 5;

	private final MetaVariables.Builder variables;

	private byte[] bytes;

	private int end;

	VariableBlock(ByteBuf packet, int maxVariables) {
		this.end = packet.readableBytes();
		this.bytes = new byte[this.end + USUAL_LENGTH];
		packet.readBytes(this.bytes, 0, this.end);
		this.variables = new MetaVariables.Builder(this.bytes, maxVariables);
	}

	byte get(int index) {
		return this.bytes[index];
	}

	String text(int start, int length) {
		return new String(this.bytes, start, length, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Add a variable whose value is in the block.
	 */
	void add(byte[] name, int valueStart, int valueLength) {
		int nameStart = this.end;
		append(name);
		add(nameStart, name.length, valueStart, valueLength);
	}

	void add(byte[] name, byte[] value) {
		int nameStart = this.end;
		append(name);
		append(value);
		add(nameStart, name.length, nameStart + name.length, value.length);
	}

	void add(byte[] name, int number) {
		int nameStart = this.end;
		append(name);
		int valueStart = this.end;
		appendNumber(number);
		add(nameStart, name.length, valueStart, this.end - valueStart);
	}

	/**
	 * Add a variable of which name and value are in the block.
	 */
	void add(int nameStart, int nameLength, int valueStart, int valueLength) {
		this.variables.add(nameStart, nameLength, valueStart, valueLength);
	}

	int end() {
		return this.end;
	}

	void append(int value) {
		ensureCapacity(1);
		this.bytes[this.end++] = (byte) value;
	}

	void append(byte[] values) {
		ensureCapacity(values.length);
		System.arraycopy(values, 0, this.bytes, this.end, values.length);
		this.end += values.length;
	}

	void appendCopy(int start, int length) {
		ensureCapacity(length);
		System.arraycopy(this.bytes, start, this.bytes, this.end, length);
		this.end += length;
	}

	private void appendNumber(int number) {
		ensureCapacity(MAX_DIGITS);
		int divisor = 1;
		while (number / divisor >= 10) {
			divisor *= 10;
		}
		for (; divisor > 0; divisor /= 10) {
			this.bytes[this.end++] = (byte) ('0' + number / divisor % 10);
		}
	}

	private void ensureCapacity(int length) {
		int capacity = this.end + length;
		if (capacity > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(capacity, this.bytes.length * 2));
		}
	}

	MetaVariables build() {
		return this.variables.build(this.bytes);
	}

}
