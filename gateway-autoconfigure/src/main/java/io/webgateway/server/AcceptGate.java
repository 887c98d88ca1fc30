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

package io.webgateway.server;

import java.util.concurrent.RejectedExecutionException;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Counts the connections that a listener accepts, and accepts no more while there are as
 * many as there may be: others wait in the queue of the operating system.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {

	private final ListenerContext listener;

	private final int maxConnections;

	private final Channel server;

	private final ChannelFutureListener onClose = (closed) -> connectionClosed();

	/**
	 * Create a new gate.
	 * @param listener the listener
	 * @param server the channel that accepts the connections of the listener
	 */
	AcceptGate(ListenerContext listener, Channel server) {
		this.listener = listener;
		this.maxConnections = listener.limits().connections().maxConnections();
		this.server = server;
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		int connections = this.listener.statistics().connectionOpened();
		((Channel) message).closeFuture().addListener(this.onClose);
		if (connections >= this.maxConnections) {
			this.server.config().setAutoRead(false);
			this.listener.limitReached(Limit.MAX_CONNECTIONS,
					"no more connections are accepted until one of " + connections + " is closed");
			// One may have been closed meanwhile
			resume();
		}
		context.fireChannelRead(message);
	}

	private void connectionClosed() {
		int connections = this.listener.statistics().connectionClosed();
		this.listener.connections().closed();
		if (connections == this.maxConnections - 1) {
			try {
				this.server.eventLoop().execute(this::resume);
			}
			catch (RejectedExecutionException ex) {
				// The event loop has ended and the socket with it
			}
		}
	}

	private void resume() {
		if (this.server.isOpen() && this.listener.statistics().getConnections() < this.maxConnections) {
			this.server.config().setAutoRead(true);
		}
	}

}
