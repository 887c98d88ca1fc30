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

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Base class of the decoders of gateway protocols. None of these protocols has a mark
 * that a decoder could find again after an error, so whatever follows the first error on
 * a connection is skipped.
 * <p>
 * Where already the first bytes of a connection are wrong, it may be another protocol: a
 * {@link PeerProtocol} that is recognized is passed on as a user event in place of the
 * error. Whoever handles that can replace the decoder: what has arrived goes to what
 * follows it in the pipeline.
 */
public abstract class RequestDecoder extends ByteToMessageDecoder {

	private static final int MAX_EXCERPT = 16;

	private boolean started;

	/** Whether anything has been read that no other protocol can begin with. */
	private boolean begun;

	/** Of the first bytes, while it is not known which protocol they belong to. */
	private @Nullable RuntimeException firstFailure;

	private boolean failed;

	private byte @Nullable [] excerpt;

	/**
	 * Create a new decoder.
	 */
	protected RequestDecoder() {
	}

	/**
	 * Return whether anything has arrived.
	 * @return whether there was a first byte
	 */
	public boolean isStarted() {
		return this.started;
	}

	/**
	 * Return the first of the bytes that could not be decoded.
	 * @return up to 16 bytes as the peer sent them, empty if there was no error
	 */
	public byte[] getExcerpt() {
		byte[] excerpt = this.excerpt;
		return (excerpt != null) ? excerpt.clone() : new byte[0];
	}

	@Override
	protected final void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
		this.started = true;
		if (this.failed) {
			in.skipBytes(in.readableBytes());
			return;
		}
		if (this.firstFailure != null) {
			diagnose(ctx, in, this.firstFailure);
			return;
		}
		int start = in.readerIndex();
		try {
			decodeNext(in, out);
			this.begun |= in.readerIndex() != start;
		}
		catch (RuntimeException ex) {
			in.readerIndex(start);
			if (this.begun || ex instanceof HeadTooLargeException) {
				fail(in, ex);
			}
			diagnose(ctx, in, ex);
		}
	}

	/**
	 * The first bytes of the connection are not what they should be, but perhaps those of
	 * another protocol.
	 */
	private void diagnose(ChannelHandlerContext ctx, ByteBuf in, RuntimeException failure) {
		this.firstFailure = failure;
		PeerProtocol protocol = ProtocolDetector.detect(in);
		if (protocol == null) {
			return;
		}
		if (protocol == PeerProtocol.OTHER || protocol == getProtocol()) {
			fail(in, failure);
		}
		this.failed = true;
		keepExcerpt(in);
		ctx.fireUserEventTriggered(protocol);
		if (!ctx.isRemoved()) {
			in.skipBytes(in.readableBytes());
		}
	}

	private void fail(ByteBuf in, RuntimeException failure) {
		this.failed = true;
		keepExcerpt(in);
		in.skipBytes(in.readableBytes());
		throw failure;
	}

	private void keepExcerpt(ByteBuf in) {
		byte[] excerpt = new byte[Math.min(MAX_EXCERPT, in.readableBytes())];
		in.getBytes(in.readerIndex(), excerpt);
		this.excerpt = excerpt;
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
		shrink(internalBuffer());
		super.channelReadComplete(ctx);
	}

	/**
	 * A message that arrives slowly shall not occupy a buffer that is large enough for
	 * the whole of it.
	 */
	private static void shrink(ByteBuf rest) {
		int length = rest.readableBytes();
		if (length > 0 && length < rest.capacity() / 2 && rest.refCnt() == 1) {
			rest.discardReadBytes().capacity(length);
		}
	}

	/**
	 * Return the protocol that is decoded.
	 * @return the protocol
	 */
	protected abstract PeerProtocol getProtocol();

	/**
	 * Take one step: read what belongs together, and add at most one message. Called
	 * again as long as bytes are left and the last step read some.
	 * @param in the bytes that have arrived, at least one
	 * @param out where to add the message
	 * @throws MalformedRequestException if the bytes are not what the protocol prescribes
	 */
	protected abstract void decodeNext(ByteBuf in, List<Object> out);

}
