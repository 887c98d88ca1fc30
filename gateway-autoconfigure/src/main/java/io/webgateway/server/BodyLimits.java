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

import java.time.Duration;

/**
 * Bounds of the body of a request.
 *
 * @param maxSize the largest size in bytes, or {@link #UNLIMITED}; larger bodies are
 * answered with status 413
 * @param minRate how many bytes a second have to arrive at least, until the response
 * begins, or 0 for any number; slower bodies are answered with status 408
 * @param timeout for how long the body may stay behind that rate
 * @param stallTimeout for how long a body of which nothing is read may hold up the other
 * requests of its connection, where the protocol multiplexes; then it is answered with
 * status 503
 * @param maxDiscarded the largest number of bytes that are read and discarded after the
 * response ended, before the connection is closed
 * @param discardTimeout how long such discarding may take
 */
public record BodyLimits(long maxSize, int minRate, Duration timeout, Duration stallTimeout, long maxDiscarded,
		Duration discardTimeout) {

	/**
	 * No bound.
	 */
	public static final long UNLIMITED = -1;

	/**
	 * The limits of a listener that is not configured otherwise: 1 GiB, 512 bytes a
	 * second, behind which a body may stay for 30 seconds, 10 seconds of holding up
	 * others, 64 MiB discarded within 30 seconds.
	 */
	public static final BodyLimits DEFAULTS = new BodyLimits(1L << 30, 512, Duration.ofSeconds(30),
			Duration.ofSeconds(10), 64L << 20, Duration.ofSeconds(30));

	/**
	 * Return whether a body is larger than it may be.
	 */
	boolean isExceededBy(long size) {
		return this.maxSize != UNLIMITED && size > this.maxSize;
	}

}
