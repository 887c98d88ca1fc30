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
import io.webgateway.codec.PeerProtocol;
import io.webgateway.codec.RequestDecoder;

/**
 * Decodes the one request of a uwsgi connection: its head as {@link UwsgiRequestHead},
 * and then everything that follows as {@link ByteBuf}s, as it arrives. Of a ping nothing
 * is decoded but its modifiers, and of other packets that are not a request not even
 * these.
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
	protected PeerProtocol getProtocol() {
		return PeerProtocol.UWSGI;
	}

	@Override
	protected void decodeNext(ByteBuf in, List<Object> out) {
		switch (this.state) {
			case HEAD -> {
				checkModifier(in.getUnsignedByte(in.readerIndex()));
				if (in.readableBytes() >= HEADER_LENGTH) {
					readHead(in, out);
				}
			}
			case BODY -> out.add(in.readRetainedSlice(in.readableBytes()));
			case PING -> in.skipBytes(in.readableBytes());
		}
	}

	/**
	 * Among the packets that are not served are commands that evaluate code.
	 */
	private static void checkModifier(int modifier1) {
		if (modifier1 != UwsgiModifier.PING && !UwsgiModifier.isRequest(modifier1)) {
			throw new MalformedRequestException("Expected a uwsgi request, but modifier1 is " + modifier1);
		}
	}

	private void readHead(ByteBuf in, List<Object> out) {
		int start = in.readerIndex();
		int modifier1 = in.getUnsignedByte(start);
		int length = in.getUnsignedShortLE(start + 1);
		int modifier2 = in.getUnsignedByte(start + 3);
		if (modifier1 == UwsgiModifier.PING) {
			in.skipBytes(HEADER_LENGTH);
			out.add(new UwsgiRequestHead(modifier1, modifier2, MetaVariables.empty()));
			this.state = State.PING;
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

		HEAD, BODY, PING

	}

}
