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

package io.webgateway.codec.scgi;

import java.util.List;

import io.netty.buffer.ByteBuf;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.PeerProtocol;
import io.webgateway.codec.RequestDecoder;

/**
 * Decodes the one request of an SCGI connection: its head as {@link MetaVariables}, and
 * then everything that follows as {@link ByteBuf}s, as it arrives.
 */
public class ScgiRequestDecoder extends RequestDecoder {

	private static final int MAX_LENGTH_DIGITS = 7;

	private final HeadLimits limits;

	private State state = State.LENGTH;

	private int length;

	private int lengthDigits;

	/**
	 * Create a new decoder.
	 * @param limits bounds of the head
	 */
	public ScgiRequestDecoder(HeadLimits limits) {
		this.limits = limits;
	}

	@Override
	protected PeerProtocol getProtocol() {
		return PeerProtocol.SCGI;
	}

	@Override
	protected void decodeNext(ByteBuf in, List<Object> out) {
		switch (this.state) {
			case LENGTH -> readLength(in);
			case VARIABLES -> {
				// Nothing is allocated on the mere promise of a length
				if (in.readableBytes() > this.length) {
					out.add(readVariables(in));
					this.state = State.BODY;
				}
			}
			case BODY -> out.add(in.readRetainedSlice(in.readableBytes()));
		}
	}

	private void readLength(ByteBuf in) {
		while (in.isReadable()) {
			byte character = in.readByte();
			if (character == ':' && this.lengthDigits > 0) {
				this.limits.checkBytes(this.length);
				this.state = State.VARIABLES;
				return;
			}
			addLengthDigit(character);
		}
	}

	private void addLengthDigit(byte character) {
		boolean leadingZero = character == '0' && this.lengthDigits == 0;
		if (character < '0' || character > '9' || leadingZero || this.lengthDigits == MAX_LENGTH_DIGITS) {
			throw new MalformedRequestException("Expected the length of an SCGI head and a colon");
		}
		this.length = this.length * 10 + character - '0';
		this.lengthDigits++;
	}

	private MetaVariables readVariables(ByteBuf in) {
		byte[] block = new byte[this.length];
		in.readBytes(block);
		if (in.readByte() != ',') {
			throw new MalformedRequestException("Expected a comma after an SCGI head");
		}
		MetaVariables variables = decode(block);
		if (!variables.nameEquals(0, "CONTENT_LENGTH")) {
			throw new MalformedRequestException("Expected CONTENT_LENGTH as the first variable of an SCGI head");
		}
		if (!"1".equals(variables.get("SCGI"))) {
			throw new MalformedRequestException("Expected the variable SCGI with the value 1 in an SCGI head");
		}
		return variables;
	}

	private MetaVariables decode(byte[] block) {
		MetaVariables.Builder variables = new MetaVariables.Builder(block, this.limits.maxVariables());
		int position = 0;
		while (position < block.length) {
			int nameEnd = indexOfZero(block, position);
			int valueEnd = indexOfZero(block, nameEnd + 1);
			variables.add(position, nameEnd - position, nameEnd + 1, valueEnd - nameEnd - 1);
			position = valueEnd + 1;
		}
		return variables.build();
	}

	private static int indexOfZero(byte[] block, int start) {
		for (int i = start; i < block.length; i++) {
			if (block[i] == 0) {
				return i;
			}
		}
		throw new MalformedRequestException("Expected NUL after each name and each value of an SCGI head");
	}

	private enum State {

		LENGTH, VARIABLES, BODY

	}

}
