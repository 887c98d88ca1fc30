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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds a client back to a number of bytes in each second.
 */
public final class Pace {

	private static final int STEP = 4096;

	private final long bytesPerSecond;

	private final long start = System.nanoTime();

	private long bytes;

	private Pace(long bytesPerSecond) {
		this.bytesPerSecond = bytesPerSecond;
	}

	/**
	 * Write bytes at a pace.
	 * @param bytes the bytes
	 * @param bytesPerSecond how many in each second
	 * @return the body that writes them
	 */
	public static RequestBody body(byte[] bytes, long bytesPerSecond) {
		return RequestBody.of(bytes.length, (output) -> {
			Pace pace = new Pace(bytesPerSecond);
			for (int offset = 0; offset < bytes.length; offset += STEP) {
				int length = Math.min(STEP, bytes.length - offset);
				output.write(bytes, offset, length);
				output.flush();
				pace.passed(length);
			}
		});
	}

	/**
	 * Return a stream that is read at a pace.
	 * @param input where to read from
	 * @param bytesPerSecond how many in each second
	 * @return the stream
	 */
	public static InputStream of(InputStream input, long bytesPerSecond) {
		Pace pace = new Pace(bytesPerSecond);
		return new BodyInputStream() {

			@Override
			protected int readSome(byte[] bytes, int offset, int length) throws IOException {
				int count = input.read(bytes, offset, Math.min(length, STEP));
				pace.passed(Math.max(count, 0));
				return count;
			}

		};
	}

	private void passed(int count) {
		this.bytes += count;
		long due = this.start + TimeUnit.SECONDS.toNanos(1) * this.bytes / this.bytesPerSecond;
		for (long rest = due - System.nanoTime(); rest > 0
				&& !Thread.currentThread().isInterrupted(); rest = due - System.nanoTime()) {
			LockSupport.parkNanos(rest);
		}
	}

}
