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
 * Base class of streams that read no byte more than they are asked for.
 */
abstract class BodyInputStream extends InputStream {

	@Override
	public final int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) != -1) ? single[0] & 0xFF : -1;
	}

	@Override
	public final int read(byte[] bytes, int offset, int length) throws IOException {
		return (length != 0) ? readSome(bytes, offset, length) : 0;
	}

	/**
	 * Read at least one byte.
	 * @param bytes where to put them
	 * @param offset where to begin
	 * @param length how many at most, at least one
	 * @return how many, or {@code -1} at the end of the body
	 * @throws IOException if the body is cut off
	 */
	protected abstract int readSome(byte[] bytes, int offset, int length) throws IOException;

}
