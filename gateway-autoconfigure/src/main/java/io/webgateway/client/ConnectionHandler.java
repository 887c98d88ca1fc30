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

package io.webgateway.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.ChannelOperations;

/**
 * Tells the current operations of a connection what Reactor Netty does not tell them.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {

	@Override
	public void channelRead(ChannelHandlerContext ctx, Object message) {
		if (operations(ctx) != null) {
			ctx.fireChannelRead(message);
		}
		else {
			// Nobody has asked for anything, so it might be taken for the answer to the
			// next request
			ReferenceCountUtil.release(message);
			ctx.close();
		}
	}

	@Override
	public void channelReadComplete(ChannelHandlerContext ctx) {
		ClientOperations operations = operations(ctx);
		if (operations != null) {
			operations.readCompleted();
		}
		ctx.fireChannelReadComplete();
	}

	@Override
	public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
		ClientOperations operations = operations(ctx);
		if (operations != null) {
			operations.connectionFailed(cause);
		}
		else {
			ctx.close();
		}
	}

	private static @Nullable ClientOperations operations(ChannelHandlerContext ctx) {
		return (ChannelOperations.get(ctx.channel()) instanceof ClientOperations operations) ? operations : null;
	}

}
