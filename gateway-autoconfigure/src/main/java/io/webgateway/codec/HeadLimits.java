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

package io.webgateway.codec;

/**
 * Bounds of what a decoder reads before it knows the whole head of a request.
 *
 * @param maxBytes the largest size of the meta-variables in bytes, as the protocol
 * encodes them
 * @param maxVariables the largest number of meta-variables
 */
public record HeadLimits(int maxBytes, int maxVariables) {

	/**
	 * Create new limits.
	 * @param maxBytes the largest size in bytes
	 * @param maxVariables the largest number of meta-variables
	 * @throws IllegalArgumentException if a limit is not positive
	 */
	public HeadLimits {
		if (maxBytes < 1 || maxVariables < 1) {
			throw new IllegalArgumentException("Limits of a request head must be positive");
		}
	}

	/**
	 * Check the size of a head, before memory is set aside for it.
	 * @param bytes the size in bytes
	 * @throws HeadTooLargeException if it is larger than {@link #maxBytes()}
	 */
	public void checkBytes(long bytes) {
		if (bytes > this.maxBytes) {
			throw new HeadTooLargeException("Meta-variables of more than " + this.maxBytes + " bytes");
		}
	}

}
