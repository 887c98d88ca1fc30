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
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MalformedRequestException;

/**
 * Reads one {@link AjpPacketType#FORWARD_REQUEST} packet from its beginning to its end.
 */
final class ForwardRequestDecoder {

	private static final byte[] REQUEST_METHOD = ascii("REQUEST_METHOD");

	private static final byte[] SERVER_PROTOCOL = ascii("SERVER_PROTOCOL");

	private static final byte[] REQUEST_URI = ascii("REQUEST_URI");

	private static final byte[] QUERY_STRING = ascii("QUERY_STRING");

	private static final byte[] REMOTE_ADDR = ascii("REMOTE_ADDR");

	private static final byte[] REMOTE_HOST = ascii("REMOTE_HOST");

	private static final byte[] SERVER_NAME = ascii("SERVER_NAME");

	private static final byte[] SERVER_PORT = ascii("SERVER_PORT");

	private static final byte[] HTTPS = ascii("HTTPS");

	private static final byte[] ON = ascii("on");

	private static final byte[] REQUEST_SCHEME = ascii("REQUEST_SCHEME");

	private static final byte[] SCHEME = ascii("http");

	private static final byte[] SECURE_SCHEME = ascii("https");

	private static final byte[] HEXADECIMAL = ascii("0123456789ABCDEF");

	private final VariableBlock block;

	private final PacketCursor packet;

	private final ForwardRequestAttributes attributes;

	ForwardRequestDecoder(ByteBuf packet, int maxVariables, AjpAttributes rules) {
		int end = packet.readableBytes();
		this.block = new VariableBlock(packet, maxVariables);
		this.packet = new PacketCursor(this.block, end);
		this.attributes = new ForwardRequestAttributes(this.packet, this.block, rules);
	}

	AjpForwardRequest decode(@Nullable AjpVariant variant) {
		int method = this.packet.readByte();
		addString(SERVER_PROTOCOL);
		this.packet.readString();
		if (this.packet.isNull()) {
			throw new MalformedRequestException("Expected the path of an AJP request");
		}
		int pathStart = this.packet.start();
		int pathLength = this.packet.length();
		addString(REMOTE_ADDR);
		addString(REMOTE_HOST);
		addString(SERVER_NAME);
		this.block.add(SERVER_PORT, this.packet.readNumber());
		addScheme(this.packet.readByte() != 0);
		new ForwardRequestHeaders(this.packet, this.block).decode();
		this.attributes.decode();
		addMethod(method);
		AjpVariant understood = (variant != null) ? variant
				: this.attributes.hasRemotePort() ? AjpVariant.STANDARD : AjpVariant.LIGHTTPD;
		addTarget(pathStart, pathLength, understood == AjpVariant.LIGHTTPD);
		return new AjpForwardRequest(understood, this.block.build());
	}

	private void addString(byte[] name) {
		this.packet.readString();
		if (this.packet.length() != 0) {
			this.block.add(name, this.packet.start(), this.packet.length());
		}
	}

	private void addScheme(boolean secure) {
		if (secure) {
			this.block.add(HTTPS, ON);
		}
		this.block.add(REQUEST_SCHEME, secure ? SECURE_SCHEME : SCHEME);
	}

	private void addMethod(int code) {
		if (code == AjpMethods.STORED) {
			this.attributes.addMethod(REQUEST_METHOD);
			return;
		}
		byte[] method = AjpMethods.of(code);
		if (method == null) {
			throw new MalformedRequestException("Expected a method of AJP");
		}
		this.block.add(REQUEST_METHOD, method);
	}

	/**
	 * Add what the client asked for, with the query both by itself and as the end of the
	 * whole.
	 * @param decoded whether the path is decoded, so that each percent sign is one
	 */
	private void addTarget(int pathStart, int pathLength, boolean decoded) {
		int name = this.block.end();
		this.block.append(REQUEST_URI);
		int target = this.block.end();
		for (int i = 0; i < pathLength; i++) {
			appendToPath(this.block.get(pathStart + i), decoded);
		}
		if (this.attributes.hasQuery()) {
			this.block.append('?');
			this.attributes.appendQuery();
		}
		this.block.add(name, REQUEST_URI.length, target, this.block.end() - target);
		if (this.attributes.hasQuery()) {
			this.attributes.addQuery(QUERY_STRING);
		}
	}

	/**
	 * An encoded path has no question mark and no hash, and what else is not allowed in
	 * one is the client's.
	 */
	private void appendToPath(byte character, boolean decoded) {
		if (decoded ? isPathCharacter(character) : (character != '?' && character != '#')) {
			this.block.append(character);
		}
		else {
			this.block.append('%');
			this.block.append(HEXADECIMAL[character >> 4 & 0xF]);
			this.block.append(HEXADECIMAL[character & 0xF]);
		}
	}

	private static boolean isPathCharacter(byte character) {
		return (character >= 'a' && character <= 'z') || (character >= '@' && character <= 'Z')
				|| (character >= '&' && character <= ';') || "!$=_~".indexOf(character) != -1;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
