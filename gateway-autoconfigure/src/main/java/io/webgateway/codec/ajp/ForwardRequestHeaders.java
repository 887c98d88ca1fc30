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

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MalformedRequestException;

/**
 * The header fields of a {@link AjpPacketType#FORWARD_REQUEST} packet, which become
 * variables.
 */
final class ForwardRequestHeaders {

	private static final byte[] HTTP = "HTTP_".getBytes(StandardCharsets.US_ASCII);

	private final PacketCursor packet;

	private final VariableBlock block;

	ForwardRequestHeaders(PacketCursor packet, VariableBlock block) {
		this.packet = packet;
		this.block = block;
	}

	void decode() {
		int count = this.packet.readNumber();
		for (int i = 0; i < count; i++) {
			byte[] name = readCode();
			if (name != null) {
				this.packet.readString();
				addValue(name);
			}
			else {
				readHeader();
			}
		}
	}

	/**
	 * Read the name of a header field if there is a code for it.
	 * @return the name of the variable, or {@code null} if there is no code
	 */
	private byte @Nullable [] readCode() {
		if (this.packet.peekByte() != AjpRequestHeaders.CODE_PREFIX) {
			return null;
		}
		byte[] name = AjpRequestHeaders.variable(this.packet.readNumber() & 0xFF);
		if (name == null) {
			throw new MalformedRequestException("Expected a code of AJP for the name of a header field");
		}
		return name;
	}

	private void readHeader() {
		this.packet.readString();
		int nameStart = this.packet.start();
		int nameLength = this.packet.length();
		if (nameLength == 0) {
			throw new MalformedRequestException("Expected the name of a header field");
		}
		this.packet.readString();
		if (isSame(nameStart, nameLength, "content-type")) {
			addValue(AjpRequestHeaders.CONTENT_TYPE);
		}
		else if (isSame(nameStart, nameLength, "content-length")) {
			addValue(AjpRequestHeaders.CONTENT_LENGTH);
		}
		else {
			addHeader(nameStart, nameLength);
		}
	}

	private void addValue(byte[] name) {
		this.block.add(name, this.packet.start(), this.packet.length());
	}

	/**
	 * Other protocols cannot tell an underscore from a hyphen, so web servers drop fields
	 * with underscores in their names there, lest a client poses as a proxy.
	 */
	private void addHeader(int nameStart, int nameLength) {
		int variable = this.block.end();
		this.block.append(HTTP);
		for (int i = 0; i < nameLength; i++) {
			byte character = this.block.get(nameStart + i);
			if (character == '_') {
				return;
			}
			this.block.append(toVariable(character));
		}
		this.block.add(variable, this.block.end() - variable, this.packet.start(), this.packet.length());
	}

	private static int toVariable(byte character) {
		if (character == '-') {
			return '_';
		}
		return (character >= 'a' && character <= 'z') ? character - ('a' - 'A') : character;
	}

	private boolean isSame(int nameStart, int nameLength, String lowerCaseName) {
		if (nameLength != lowerCaseName.length()) {
			return false;
		}
		for (int i = 0; i < nameLength; i++) {
			if (toLowerCase(this.block.get(nameStart + i)) != lowerCaseName.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	private static int toLowerCase(byte character) {
		return (character >= 'A' && character <= 'Z') ? character + ('a' - 'A') : character;
	}

}
