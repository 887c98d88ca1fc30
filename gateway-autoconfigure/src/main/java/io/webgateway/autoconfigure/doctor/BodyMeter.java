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

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.util.unit.DataSize;

/**
 * Measures the body of a probe while it arrives, and keeps nothing of it.
 */
final class BodyMeter {

	static final DataSize MAX_LENGTH = DataSize.ofGigabytes(2);

	private final CRC32C checksum = new CRC32C();

	private long last = System.nanoTime();

	private long pause;

	private long length;

	/**
	 * Add what has arrived.
	 * @param buffer the buffer, which is released
	 * @return this meter
	 */
	BodyMeter add(DataBuffer buffer) {
		long now = System.nanoTime();
		this.pause = Math.max(this.pause, now - this.last);
		this.last = now;
		try (DataBuffer.ByteBufferIterator iterator = buffer.readableByteBuffers()) {
			while (iterator.hasNext()) {
				ByteBuffer bytes = iterator.next();
				this.length += bytes.remaining();
				this.checksum.update(bytes);
			}
		}
		finally {
			DataBufferUtils.release(buffer);
		}
		if (this.length > MAX_LENGTH.toBytes()) {
			throw new IllegalArgumentException("The body is longer than that of any probe");
		}
		return this;
	}

	void addTo(Report report) {
		report.add(Report.BODY_LENGTH, this.length);
		report.add(Report.BODY_CHECKSUM, Long.toHexString(this.checksum.getValue()));
		report.add(Report.BODY_PAUSE, TimeUnit.NANOSECONDS.toMillis(this.pause));
	}

}
