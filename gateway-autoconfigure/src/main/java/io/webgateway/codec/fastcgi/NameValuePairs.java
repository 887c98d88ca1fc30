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

package io.webgateway.codec.fastcgi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;

/**
 * Name-value pairs (FastCGI Specification, section 3.4): each pair is the length of its
 * name, the length of its value, the name and the value. A length takes one byte, or four
 * bytes of which the first has its highest bit set.
 */
final class NameValuePairs {

	private static final int MAX_SHORT_LENGTH = 127;

	private static final int LONG_LENGTH_BIT = 1 << 31;

	private final byte[] block;

	private final int end;

	private int position;

	private NameValuePairs(byte[] block, int end) {
		this.block = block;
		this.end = end;
	}

	static MetaVariables decode(byte[] block, int length, int maxVariables) {
		return new NameValuePairs(block, length).decode(maxVariables);
	}

	private MetaVariables decode(int maxVariables) {
		MetaVariables.Builder variables = new MetaVariables.Builder(this.block, maxVariables);
		while (this.position < this.end) {
			int nameLength = readLength();
			int valueLength = readLength();
			int nameStart = skip(nameLength);
			int valueStart = skip(valueLength);
			variables.add(nameStart, nameLength, valueStart, valueLength);
		}
		return variables.build();
	}

	private int readLength() {
		int first = this.block[skip(1)];
		if (first >= 0) {
			return first;
		}
		int rest = skip(3);
		return (first & MAX_SHORT_LENGTH) << 24 | (this.block[rest] & 0xFF) << 16 | (this.block[rest + 1] & 0xFF) << 8
				| this.block[rest + 2] & 0xFF;
	}

	private int skip(int length) {
		if (length > this.end - this.position) {
			throw new MalformedRequestException("Name-value pair is longer than what holds it");
		}
		int start = this.position;
		this.position += length;
		return start;
	}

	static void encode(CharSequence name, CharSequence value, ByteBuf out) {
		writeLength(name.length(), out);
		writeLength(value.length(), out);
		ByteBufUtil.writeAscii(out, name);
		ByteBufUtil.writeAscii(out, value);
	}

	private static void writeLength(int length, ByteBuf out) {
		if (length <= MAX_SHORT_LENGTH) {
			out.writeByte(length);
		}
		else {
			out.writeInt(length | LONG_LENGTH_BIT);
		}
	}

}
