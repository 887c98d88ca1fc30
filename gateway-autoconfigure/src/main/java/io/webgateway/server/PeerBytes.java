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

/**
 * Bytes of a peer in words that a log can bear.
 */
final class PeerBytes {

	private PeerBytes() {
	}

	/**
	 * Return the bytes with all but printable ASCII characters as hexadecimal escapes.
	 */
	static String escape(byte[] bytes) {
		StringBuilder text = new StringBuilder(bytes.length * 2);
		for (byte value : bytes) {
			if (value >= ' ' && value < 0x7F && value != '"' && value != '\\') {
				text.append((char) value);
			}
			else {
				text.append("\\x")
					.append(Character.forDigit(value >> 4 & 0xF, 16))
					.append(Character.forDigit(value & 0xF, 16));
			}
		}
		return text.toString();
	}

}
