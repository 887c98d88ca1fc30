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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.ServerSocketChannel;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * A TCP socket to listen on.
 */
final class TcpServerSocket extends ServerSocket {

	private final InetSocketAddress address;

	private TcpServerSocket(ServerChannel channel, EventLoopGroup acceptors, EventLoopGroup workers,
			InetSocketAddress address) {
		super(channel, acceptors, workers);
		this.address = address;
	}

	/**
	 * Create the socket for an address.
	 * @throws IOException if the host is not known
	 */
	static TcpServerSocket open(TcpListenAddress address, LoopResources loopResources) throws IOException {
		InetAddress host = InetAddress.getByName(address.host());
		EventLoopGroup acceptors = loopResources.onServerSelect(LoopResources.DEFAULT_NATIVE);
		return new TcpServerSocket(loopResources.onChannel(ServerSocketChannel.class, acceptors), acceptors,
				loopResources.onServer(LoopResources.DEFAULT_NATIVE), new InetSocketAddress(host, address.port()));
	}

	@Override
	void listen() throws IOException {
		register();
		channel().config().setOption(ChannelOption.SO_REUSEADDR, true);
		bind(this.address);
	}

	@Override
	@Nullable SocketAddress localAddress() {
		return channel().localAddress();
	}

}
