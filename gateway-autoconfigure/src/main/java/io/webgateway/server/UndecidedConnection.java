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

import java.util.Map;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;

import io.webgateway.codec.PeerProtocol;
import io.webgateway.codec.RequestDecoder;

/**
 * A connection whose first bytes are to tell its protocol.
 */
final class UndecidedConnection extends GatewayConnection {

	private final Map<GatewayProtocol, ProtocolHandlers> choices;

	/**
	 * Create a new connection.
	 * @param listener the listener that accepted it
	 * @param choices what serves each protocol
	 */
	UndecidedConnection(ListenerContext listener, Map<GatewayProtocol, ProtocolHandlers> choices) {
		super(listener);
		this.choices = choices;
	}

	@Override
	protected void peerSpeaks(PeerProtocol protocol) {
		GatewayProtocol gatewayProtocol = GatewayProtocol.of(protocol);
		ProtocolHandlers handlers = (gatewayProtocol != null) ? this.choices.get(gatewayProtocol) : null;
		if (handlers != null) {
			handOver(handlers);
		}
		else {
			super.peerSpeaks(protocol);
		}
	}

	@Override
	protected void receive(Object message) {
		ReferenceCountUtil.release(message);
	}

	@Override
	protected boolean isBusy() {
		return false;
	}

	@Override
	protected boolean isHeadStarted() {
		return context().pipeline().get(RequestDecoder.class).isStarted();
	}

	@Override
	protected boolean isInputComplete() {
		return false;
	}

	@Override
	protected void abortAll(String reason, Outcome outcome) {
	}

	@Override
	protected void breakOff() {
	}

	@Override
	protected long earliestDeadline() {
		return Ticks.NEVER;
	}

	@Override
	protected void giveUpOverdue(long now) {
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * There is no protocol to answer in.
	 */
	@Override
	protected void refuse(HttpResponseStatus status) {
		closeAfterResponse();
	}

}
