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
import io.netty.channel.ChannelPipeline;
import io.netty.channel.RecvByteBufAllocator;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.ajp.AjpAttributes;
import io.webgateway.codec.ajp.AjpPacketDecoder;
import io.webgateway.codec.fastcgi.FastCgiRecordDecoder;
import io.webgateway.codec.scgi.ScgiRequestDecoder;
import io.webgateway.codec.uwsgi.UwsgiRequestDecoder;

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

	private final ListenerContext listener;

	private final AjpAttributes ajpAttributes;

	ConnectionInitializer(ListenerContext listener) {
		this.listener = listener;
		SharedSecret secret = listener.access().secret();
		this.ajpAttributes = new AjpAttributes((secret != null) ? secret.getVariable() : null,
				listener.ajp()::isAllowed);
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
		ChannelPipeline pipeline = channel.pipeline();
		HeadLimits limits = this.listener.limits().head();
		switch (this.listener.protocol()) {
			case FASTCGI -> pipeline.addLast(new FastCgiRecordDecoder(), new FastCgiConnection(this.listener));
			case SCGI -> pipeline.addLast(new ScgiRequestDecoder(limits), new ScgiConnection(this.listener));
			case UWSGI -> pipeline.addLast(new UwsgiRequestDecoder(limits), new UwsgiConnection(this.listener));
			case AJP -> {
				AjpPacketDecoder decoder = new AjpPacketDecoder(this.listener.ajp().maxPacketSize());
				pipeline.addLast(decoder, new AjpConnection(this.listener, decoder, this.ajpAttributes));
			}
		}
		// Not to tell the operating system of the interest in a request by a call of its
		// own
		channel.unsafe().beginRead();
	}

}
