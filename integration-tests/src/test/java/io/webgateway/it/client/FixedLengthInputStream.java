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

package io.webgateway.it.client;

import java.io.IOException;
import java.io.InputStream;

/**
 * A body of known length.
 */
final class FixedLengthInputStream extends BodyInputStream {

	private final InputStream input;

	private long remaining;

	FixedLengthInputStream(InputStream input, long length) {
		this.input = input;
		this.remaining = length;
	}

	@Override
	protected int readSome(byte[] bytes, int offset, int length) throws IOException {
		if (this.remaining == 0) {
			return -1;
		}
		int count = this.input.read(bytes, offset, (int) Math.min(length, this.remaining));
		if (count == -1) {
			throw new IOException("closed " + this.remaining + " bytes before the end");
		}
		this.remaining -= count;
		return count;
	}

}
