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

package io.webgateway.codec.fastcgi;

import java.util.Arrays;

import io.netty.buffer.ByteBuf;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.HeadTooLargeException;
import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;

/**
 * Collects the {@link FastCgiRecordType#PARAMS} stream of one request. Pairs are decoded
 * at the end of the stream only, because web servers cut them between records at any
 * byte.
 */
public final class FastCgiParams {

	private static final byte[] NOTHING = {};

	private final HeadLimits limits;

	private byte[] block = NOTHING;

	private int length;

	/**
	 * Create a new collector.
	 * @param limits bounds of the stream's bytes and variables
	 */
	public FastCgiParams(HeadLimits limits) {
		this.limits = limits;
	}

	/**
	 * Append a fragment of the stream.
	 * @param fragment the fragment, which is read to its end but not released
	 * @throws HeadTooLargeException if the stream gets longer than it may
	 */
	public void append(ByteBuf fragment) {
		int fragmentLength = fragment.readableBytes();
		this.limits.checkBytes((long) this.length + fragmentLength);
		ensureCapacity(this.length + fragmentLength);
		fragment.readBytes(this.block, this.length, fragmentLength);
		this.length += fragmentLength;
	}

	private void ensureCapacity(int capacity) {
		// The first fragment is mostly the only one, so its length is the first capacity
		if (capacity > this.block.length) {
			int doubled = (int) Math.min(this.block.length * 2L, this.limits.maxBytes());
			this.block = Arrays.copyOf(this.block, Math.max(capacity, doubled));
		}
	}

	/**
	 * Decode the stream after its end. Nothing may be appended afterwards.
	 * @return the meta-variables of the request
	 * @throws MalformedRequestException if the stream is not a sequence of pairs
	 * @throws HeadTooLargeException if there are too many variables
	 */
	public MetaVariables decode() {
		return NameValuePairs.decode(this.block, this.length, this.limits.maxVariables());
	}

}
