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

import io.netty.channel.ChannelOption;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.ClientTransport;

/**
 * Connections to one application, which {@link ClientOperations} use.
 */
final class GatewayTransport extends ClientTransport<GatewayTransport, GatewayTransportConfig> {

	private final GatewayTransportConfig config;

	GatewayTransport(GatewayTransportConfig config) {
		this.config = config;
	}

	static GatewayTransport create(ConnectionProvider connections, int connectTimeoutMillis, BackendSocket backend,
			ClientProtocol protocol, ClientSettings settings) {
		// What a write fails with must not hide the response that has arrived
		Map<ChannelOption<?>, ?> options = Map.of(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMillis,
				ChannelOption.AUTO_CLOSE, false);
		return new GatewayTransport(new GatewayTransportConfig(connections, options, backend, protocol, settings))
			.runOn(backend.loops(), LoopResources.DEFAULT_NATIVE);
	}

	@Override
	public Mono<? extends Connection> connect() {
		return super.connect();
	}

	@Override
	public GatewayTransportConfig configuration() {
		return this.config;
	}

	@Override
	protected GatewayTransport duplicate() {
		return new GatewayTransport(new GatewayTransportConfig(this.config));
	}

}
