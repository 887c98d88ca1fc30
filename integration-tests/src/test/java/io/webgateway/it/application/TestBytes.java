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

package io.webgateway.it.application;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bytes that both sides know without being told: a repetition, a gap or an exchange of
 * two parts shows.
 */
public final class TestBytes {

	private TestBytes() {
	}

	public static byte at(long position) {
		return (byte) (position * 31 + (position >>> 8) * 17 + (position >>> 16) * 7);
	}

	public static byte[] slice(long start, int length) {
		byte[] bytes = new byte[length];
		for (int i = 0; i < length; i++) {
			bytes[i] = at(start + i);
		}
		return bytes;
	}

	public static byte[] first(int length) {
		return slice(0, length);
	}

	public static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static String digest(byte[] bytes) {
		return HexFormat.of().formatHex(digest().digest(bytes));
	}

}
