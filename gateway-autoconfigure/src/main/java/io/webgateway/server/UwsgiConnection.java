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

import io.netty.buffer.ByteBuf;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.ResponseHeadEncoder;
import io.webgateway.codec.uwsgi.UwsgiModifier;
import io.webgateway.codec.uwsgi.UwsgiPacketWriter;
import io.webgateway.codec.uwsgi.UwsgiRequestHead;

/**
 * A connection that speaks uwsgi.
 */
final class UwsgiConnection extends SingleRequestConnection {

	private static final int PACKET_HEADER_LENGTH = 4;

	UwsgiConnection(ListenerContext listener) {
		super(listener, ResponseHeadEncoder.STATUS_LINE);
	}

	@Override
	protected void receiveHead(Object message) {
		UwsgiRequestHead head = (UwsgiRequestHead) message;
		if (head.modifier1() == UwsgiModifier.PING) {
			ByteBuf pong = buffer(PACKET_HEADER_LENGTH);
			UwsgiPacketWriter.writePong(pong);
			write(pong);
			closeAfterResponse();
		}
		else {
			dispatch(head.variables());
		}
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * A request without {@code CONTENT_LENGTH} has no body, unless its client announced
	 * chunks, whose framing this protocol does not have.
	 */
	@Override
	protected long bodyLength(MetaVariables variables) {
		long length = ContentLength.ofRequest(variables);
		if (length == ContentLength.UNKNOWN) {
			if (variables.contains("HTTP_TRANSFER_ENCODING")) {
				throw new MalformedRequestException("Expected CONTENT_LENGTH with a request that has a body");
			}
			return 0;
		}
		return length;
	}

}
