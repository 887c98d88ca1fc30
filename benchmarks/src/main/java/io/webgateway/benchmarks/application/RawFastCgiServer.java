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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.ServerDomainSocketChannel;
import reactor.netty.resources.LoopResources;

/**
 * The floor: Netty with as little as FastCGI can be answered with. It looks at nothing
 * but the records that begin and end a request, and copies the same answer to each.
 */
public final class RawFastCgiServer {

	private RawFastCgiServer() {
	}

	/**
	 * Run the server.
	 * @param args the directory of its unix socket
	 */
	public static void main(String[] args) {
		// The same transport and as many loops as all other servers have
		LoopResources loops = LoopResources.create("loop");
		Path socket = Path.of(args[0], "fastcgi-unix.sock");
		Channel tcp = bind(loops, ServerSocketChannel.class, new InetSocketAddress("127.0.0.1", 0));
		bind(loops, ServerDomainSocketChannel.class, new DomainSocketAddress(socket.toString()));
		new Ready().port("fastcgi", ((InetSocketAddress) tcp.localAddress()).getPort())
			.path("fastcgi-unix", socket)
			.announce();
		tcp.closeFuture().syncUninterruptibly();
	}

	private static Channel bind(LoopResources loops, Class<? extends ServerChannel> type, SocketAddress address) {
		EventLoopGroup group = loops.onServer(LoopResources.DEFAULT_NATIVE);
		ServerBootstrap bootstrap = new ServerBootstrap().group(group)
			.channelFactory(() -> loops.onChannel(type, group))
			.childHandler(new ChannelInitializer<>() {

				@Override
				protected void initChannel(Channel channel) {
					channel.pipeline().addLast(new RawFastCgiHandler());
				}

			});
		if (address instanceof InetSocketAddress) {
			bootstrap.childOption(ChannelOption.TCP_NODELAY, true);
		}
		return bootstrap.bind(address).syncUninterruptibly().channel();
	}

}
