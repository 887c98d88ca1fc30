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

package io.webgateway.codec;

import java.util.List;

import io.netty.buffer.ByteBuf;

/**
 * Stands in for the decoder of a connection of which it is not known yet which protocol
 * its peer speaks. It accepts nothing, so that every protocol is another one.
 */
public class ProtocolDetectionDecoder extends RequestDecoder {

	/** Made once, for it is thrown on every connection. */
	private static final MalformedRequestException NO_PROTOCOL = new MalformedRequestException(
			"Expected a request of FastCGI, SCGI, uwsgi or AJP");

	/**
	 * Create a new decoder.
	 */
	public ProtocolDetectionDecoder() {
	}

	@Override
	protected PeerProtocol getProtocol() {
		return PeerProtocol.OTHER;
	}

	@Override
	protected void decodeNext(ByteBuf in, List<Object> out) {
		throw NO_PROTOCOL;
	}

}
