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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Bytes of a FastCGI connection, put together without the code under test.
 */
class FastCgiBytes {

	private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

	FastCgiBytes record(FastCgiRecordType type, int requestId, byte[] content) {
		return record(type.ordinal() + 1, requestId, content, 0);
	}

	FastCgiBytes record(FastCgiRecordType type, int requestId, String content) {
		return record(type, requestId, latin1(content));
	}

	FastCgiBytes record(int type, int requestId, byte[] content, int padding) {
		header(type, requestId, content.length, padding);
		this.bytes.writeBytes(content);
		for (int i = 0; i < padding; i++) {
			this.bytes.write('P');
		}
		return this;
	}

	FastCgiBytes header(int type, int requestId, int contentLength, int padding) {
		this.bytes.write(1);
		this.bytes.write(type);
		this.bytes.write(requestId >> 8);
		this.bytes.write(requestId);
		this.bytes.write(contentLength >> 8);
		this.bytes.write(contentLength);
		this.bytes.write(padding);
		this.bytes.write(0xEE);
		return this;
	}

	FastCgiBytes raw(int... values) {
		for (int value : values) {
			this.bytes.write(value);
		}
		return this;
	}

	FastCgiBytes raw(String text) {
		this.bytes.writeBytes(latin1(text));
		return this;
	}

	FastCgiBytes pair(String name, String value) {
		return length(name.length()).length(value.length()).raw(name).raw(value);
	}

	FastCgiBytes length(int length) {
		return (length < 128) ? raw(length) : longLength(length);
	}

	FastCgiBytes longLength(int length) {
		return raw(length >> 24 | 0x80, length >> 16, length >> 8, length);
	}

	byte[] toBytes() {
		return this.bytes.toByteArray();
	}

	static byte[] latin1(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
