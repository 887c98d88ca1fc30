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

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;

import io.webgateway.codec.ConnectionFields;
import io.webgateway.codec.DecodedResponseHead;
import io.webgateway.codec.FieldSyntax;
import io.webgateway.codec.MalformedResponseException;

/**
 * Decodes {@link AjpPacketType#SEND_HEADERS} packets.
 */
public final class AjpResponseHeadDecoder {

	private static final int NULL = 0xFFFF;

	private AjpResponseHeadDecoder() {
	}

	/**
	 * Decode what follows the type of a packet.
	 * @param packet the rest of the packet
	 * @return the head
	 * @throws MalformedResponseException if it is none
	 */
	public static DecodedResponseHead decode(ByteBuf packet) {
		try {
			int code = packet.readUnsignedShort();
			String reasonPhrase = readString(packet, packet.readUnsignedShort());
			HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
			int count = packet.readUnsignedShort();
			for (int i = 0; i < count; i++) {
				readField(packet, headers);
			}
			FieldSyntax.checkValue("reason phrase", reasonPhrase);
			if (code < 100 || code > 999) {
				throw new MalformedResponseException(
						"Expected the status of a response to be a number of three digits");
			}
			return new DecodedResponseHead(reasonPhrase.isBlank() ? HttpResponseStatus.valueOf(code)
					: HttpResponseStatus.valueOf(code, reasonPhrase), headers);
		}
		catch (IndexOutOfBoundsException ex) {
			throw new MalformedResponseException("Expected a response head that ends within its AJP packet");
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedResponseException("Expected the fields of a response head to have names and values");
		}
	}

	private static void readField(ByteBuf packet, HttpHeaders headers) {
		int length = packet.readUnsignedShort();
		String name = AjpResponseHeaders.name(length);
		if (name == null) {
			name = readString(packet, length);
		}
		String value = readString(packet, packet.readUnsignedShort());
		FieldSyntax.checkName(name);
		FieldSyntax.checkValue(name, value);
		if (!ConnectionFields.contains(name)) {
			headers.add(name, value);
		}
	}

	private static String readString(ByteBuf packet, int length) {
		if (length == NULL) {
			return "";
		}
		String text = packet.readString(length, StandardCharsets.ISO_8859_1);
		if (packet.readByte() != 0) {
			throw new MalformedResponseException("Expected NUL after each string of an AJP packet");
		}
		return text;
	}

}
