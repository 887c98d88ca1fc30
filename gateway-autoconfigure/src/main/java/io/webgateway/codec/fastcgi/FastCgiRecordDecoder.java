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

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.PeerProtocol;
import io.webgateway.codec.RequestDecoder;

/**
 * Decodes the records that a web server sends, or those that an application sends, each
 * as a {@link FastCgiRecord}. What belongs to a stream is passed on as it arrives, in
 * fragments that share the memory of what was received. All other records are passed on
 * whole.
 */
public class FastCgiRecordDecoder extends RequestDecoder {

	private static final int VERSION = 1;

	private static final Set<FastCgiRecordType> STREAMS_OF_WEB_SERVER = EnumSet.of(FastCgiRecordType.PARAMS,
			FastCgiRecordType.STDIN, FastCgiRecordType.DATA);

	private static final Set<FastCgiRecordType> STREAMS_OF_APPLICATION = EnumSet.of(FastCgiRecordType.STDOUT,
			FastCgiRecordType.STDERR);

	private final Set<FastCgiRecordType> streams;

	private State state = State.HEADER;

	/**
	 * The bytes of a header, of which none is left behind in the buffer: the buffer would
	 * be copied when the next one arrives.
	 */
	private long header;

	private int headerLength;

	private int remainingContent;

	private int remainingPadding;

	/**
	 * Create a new decoder of what a web server sends.
	 */
	public FastCgiRecordDecoder() {
		this(STREAMS_OF_WEB_SERVER);
	}

	private FastCgiRecordDecoder(Set<FastCgiRecordType> streams) {
		this.streams = streams;
	}

	/**
	 * Return a new decoder of what an application sends.
	 * @return the decoder
	 */
	public static FastCgiRecordDecoder ofApplication() {
		return new FastCgiRecordDecoder(STREAMS_OF_APPLICATION);
	}

	@Override
	protected PeerProtocol getProtocol() {
		return PeerProtocol.FASTCGI;
	}

	@Override
	protected void decodeNext(ByteBuf in, List<Object> out) {
		switch (this.state) {
			case HEADER -> readHeader(in, out);
			case STREAM_CONTENT -> readContent(in, Math.min(in.readableBytes(), this.remainingContent), out);
			case WHOLE_CONTENT -> {
				if (in.readableBytes() >= this.remainingContent) {
					readContent(in, this.remainingContent, out);
				}
			}
			case PADDING -> skipPadding(in);
		}
	}

	private void readHeader(ByteBuf in, List<Object> out) {
		if (this.headerLength == 0 && in.getUnsignedByte(in.readerIndex()) != VERSION) {
			throw new MalformedRequestException("Expected a FastCGI record of version 1");
		}
		while (this.headerLength < FastCgiRecordWriter.HEADER_LENGTH) {
			if (!in.isReadable()) {
				return;
			}
			this.header = this.header << 8 | in.readUnsignedByte();
			this.headerLength++;
		}
		this.headerLength = 0;
		this.remainingContent = (int) (this.header >>> 16) & 0xFFFF;
		this.remainingPadding = (int) (this.header >>> 8) & 0xFF;
		if (this.remainingContent == 0) {
			emit(Unpooled.EMPTY_BUFFER, out);
			endContent();
		}
		else {
			this.state = isStream() ? State.STREAM_CONTENT : State.WHOLE_CONTENT;
		}
	}

	private void readContent(ByteBuf in, int length, List<Object> out) {
		emit(in.readRetainedSlice(length), out);
		this.remainingContent -= length;
		if (this.remainingContent == 0) {
			endContent();
		}
	}

	private void skipPadding(ByteBuf in) {
		int length = Math.min(in.readableBytes(), this.remainingPadding);
		in.skipBytes(length);
		this.remainingPadding -= length;
		if (this.remainingPadding == 0) {
			this.state = State.HEADER;
		}
	}

	private void endContent() {
		this.state = (this.remainingPadding > 0) ? State.PADDING : State.HEADER;
	}

	private void emit(ByteBuf content, List<Object> out) {
		out.add(new FastCgiRecord(typeValue(), requestId(), content));
	}

	private boolean isStream() {
		FastCgiRecordType type = FastCgiRecordType.of(typeValue());
		return type != null && this.streams.contains(type);
	}

	private int typeValue() {
		return (int) (this.header >>> 48) & 0xFF;
	}

	private int requestId() {
		return (int) (this.header >>> 32) & 0xFFFF;
	}

	private enum State {

		HEADER, STREAM_CONTENT, WHOLE_CONTENT, PADDING

	}

}
