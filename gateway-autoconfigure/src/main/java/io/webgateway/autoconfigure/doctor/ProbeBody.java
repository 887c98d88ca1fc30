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

package io.webgateway.autoconfigure.doctor;

import java.util.Random;
import java.util.zip.CRC32C;

import org.springframework.util.unit.DataSize;

/**
 * The body of a request for the doctor to send.
 *
 * @param size how long it is
 * @param framing how the web server gets to know that
 */
record ProbeBody(DataSize size, Framing framing) {

	static final int BLOCK = 16 * 1024;

	/**
	 * Return a part of the body, which looks like nothing that could be compressed.
	 * @param position the position of the part, a multiple of {@link #BLOCK}
	 * @return the bytes
	 */
	byte[] block(long position) {
		byte[] block = new byte[(int) Math.min(BLOCK, this.size.toBytes() - position)];
		new Random(position).nextBytes(block);
		return block;
	}

	/**
	 * Return the checksum that the application has to find.
	 * @return the checksum
	 */
	String checksum() {
		CRC32C checksum = new CRC32C();
		for (long position = 0; position < this.size.toBytes(); position += BLOCK) {
			checksum.update(block(position));
		}
		return Long.toHexString(checksum.getValue());
	}

	/**
	 * How the web server gets to know how long a body is.
	 */
	enum Framing {

		/**
		 * At its beginning.
		 */
		LENGTH,

		/**
		 * At its beginning, and there is a pause before its second half.
		 */
		LENGTH_AND_PAUSE,

		/**
		 * At its end, when the last chunk has come.
		 */
		CHUNKED

	}

}
