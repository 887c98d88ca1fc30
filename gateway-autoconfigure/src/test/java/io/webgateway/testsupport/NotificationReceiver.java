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

package io.webgateway.testsupport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Receives what a service manager would.
 */
public final class NotificationReceiver implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final EventLoopGroup eventLoop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

	private final BlockingQueue<String> notifications = new LinkedBlockingQueue<>();

	private final Channel channel;

	/**
	 * Receive at an address.
	 * @param path the path of the socket, or an abstract name after {@code @}
	 */
	public NotificationReceiver(String path) {
		this.channel = new Bootstrap().group(this.eventLoop)
			.channel(EpollDomainDatagramChannel.class)
			.handler(new SimpleChannelInboundHandler<DomainDatagramPacket>() {

				@Override
				protected void channelRead0(ChannelHandlerContext context, DomainDatagramPacket packet) {
					NotificationReceiver.this.notifications.add(packet.content().toString(StandardCharsets.UTF_8));
				}

			})
			.bind(new DomainSocketAddress(path.replaceFirst("^@", "\0")))
			.syncUninterruptibly()
			.channel();
	}

	/**
	 * Wait for a notification.
	 * @return the notification
	 * @throws InterruptedException if waiting is interrupted
	 */
	public String next() throws InterruptedException {
		String notification = next(PATIENCE);
		assertThat(notification).as("a notification").isNotNull();
		return notification;
	}

	/**
	 * Wait for a notification that may not come.
	 * @param patience how long to wait
	 * @return the notification, {@code null} if there is none
	 * @throws InterruptedException if waiting is interrupted
	 */
	public @Nullable String next(Duration patience) throws InterruptedException {
		return this.notifications.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.channel.close().syncUninterruptibly();
		this.eventLoop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
	}

}
