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

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The start of a response, which waits to leave with what follows. A short response fits
 * into it as a whole: one buffer is written faster than several, even if that takes a
 * copy.
 */
final class ResponseStart {

	/** A page of memory. */
	private static final int MAX_LENGTH = 4096;

	private @Nullable ByteBuf buffer;

	/**
	 * Let the head of the response wait.
	 * @param head the head, which is taken over
	 */
	void set(ByteBuf head) {
		this.buffer = head;
	}

	boolean isWaiting() {
		return this.buffer != null;
	}

	/**
	 * Return where to copy that much of the body to.
	 * @return the buffer, or {@code null} if the body is to leave on its own
	 */
	@Nullable ByteBuf forCopy(int length) {
		ByteBuf buffer = this.buffer;
		return (buffer != null && length <= MAX_LENGTH - buffer.readableBytes()) ? buffer : null;
	}

	/**
	 * Let it go.
	 * @return what has waited, or {@code null} if nothing has
	 */
	@Nullable ByteBuf take() {
		ByteBuf buffer = this.buffer;
		this.buffer = null;
		return buffer;
	}

	void release() {
		ByteBuf buffer = take();
		if (buffer != null) {
			buffer.release();
		}
	}

}
