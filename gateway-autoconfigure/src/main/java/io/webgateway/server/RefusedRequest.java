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

import java.net.SocketAddress;

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * A request that was answered in place of the application.
 */
public final class RefusedRequest implements ObservedRequest {

	private final ListenerContext listener;

	private final @Nullable SocketAddress peerAddress;

	private final MetaVariables variables;

	private final ResponseHead responseHead;

	private final long headTime;

	private final long startTime = System.nanoTime();

	RefusedRequest(ListenerContext listener, @Nullable SocketAddress peerAddress, MetaVariables variables,
			ResponseHead responseHead, long headTime) {
		this.listener = listener;
		this.peerAddress = peerAddress;
		this.variables = variables;
		this.responseHead = responseHead;
		this.headTime = headTime;
	}

	@Override
	public String getListener() {
		return this.listener.name();
	}

	@Override
	public GatewayProtocol getProtocol() {
		return this.listener.protocol();
	}

	@Override
	public MetaVariables getVariables() {
		return this.variables;
	}

	@Override
	public @Nullable SocketAddress getPeerAddress() {
		return this.peerAddress;
	}

	@Override
	public long getStartTime() {
		return this.startTime;
	}

	@Override
	public long getHeadTime() {
		return this.headTime;
	}

	@Override
	public long getReceivedBytes() {
		return 0;
	}

	@Override
	public long getSentBytes() {
		return 0;
	}

	@Override
	public ResponseHead getResponseHead() {
		return this.responseHead;
	}

}
