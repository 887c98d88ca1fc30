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

import java.util.Map;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.handler.logging.LoggingHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultAddressResolverGroup;
import reactor.netty.ChannelPipelineConfigurer;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.ChannelMetricsRecorder;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.ClientTransportConfig;

/**
 * How {@link GatewayTransport} connects.
 */
final class GatewayTransportConfig extends ClientTransportConfig<GatewayTransportConfig> {

	private static final LoggingHandler LOGGING_HANDLER = new LoggingHandler(GatewayTransport.class);

	private final BackendSocket backend;

	private final ClientProtocol protocol;

	private final ClientSettings settings;

	GatewayTransportConfig(ConnectionProvider connections, Map<ChannelOption<?>, ?> options, BackendSocket backend,
			ClientProtocol protocol, ClientSettings settings) {
		super(connections, options, backend::address);
		this.backend = backend;
		this.protocol = protocol;
		this.settings = settings;
	}

	GatewayTransportConfig(GatewayTransportConfig parent) {
		super(parent);
		this.backend = parent.backend;
		this.protocol = parent.protocol;
		this.settings = parent.settings;
	}

	@Override
	public int channelHash() {
		return 31 * super.channelHash() + System.identityHashCode(this.backend);
	}

	@Override
	public ChannelOperations.OnSetup channelOperationsProvider() {
		return (connection, listener, message) -> new ClientOperations(connection, listener, this.settings);
	}

	@Override
	protected ChannelPipelineConfigurer defaultOnChannelInit() {
		return super.defaultOnChannelInit().then((observer, channel, address) -> {
			ChannelHandler decoder = this.protocol.newDecoder();
			if (decoder != null) {
				channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, decoder);
			}
			channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, null, new ConnectionHandler());
			this.settings.connectionCustomizer().accept(channel);
		});
	}

	@Override
	protected ChannelFactory<? extends Channel> connectionFactory(EventLoopGroup group, boolean isDomainSocket) {
		return this.backend.isJdkUnixSocket() ? NioDomainSocketChannel::new
				: super.connectionFactory(group, isDomainSocket);
	}

	@Override
	protected LoopResources defaultLoopResources() {
		return this.backend.loops();
	}

	@Override
	protected EventLoopGroup eventLoopGroup() {
		return this.backend.loops().onClient(isPreferNative());
	}

	@Override
	protected AddressResolverGroup<?> defaultAddressResolverGroup() {
		return DefaultAddressResolverGroup.INSTANCE;
	}

	@Override
	protected LoggingHandler defaultLoggingHandler() {
		return LOGGING_HANDLER;
	}

	@Override
	protected ChannelMetricsRecorder defaultMetricsRecorder() {
		throw new UnsupportedOperationException("There are no metrics beside those of the pool");
	}

}
