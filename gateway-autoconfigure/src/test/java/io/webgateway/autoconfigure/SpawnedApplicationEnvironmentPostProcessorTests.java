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

package io.webgateway.autoconfigure;

import java.net.InetSocketAddress;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.UnixChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

import io.webgateway.server.DescriptorListenAddress;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpawnedApplicationEnvironmentPostProcessor}.
 */
@EnabledOnOs(OS.LINUX)
class SpawnedApplicationEnvironmentPostProcessorTests {

	private static final DescriptorListenAddress NOT_A_SOCKET = new DescriptorListenAddress(4095);

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void whenSpawnedThenThereIsNoHttpPort() {
		this.environment.setProperty("gateway.listeners.scgi.bind", "9000");
		this.environment.setProperty("gateway.listeners.fastcgi.bind", "inherited");
		postProcessSpawned();
		assertThat(this.environment.getProperty("server.port")).isEqualTo("-1");
	}

	@Test
	void whenSpawnedAndHttpPortIsConfiguredThenThereIsHttpPort() {
		this.environment.setProperty("gateway.listeners.fastcgi.bind", "inherited");
		this.environment.setProperty("server.port", "8080");
		postProcessSpawned();
		assertThat(this.environment.getProperty("server.port")).isEqualTo("8080");
	}

	@Test
	void whenSpawnedForSomethingElseThenNothingChanges() {
		this.environment.setProperty("gateway.listeners.fastcgi.bind", "9000");
		postProcessSpawned();
		assertThat(this.environment.containsProperty("server.port")).isFalse();
	}

	@Test
	void whenStartedByHandThenNothingChanges() {
		this.environment.setProperty("gateway.listeners.fastcgi.bind", "inherited");
		postProcess(NOT_A_SOCKET);
		assertThat(this.environment.containsProperty("server.port")).isFalse();
	}

	private void postProcessSpawned() {
		EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
		Channel channel = new ServerBootstrap().group(group)
			.channel(EpollServerSocketChannel.class)
			.childHandler(new ChannelInboundHandlerAdapter())
			.bind(new InetSocketAddress("127.0.0.1", 0))
			.awaitUninterruptibly()
			.channel();
		try {
			postProcess(new DescriptorListenAddress(((UnixChannel) channel).fd().intValue()));
		}
		finally {
			channel.close().awaitUninterruptibly();
			group.shutdownGracefully();
		}
	}

	private void postProcess(DescriptorListenAddress standardInput) {
		new SpawnedApplicationEnvironmentPostProcessor(standardInput).postProcessEnvironment(this.environment,
				new SpringApplication());
	}

}
