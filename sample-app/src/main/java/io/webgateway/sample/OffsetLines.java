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

package io.webgateway.sample;

/**
 * An endless text each line of which says where in the text it begins, so that whoever
 * gets a part of it can tell whether it is the right one.
 */
final class OffsetLines {

	static final int LINE_LENGTH = 16;

	private OffsetLines() {
	}

	/**
	 * Return a part of the text.
	 * @param offset where the part begins: at the beginning of a line
	 * @param length the length of the part, which may end within a line
	 * @return the part
	 */
	static byte[] at(long offset, int length) {
		byte[] part = new byte[length];
		for (int line = 0; line < length; line += LINE_LENGTH) {
			long rest = offset + line;
			for (int digit = LINE_LENGTH - 2; digit >= 0; digit--) {
				set(part, line + digit, (byte) ('0' + rest % 10));
				rest /= 10;
			}
			set(part, line + LINE_LENGTH - 1, (byte) '\n');
		}
		return part;
	}

	private static void set(byte[] part, int index, byte value) {
		if (index < part.length) {
			part[index] = value;
		}
	}

}
