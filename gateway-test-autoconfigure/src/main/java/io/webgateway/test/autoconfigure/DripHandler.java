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

package io.webgateway.test.autoconfigure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Lets bytes leave in pieces, each with a flush of its own, until it closes the
 * connection.
 */
class DripHandler extends ChannelOutboundHandlerAdapter {

	private final int pieceLength;

	private final Duration pause;

	private final Deque<Piece> pieces = new ArrayDeque<>();

	private long remaining;

	private boolean dripping;

	DripHandler(int pieceLength, Duration pause, long remaining) {
		this.pieceLength = pieceLength;
		this.pause = pause;
		this.remaining = remaining;
	}

	@Override
	public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
		ByteBuf bytes = (ByteBuf) message;
		while (bytes.readableBytes() > this.pieceLength) {
			this.pieces.add(new Piece(bytes.readRetainedSlice(this.pieceLength), ctx.voidPromise()));
		}
		this.pieces.add(new Piece(bytes, promise));
	}

	@Override
	public void flush(ChannelHandlerContext ctx) {
		if (!this.dripping) {
			drip(ctx);
		}
	}

	private void drip(ChannelHandlerContext ctx) {
		this.dripping = false;
		Piece piece;
		while ((piece = this.pieces.poll()) != null) {
			this.remaining -= piece.bytes().readableBytes();
			if (this.remaining < 0) {
				breakOff(ctx, piece);
				return;
			}
			ctx.writeAndFlush(piece.bytes(), piece.promise());
			if (!this.pause.isZero() && !this.pieces.isEmpty()) {
				this.dripping = true;
				ctx.executor().schedule(() -> drip(ctx), this.pause.toNanos(), TimeUnit.NANOSECONDS);
				return;
			}
		}
	}

	private void breakOff(ChannelHandlerContext ctx, Piece piece) {
		int length = piece.bytes().readableBytes() + (int) this.remaining;
		ctx.writeAndFlush(piece.bytes().readRetainedSlice(length), ctx.voidPromise());
		piece.bytes().release();
		ctx.close();
	}

	@Override
	public void handlerRemoved(ChannelHandlerContext ctx) {
		Piece piece;
		while ((piece = this.pieces.poll()) != null) {
			piece.bytes().release();
		}
	}

	/**
	 * A part of what was written.
	 *
	 * @param bytes its bytes
	 * @param promise completed when they have left
	 */
	private record Piece(ByteBuf bytes, ChannelPromise promise) {

	}

}
