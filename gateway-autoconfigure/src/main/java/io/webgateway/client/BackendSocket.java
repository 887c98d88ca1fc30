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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import reactor.netty.resources.LoopResources;

/**
 * Where an application listens, in the terms of the event loops. For unix domain sockets
 * the native transports have an address of their own, and Reactor Netty knows no other.
 *
 * @param loops the event loops
 * @param address the address
 */
record BackendSocket(LoopResources loops, SocketAddress address) {

	static BackendSocket of(LoopResources loops, SocketAddress address) {
		if (address instanceof DomainSocketAddress unix && !isNative(loops)) {
			return new BackendSocket(loops, UnixDomainSocketAddress.of(unix.path()));
		}
		if (address instanceof UnixDomainSocketAddress unix && isNative(loops)) {
			return new BackendSocket(loops, new DomainSocketAddress(unix.getPath().toString()));
		}
		if (address instanceof InetSocketAddress || address instanceof UnixDomainSocketAddress
				|| address instanceof DomainSocketAddress) {
			return new BackendSocket(loops, address);
		}
		throw new IllegalArgumentException("Address of an application must be that of a TCP or a unix domain socket");
	}

	private static boolean isNative(LoopResources loops) {
		EventLoopGroup group = loops.onClient(LoopResources.DEFAULT_NATIVE);
		return loops.onChannelClass(SocketChannel.class, group) != NioSocketChannel.class;
	}

	/**
	 * Return whether this is a unix domain socket that only the JDK can connect to.
	 */
	boolean isJdkUnixSocket() {
		return this.address instanceof UnixDomainSocketAddress;
	}

}
