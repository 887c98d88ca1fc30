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

package io.webgateway.codec.ajp;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.HeadTooLargeException;
import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;

/**
 * The head of a request, as a {@link AjpPacketType#FORWARD_REQUEST} packet has it. Its
 * fields, header fields and attributes become meta-variables: those of CGI by their names
 * (RFC 3875, section 4.1), and all others by the names that web servers give to the same
 * thing over other protocols.
 * <p>
 * Header fields of the client and what the web server says are two name spaces: a header
 * field becomes a variable that begins with {@code HTTP_}, or one of {@code CONTENT_TYPE}
 * and {@code CONTENT_LENGTH}, and nothing else does.
 *
 * @param variant how the web server understands AJP
 * @param variables the meta-variables
 */
public record AjpForwardRequest(AjpVariant variant, MetaVariables variables) {

	/**
	 * Decode the packet.
	 * @param packet what follows the type of the packet, which is read to its end but not
	 * released
	 * @param variant how the web server understands AJP, or {@code null} to tell it by
	 * whether the port of the client is among the attributes, which only the standard has
	 * @param limits bounds of the head
	 * @param attributes what becomes of the attributes
	 * @return the head of the request
	 * @throws MalformedRequestException if the packet is not what the protocol prescribes
	 * @throws AjpAttributeException if there is an attribute that is not allowed
	 * @throws HeadTooLargeException if the head exceeds its limits
	 */
	public static AjpForwardRequest decode(ByteBuf packet, @Nullable AjpVariant variant, HeadLimits limits,
			AjpAttributes attributes) {
		limits.checkBytes(packet.readableBytes());
		return new ForwardRequestDecoder(packet, limits.maxVariables(), attributes).decode(variant);
	}

}
