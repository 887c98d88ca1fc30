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

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;

/**
 * Measures uploaded files while they pass by.
 */
class UploadReport {

	private final List<UploadedFile> files = new ArrayList<>();

	private @Nullable Measurement current;

	void add(PartEvent event) {
		try {
			if (event instanceof FilePartEvent file && !file.filename().isEmpty()) {
				add(file);
			}
		}
		finally {
			DataBufferUtils.release(event.content());
		}
	}

	private void add(FilePartEvent event) {
		Measurement measurement = (this.current != null) ? this.current : new Measurement();
		measurement.add(event.content());
		this.current = measurement;
		if (event.isLast()) {
			this.files.add(measurement.result(event.filename()));
			this.current = null;
		}
	}

	List<UploadedFile> files() {
		return this.files;
	}

	/**
	 * A file that has been uploaded.
	 *
	 * @param name its name
	 * @param size its size in bytes
	 * @param sha256 its SHA-256 in hexadecimal digits
	 * @param time how long it took from its first bytes to its last
	 */
	record UploadedFile(String name, long size, String sha256, Duration time) {

	}

	private static final class Measurement {

		private final MessageDigest digest = sha256();

		private final long start = System.nanoTime();

		private long size;

		void add(DataBuffer content) {
			this.size += content.readableByteCount();
			try (DataBuffer.ByteBufferIterator buffers = content.readableByteBuffers()) {
				buffers.forEachRemaining(this.digest::update);
			}
		}

		UploadedFile result(String name) {
			return new UploadedFile(name, this.size, HexFormat.of().formatHex(this.digest.digest()),
					Duration.ofNanos(System.nanoTime() - this.start));
		}

		private static MessageDigest sha256() {
			try {
				return MessageDigest.getInstance("SHA-256");
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

}
