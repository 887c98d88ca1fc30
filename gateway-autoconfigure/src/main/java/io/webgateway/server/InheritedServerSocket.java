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
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.Socket;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

import io.webgateway.server.ListenerBindException.Reason;

/**
 * A socket that listens already. It is never closed and its file is not removed: they
 * belong to the process that has opened it, and connections wait there for whoever
 * accepts the next ones.
 */
final class InheritedServerSocket extends ServerSocket {

	private InheritedServerSocket(ServerChannel channel, EventLoopGroup acceptors, EventLoopGroup workers) {
		super(channel, acceptors, workers);
	}

	/**
	 * Take over a socket.
	 * @throws IOException if there is none that could be taken
	 */
	static InheritedServerSocket open(InheritedListenAddress address, LoopResources loopResources) throws IOException {
		List<Integer> descriptors = address.descriptors();
		if (descriptors.size() > 1) {
			throw new UnusableSocketException(Reason.AMBIGUOUS);
		}
		if (!address.isInherited()) {
			throw new UnusableSocketException(Reason.NOT_INHERITED);
		}
		return open(descriptors.get(0), loopResources);
	}

	private static InheritedServerSocket open(int descriptor, LoopResources loopResources) throws IOException {
		ServerSocketChannel standardInput = (descriptor == 0) ? InheritedDescriptor.standardInput() : null;
		EventLoopGroup acceptors = loopResources.onServerSelect(LoopResources.DEFAULT_NATIVE);
		Class<?> channelType = loopResources.onChannelClass(io.netty.channel.socket.ServerSocketChannel.class,
				acceptors);
		if (channelType == EpollServerSocketChannel.class) {
			return new InheritedServerSocket(epollChannel(descriptor), acceptors,
					loopResources.onServer(LoopResources.DEFAULT_NATIVE));
		}
		if (standardInput != null) {
			return new InheritedServerSocket(nioChannel(standardInput), loopResources.onServerSelect(false),
					loopResources.onServer(false));
		}
		throw new UnusableSocketException(Reason.NATIVE_TRANSPORT_MISSING);
	}

	private static ServerChannel epollChannel(int descriptor) throws IOException {
		if (InheritedDescriptor.isBlocking(descriptor)) {
			throw new UnusableSocketException(Reason.BLOCKING);
		}
		return InheritedDescriptor.isUnix(descriptor) ? new EpollServerDomainSocketChannel(descriptor, true)
				: new EpollServerSocketChannel(descriptor);
	}

	private static ServerChannel nioChannel(ServerSocketChannel channel) throws IOException {
		return (channel.getLocalAddress() instanceof InetSocketAddress) ? new NioServerSocketChannel(channel)
				: new NioServerDomainSocketChannel(channel);
	}

	@Override
	void listen() throws IOException {
		register();
	}

	@Override
	@Nullable SocketAddress localAddress() {
		if (channel() instanceof EpollServerDomainSocketChannel unixChannel) {
			// Netty knows only where it has bound a socket itself
			return ((Socket) unixChannel.fd()).localDomainSocketAddress();
		}
		return channel().localAddress();
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Only the process that has opened the socket knows.
	 */
	@Override
	int backlog() {
		return -1;
	}

	@Override
	void close() {
		channel().deregister().awaitUninterruptibly();
		awaitSelection();
	}

	@Override
	void discard() {
		if (channel().isRegistered()) {
			close();
		}
	}

}
