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

package io.webgateway.benchmarks.application;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;

/**
 * Answers each request when its body has ended.
 */
final class RawFastCgiHandler extends ByteToMessageDecoder {

	private static final int HEADER = 8;

	private static final byte BEGIN_REQUEST = 1;

	private static final byte STDIN = 5;

	private static final ByteBuf ANSWER = answer();

	private boolean keepConnection;

	private static ByteBuf answer() {
		byte[] head = ("Status: 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + ConstantHandler.BODY.length
				+ "\r\n\r\n")
			.getBytes(StandardCharsets.US_ASCII);
		ByteBuf answer = Unpooled.directBuffer();
		answer.writeBytes(new byte[] { 1, 6, 0, 1 })
			.writeShort(head.length + ConstantHandler.BODY.length)
			.writeShort(0)
			.writeBytes(head)
			.writeBytes(ConstantHandler.BODY)
			.writeBytes(new byte[] { 1, 3, 0, 1, 0, 8, 0, 0 })
			.writeLong(0);
		return answer;
	}

	@Override
	protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {

		while (in.readableBytes() >= HEADER) {
			int start = in.readerIndex();
			int content = in.getUnsignedShort(start + 4);
			int length = HEADER + content + in.getUnsignedByte(start + 6);
			if (in.readableBytes() < length) {
				return;
			}
			byte type = in.getByte(start + 1);
			if (type == BEGIN_REQUEST) {
				this.keepConnection = (in.getByte(start + HEADER + 2) & 1) != 0;
			}
			else if (type == STDIN && content == 0) {
				answer(context);
			}
			in.skipBytes(length);
		}
	}

	private void answer(ChannelHandlerContext context) {
		ByteBuf answer = context.alloc().directBuffer(ANSWER.readableBytes());
		answer.writeBytes(ANSWER, ANSWER.readerIndex(), ANSWER.readableBytes());
		ChannelFuture written = context.writeAndFlush(answer);
		if (!this.keepConnection) {
			written.addListener(ChannelFutureListener.CLOSE);
		}
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		context.close();
	}

}
