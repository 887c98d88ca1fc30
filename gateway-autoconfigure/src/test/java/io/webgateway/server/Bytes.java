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

package io.webgateway.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Byte arrays of tests.
 */
final class Bytes {

	private Bytes() {
	}

	static byte[] of(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			bytes.writeBytes(part);
		}
		return bytes.toByteArray();
	}

	static byte[] from(byte[] bytes, int start) {
		return Arrays.copyOfRange(bytes, start, bytes.length);
	}

	static byte[] first(byte[] bytes, int length) {
		return Arrays.copyOf(bytes, length);
	}

	/**
	 * Return what tells bytes from other bytes, for messages that people can read.
	 */
	static String summary(byte[] bytes) {
		CRC32 checksum = new CRC32();
		checksum.update(bytes);
		return bytes.length + " bytes with checksum " + checksum.getValue();
	}

	/**
	 * Return bytes in which nothing repeats.
	 */
	static byte[] random(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

}
