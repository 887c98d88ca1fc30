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

package io.webgateway.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a request. A body of whatever length takes no more memory than one piece
 * of it, which is sent as often as it takes.
 *
 * @param pieces the pieces in their order
 */
record PreparedRequest(List<Piece> pieces) {

	/**
	 * Bytes that are sent several times in succession.
	 */
	record Piece(ByteBuffer bytes, long times) {

	}

	/**
	 * Builds a request.
	 */
	static final class Builder {

		private final List<Piece> pieces = new ArrayList<>();

		Builder add(ByteArrayOutputStream bytes) {
			return add(bytes.toByteArray(), 1);
		}

		Builder add(byte[] bytes, long times) {
			if (bytes.length > 0 && times > 0) {
				ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
				this.pieces.add(new Piece(direct, times));
			}
			return this;
		}

		PreparedRequest build() {
			return new PreparedRequest(List.copyOf(this.pieces));
		}

	}

}
