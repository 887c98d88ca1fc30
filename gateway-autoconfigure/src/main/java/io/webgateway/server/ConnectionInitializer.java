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

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;

/**
 * Sets up a new connection for the protocol of its listener, before it is registered with
 * an event loop.
 */
final class ConnectionInitializer {

	private static final int MIN_READ = 512;

	/** Enough for the whole of most requests. */
	private static final int INITIAL_READ = 8192;

	private static final int MAX_READ = 65536;

	private final RecvByteBufAllocator readSizes = new AdaptiveRecvByteBufAllocator(MIN_READ, INITIAL_READ, MAX_READ);

	private final ProtocolHandlers handlers;

	ConnectionInitializer(ListenerContext listener) {
		this.handlers = new ProtocolHandlers(listener);
	}

	/**
	 * Set up a connection.
	 * @param channel the connection
	 */
	void initialize(Channel channel) {
		channel.config()
			.setAutoRead(false)
			.setAllocator(ConnectionAllocator.INSTANCE)
			.setRecvByteBufAllocator(this.readSizes);
		this.handlers.addTo(channel.pipeline());
		// Not to tell the operating system of the interest in a request by a call of its
		// own
		channel.unsafe().beginRead();
	}

}
