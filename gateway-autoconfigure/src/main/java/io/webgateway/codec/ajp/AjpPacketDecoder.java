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

package io.webgateway.codec.ajp;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.PeerProtocol;
import io.webgateway.codec.RequestDecoder;

/**
 * Decodes the packets that a web server sends, or those that an application sends, each
 * whole, as a {@link ByteBuf} of what follows its header. What that means depends on what
 * has come before.
 */
public class AjpPacketDecoder extends RequestDecoder {

	private static final int HEADER_LENGTH = 4;

	private static final int MAGIC_OF_WEB_SERVER = 0x1234;

	private static final int MAGIC_OF_APPLICATION = 0x4142;

	private final int maxPacketSize;

	private final int magic;

	private boolean withinPacket;

	/**
	 * Create a new decoder.
	 * @param maxPacketSize the largest size of a packet in bytes, its header included
	 */
	public AjpPacketDecoder(int maxPacketSize) {
		this(maxPacketSize, MAGIC_OF_WEB_SERVER);
	}

	private AjpPacketDecoder(int maxPacketSize, int magic) {
		this.maxPacketSize = maxPacketSize;
		this.magic = magic;
	}

	/**
	 * Return a new decoder of what an application sends.
	 * @param maxPacketSize the largest size of a packet in bytes, its header included
	 * @return the decoder
	 */
	public static AjpPacketDecoder ofApplication(int maxPacketSize) {
		return new AjpPacketDecoder(maxPacketSize, MAGIC_OF_APPLICATION);
	}

	/**
	 * Return whether a packet has arrived in part.
	 * @return whether the rest of a packet is missing
	 */
	public boolean isWithinPacket() {
		return this.withinPacket;
	}

	@Override
	protected PeerProtocol getProtocol() {
		return PeerProtocol.AJP;
	}

	@Override
	protected void decodeNext(ByteBuf in, List<Object> out) {
		int start = in.readerIndex();
		int available = in.readableBytes();
		this.withinPacket = true;
		checkMagic(in, start, available);
		if (available < HEADER_LENGTH) {
			return;
		}
		int length = in.getUnsignedShort(start + 2);
		if (HEADER_LENGTH + length > this.maxPacketSize) {
			throw new MalformedRequestException(
					"Expected AJP packets of no more than " + this.maxPacketSize + " bytes (max-packet-size)");
		}
		if (available >= HEADER_LENGTH + length) {
			in.skipBytes(HEADER_LENGTH);
			out.add((length > 0) ? in.readRetainedSlice(length) : Unpooled.EMPTY_BUFFER);
			this.withinPacket = false;
		}
	}

	private void checkMagic(ByteBuf in, int start, int available) {
		boolean first = in.getUnsignedByte(start) == this.magic >> 8;
		if (!first || (available > 1 && in.getUnsignedShort(start) != this.magic)) {
			throw new MalformedRequestException((this.magic == MAGIC_OF_WEB_SERVER)
					? "Expected an AJP packet of a web server, which begins with 0x1234"
					: "Expected an AJP packet of an application, which begins with 0x4142");
		}
	}

}
