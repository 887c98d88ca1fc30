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

package io.webgateway.codec.uwsgi;

import java.util.List;

import io.netty.buffer.ByteBuf;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.RequestDecoder;

/**
 * Decodes the one request of a uwsgi connection: its head as {@link UwsgiRequestHead},
 * and then everything that follows as {@link ByteBuf}s, as it arrives. Of a packet that
 * is not a request nothing is decoded but its modifiers.
 */
public class UwsgiRequestDecoder extends RequestDecoder {

	private static final int HEADER_LENGTH = 4;

	private static final int LENGTH_LENGTH = 2;

	private final HeadLimits limits;

	private State state = State.HEAD;

	/**
	 * Create a new decoder.
	 * @param limits bounds of the head
	 */
	public UwsgiRequestDecoder(HeadLimits limits) {
		this.limits = limits;
	}

	@Override
	protected void decodeNext(ByteBuf in, List<Object> out) {
		switch (this.state) {
			case HEAD -> {
				if (in.readableBytes() >= HEADER_LENGTH) {
					readHead(in, out);
				}
			}
			case BODY -> out.add(in.readRetainedSlice(in.readableBytes()));
			case NO_REQUEST -> in.skipBytes(in.readableBytes());
		}
	}

	private void readHead(ByteBuf in, List<Object> out) {
		int start = in.readerIndex();
		int modifier1 = in.getUnsignedByte(start);
		int length = in.getUnsignedShortLE(start + 1);
		int modifier2 = in.getUnsignedByte(start + 3);
		if (!UwsgiModifier.isRequest(modifier1)) {
			in.skipBytes(HEADER_LENGTH);
			out.add(new UwsgiRequestHead(modifier1, modifier2, MetaVariables.empty()));
			this.state = State.NO_REQUEST;
			return;
		}
		this.limits.checkBytes(length);
		if (in.readableBytes() >= HEADER_LENGTH + length) {
			in.skipBytes(HEADER_LENGTH);
			byte[] block = new byte[length];
			in.readBytes(block);
			out.add(new UwsgiRequestHead(modifier1, modifier2, decode(block)));
			this.state = State.BODY;
		}
	}

	private MetaVariables decode(byte[] block) {
		MetaVariables.Builder variables = new MetaVariables.Builder(block, this.limits.maxVariables());
		int position = 0;
		while (position < block.length) {
			int nameLength = readLength(block, position);
			int nameStart = position + LENGTH_LENGTH;
			int valueLength = readLength(block, nameStart + nameLength);
			int valueStart = nameStart + nameLength + LENGTH_LENGTH;
			variables.add(nameStart, nameLength, valueStart, valueLength);
			position = valueStart + valueLength;
		}
		return variables.build();
	}

	private static int readLength(byte[] block, int position) {
		int available = block.length - position - LENGTH_LENGTH;
		if (available >= 0) {
			int length = block[position] & 0xFF | (block[position + 1] & 0xFF) << 8;
			if (length <= available) {
				return length;
			}
		}
		throw new MalformedRequestException("Expected names and values that use the whole block of a uwsgi packet");
	}

	private enum State {

		HEAD, BODY, NO_REQUEST

	}

}
