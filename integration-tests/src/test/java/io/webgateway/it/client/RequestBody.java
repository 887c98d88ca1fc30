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
import java.io.OutputStream;

/**
 * The body of a {@link Request}.
 */
public interface RequestBody {

	/**
	 * The length of a body that does not tell it.
	 */
	long UNKNOWN = -1;

	/**
	 * The length where there is no body.
	 */
	long ABSENT = -2;

	long length();

	void writeTo(OutputStream output) throws IOException;

	default boolean isAbsent() {
		return length() == ABSENT;
	}

	static RequestBody none() {
		return of(ABSENT, (output) -> {
		});
	}

	static RequestBody of(byte[] bytes) {
		return of(bytes.length, (output) -> output.write(bytes));
	}

	/**
	 * A body of unknown length, which leaves over HTTP as one chunk for each write.
	 * @param writer writes the body
	 * @return the body
	 */
	static RequestBody chunked(Writer writer) {
		return of(UNKNOWN, writer);
	}

	static RequestBody of(long length, Writer writer) {
		return new RequestBody() {

			@Override
			public long length() {
				return length;
			}

			@Override
			public void writeTo(OutputStream output) throws IOException {
				writer.writeTo(output);
			}

		};
	}

	/**
	 * Writes the bytes of a body.
	 */
	@FunctionalInterface
	interface Writer {

		void writeTo(OutputStream output) throws IOException;

	}

}
