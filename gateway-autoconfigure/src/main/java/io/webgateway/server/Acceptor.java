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
import java.util.concurrent.TimeUnit;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Takes the connections that a listener accepts and gives each to an event loop. It
 * accepts no more while there are as many as there may be: others wait in the queue of
 * the operating system.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {

	private static final Logger logger = Loggers.getLogger(GatewayListener.class);

	private static final long RETRY_SECONDS = 1;

	private final ListenerContext listener;

	private final int maxConnections;

	private final ServingLoops loops;

	private final ConnectionInitializer initializer;

	private final Channel server;

	private final @Nullable ConnectionGuard guard;

	/**
	 * Create a new acceptor.
	 * @param listener the listener
	 * @param loops the event loops that serve its connections
	 * @param server the channel that accepts them
	 */
	Acceptor(ListenerContext listener, ServingLoops loops, Channel server) {
		this.listener = listener;
		this.maxConnections = listener.limits().connections().maxConnections();
		this.loops = loops;
		this.initializer = new ConnectionInitializer(listener);
		this.server = server;
		this.guard = ConnectionGuard.of(listener);
	}

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) {
		Channel connection = (Channel) message;
		if (!admit(connection)) {
			return;
		}
		int connections = this.listener.statistics().connectionOpened();
		ServingLoops.Loop loop = this.loops.choose(this.server.eventLoop());
		loop.opened();
		connection.closeFuture().addListener((closed) -> {
			loop.closed();
			connectionClosed();
		});
		if (connections >= this.maxConnections) {
			this.server.config().setAutoRead(false);
			this.listener.limitReached(Limit.MAX_CONNECTIONS,
					"no more connections are accepted until one of " + connections + " is closed");
			// One may have been closed meanwhile
			resume();
		}
		register(connection, loop);
	}

	/**
	 * Set up a connection before anybody counts on it: one without an event loop cannot
	 * tell that it is closed.
	 * @return whether the connection is kept
	 */
	private boolean admit(Channel connection) {
		try {
			if (this.guard != null && !this.guard.admit(connection)) {
				return false;
			}
			this.initializer.initialize(connection);
			return true;
		}
		catch (Throwable ex) {
			connection.unsafe().closeForcibly();
			throw ex;
		}
	}

	private void register(Channel connection, ServingLoops.Loop loop) {
		loop.eventLoop().register(connection).addListener((registered) -> {
			if (!registered.isSuccess()) {
				connection.unsafe().closeForcibly();
				logger.debug("A connection was accepted that no event loop can serve", registered.cause());
			}
		});
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
		if (this.server.isRegistered() && this.listener.statistics().getConnections() < this.maxConnections) {
			this.server.config().setAutoRead(true);
		}
	}

	/**
	 * Accepting fails where the process has no file descriptor left, or no memory for a
	 * connection, and would fail again at once.
	 */
	@Override
	public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		if (this.server.config().isAutoRead()) {
			this.server.config().setAutoRead(false);
			context.executor().schedule(this::resume, RETRY_SECONDS, TimeUnit.SECONDS);
		}
		logger.warn("Gateway listener '" + this.listener.name() + "' cannot accept connections, trying again in "
				+ RETRY_SECONDS + " second", cause);
	}

}
