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

import java.io.IOException;
import java.net.SocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * A socket to listen on: how it comes to listen, how others find it, and how it ends.
 */
abstract class ServerSocket {

	private final ServerChannel channel;

	private final EventLoopGroup acceptors;

	private final EventLoopGroup workers;

	/**
	 * Create a new socket.
	 * @param channel its channel, of which no event loop knows yet
	 * @param acceptors the event loops of which one is to accept its connections
	 * @param workers the event loops that are to serve them
	 */
	ServerSocket(ServerChannel channel, EventLoopGroup acceptors, EventLoopGroup workers) {
		this.channel = channel;
		this.acceptors = acceptors;
		this.workers = workers;
	}

	/**
	 * Create the socket for an address. It does not listen yet.
	 * @param permissions who may connect to a unix socket
	 * @throws IOException if the address cannot be used
	 */
	static ServerSocket open(ListenAddress address, SocketPermissions permissions, LoopResources loopResources)
			throws IOException {
		if (address instanceof UnixListenAddress unixAddress) {
			return UnixServerSocket.open(unixAddress, permissions, loopResources);
		}
		if (address instanceof InheritedListenAddress inheritedAddress) {
			return InheritedServerSocket.open(inheritedAddress, loopResources);
		}
		return TcpServerSocket.open((TcpListenAddress) address, loopResources);
	}

	final ServerChannel channel() {
		return this.channel;
	}

	/**
	 * Return the event loops that serve the connections.
	 */
	final EventLoopGroup workers() {
		return this.workers;
	}

	/**
	 * Listen, and give each connection to the channel's pipeline.
	 * @throws IOException if the address cannot be listened on
	 */
	abstract void listen() throws IOException;

	final void register() throws IOException {
		await(this.acceptors.register(this.channel));
	}

	final void bind(SocketAddress address) throws IOException {
		await(this.channel.bind(address));
	}

	private static void await(ChannelFuture future) throws IOException {
		Throwable cause = future.awaitUninterruptibly().cause();
		if (cause != null) {
			throw (cause instanceof IOException ex) ? ex : new IOException(cause);
		}
	}

	/**
	 * Return where others find the socket.
	 */
	abstract @Nullable SocketAddress localAddress();

	/**
	 * Return how many connections may wait to be accepted.
	 * @return the number of connections, or {@code -1} if that is not known
	 */
	int backlog() {
		Integer backlog = this.channel.config().getOption(ChannelOption.SO_BACKLOG);
		return (backlog != null) ? backlog : -1;
	}

	/**
	 * Let nobody connect any more, as far as that is possible without resetting the
	 * connections that wait to be accepted.
	 * @return whether no more connections come to wait
	 */
	boolean hide() {
		return false;
	}

	/**
	 * Accept no more connections.
	 */
	void close() {
		this.channel.close().awaitUninterruptibly();
		// A selector of the JDK holds on to a closed socket until it is asked the next
		// time, and the address is in use so long
		awaitSelection();
	}

	/**
	 * Give up a socket that does not listen.
	 */
	void discard() {
		if (this.channel.isRegistered()) {
			this.channel.close().awaitUninterruptibly();
		}
		else {
			this.channel.unsafe().closeForcibly();
		}
	}

	/**
	 * Wait until the event loop has looked at its sockets: a task that is due later runs
	 * after that.
	 */
	final void awaitSelection() {
		try {
			this.channel.eventLoop().schedule(() -> {
			}, 1, TimeUnit.MILLISECONDS).awaitUninterruptibly();
		}
		catch (RejectedExecutionException ex) {
			// The event loop has ended and the socket with it
		}
	}

}
