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

package io.webgateway.autoconfigure.systemd;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.DomainDatagramChannel;
import io.netty.channel.unix.DomainSocketAddress;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/**
 * The socket on which the service manager hears how the process is. The JDK has no unix
 * sockets for datagrams, but the native transport on which listeners run has.
 */
class NotifySocket {

	private static final Log logger = LogFactory.getLog(NotifySocket.class);

	private final @Nullable String path;

	private final ReactorResourceFactory resourceFactory;

	private final AtomicBoolean failed = new AtomicBoolean();

	/**
	 * Create a new socket.
	 * @param path the path of the socket, after {@code @} where it is not one of the file
	 * system, {@code null} for none
	 * @param resourceFactory has the event loops
	 */
	NotifySocket(@Nullable String path, ReactorResourceFactory resourceFactory) {
		this.path = path;
		this.resourceFactory = resourceFactory;
	}

	/**
	 * Send what the service manager is to know. Nobody answers: if it fails the log says
	 * so, once.
	 * @param assignments what the service manager calls assignments, one per line
	 * @return completes when the kernel has taken it, or when it could not be sent
	 */
	CompletableFuture<Void> send(String assignments) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		if (this.path == null) {
			done.complete(null);
			return done;
		}
		try {
			send(address(this.path), assignments, done);
		}
		catch (RuntimeException ex) {
			failed(ex);
			done.complete(null);
		}
		return done;
	}

	private static DomainSocketAddress address(String path) {
		if (path.startsWith("@")) {
			return new DomainSocketAddress('\0' + path.substring(1));
		}
		if (path.startsWith("/")) {
			return new DomainSocketAddress(path);
		}
		throw new IllegalArgumentException("'" + path + "' is not a unix socket");
	}

	private void send(DomainSocketAddress address, String assignments, CompletableFuture<Void> done) {
		LoopResources loopResources = this.resourceFactory.getLoopResources();
		EventLoopGroup eventLoops = loopResources.onServer(LoopResources.DEFAULT_NATIVE);
		DomainDatagramChannel channel = open(loopResources, eventLoops);
		// An address of a packet would be padded, and be another one where it is not a
		// path: only connecting has it right
		new Bootstrap().group(eventLoops)
			.channelFactory(() -> channel)
			.option(ChannelOption.AUTO_READ, false)
			.handler(new ChannelInboundHandlerAdapter())
			.connect(address)
			.addListener((ChannelFutureListener) (connected) -> {
				if (connected.isSuccess()) {
					write(channel, assignments, done);
				}
				else {
					failed(connected.cause());
					done.complete(null);
				}
			});
	}

	private static DomainDatagramChannel open(LoopResources loopResources, EventLoopGroup eventLoops) {
		try {
			return loopResources.onChannel(DomainDatagramChannel.class, eventLoops);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("that needs Netty's native transport for Linux", ex);
		}
	}

	private void write(Channel channel, String assignments, CompletableFuture<Void> done) {
		channel.writeAndFlush(Unpooled.copiedBuffer(assignments, StandardCharsets.UTF_8)).addListener((written) -> {
			if (!written.isSuccess()) {
				failed(written.cause());
			}
			done.complete(null);
			channel.close();
		});
	}

	private void failed(Throwable cause) {
		if (this.failed.compareAndSet(false, true)) {
			logger.warn("The service manager cannot be told how the application is (NOTIFY_SOCKET=" + this.path + "): "
					+ cause.getMessage());
			logger.debug("The reason", cause);
		}
	}

}
