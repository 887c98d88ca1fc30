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

import java.util.EnumMap;
import java.util.Map;

import io.netty.channel.ChannelPipeline;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.ProtocolDetectionDecoder;
import io.webgateway.codec.ajp.AjpAttributes;
import io.webgateway.codec.ajp.AjpPacketDecoder;
import io.webgateway.codec.fastcgi.FastCgiRecordDecoder;
import io.webgateway.codec.scgi.ScgiRequestDecoder;
import io.webgateway.codec.uwsgi.UwsgiRequestDecoder;

/**
 * Makes what serves a connection by one protocol, or by that of several which its peer
 * turns out to speak.
 */
final class ProtocolHandlers {

	private final ListenerContext listener;

	private final AjpAttributes ajpAttributes;

	/** Those of which a connection for any protocol chooses. */
	private final Map<GatewayProtocol, ProtocolHandlers> choices = new EnumMap<>(GatewayProtocol.class);

	ProtocolHandlers(ListenerContext listener) {
		this.listener = listener;
		SharedSecret secret = listener.access().secret();
		this.ajpAttributes = new AjpAttributes((secret != null) ? secret.getVariable() : null,
				listener.ajp()::isAllowed);
		if (listener.protocol() == GatewayProtocol.AUTO) {
			for (GatewayProtocol protocol : listener.mistakes().protocols()) {
				this.choices.put(protocol, new ProtocolHandlers(listener.speaking(protocol)));
			}
		}
	}

	/**
	 * Add a decoder and the connection that takes its messages.
	 */
	void addTo(ChannelPipeline pipeline) {
		HeadLimits limits = this.listener.limits().head();
		switch (this.listener.protocol()) {
			case FASTCGI -> pipeline.addLast(new FastCgiRecordDecoder(), new FastCgiConnection(this.listener));
			case SCGI -> pipeline.addLast(new ScgiRequestDecoder(limits), new ScgiConnection(this.listener));
			case UWSGI -> pipeline.addLast(new UwsgiRequestDecoder(limits), new UwsgiConnection(this.listener));
			case AJP -> {
				AjpPacketDecoder decoder = new AjpPacketDecoder(this.listener.ajp().maxPacketSize());
				pipeline.addLast(decoder, new AjpConnection(this.listener, decoder, this.ajpAttributes));
			}
			case AUTO ->
				pipeline.addLast(new ProtocolDetectionDecoder(), new UndecidedConnection(this.listener, this.choices));
		}
	}

}
