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
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MalformedRequestException;

/**
 * The attributes of a {@link AjpPacketType#FORWARD_REQUEST} packet, of which most become
 * variables, and some say what the beginning of the packet has no place for.
 */
final class ForwardRequestAttributes {

	private static final byte[] REMOTE_PORT = ascii("REMOTE_PORT");

	private static final byte[] SERVER_ADDR = ascii("SERVER_ADDR");

	private static final byte[] SSL_PROTOCOL = ascii("SSL_PROTOCOL");

	private static final byte[] SSL_CIPHER_USEKEYSIZE = ascii("SSL_CIPHER_USEKEYSIZE");

	private static final String HEADER_PREFIX = "HTTP_";

	/**
	 * What tells of the request, for which a packet has places of its own: no request
	 * attribute may say something else.
	 */
	private static final Set<String> RESERVED = Set.of("REQUEST_METHOD", "SERVER_PROTOCOL", "REQUEST_URI",
			"QUERY_STRING", "REMOTE_ADDR", "REMOTE_HOST", "REMOTE_PORT", "SERVER_NAME", "SERVER_PORT", "SERVER_ADDR",
			"HTTPS", "REQUEST_SCHEME", "CONTENT_TYPE", "CONTENT_LENGTH");

	private static final int NONE = -1;

	private static final int ARE_DONE = 0xFF;

	private static final int REQUEST_ATTRIBUTE = 0x0A;

	private static final int KEY_SIZE = 0x0B;

	private static final int QUERY = 0x05;

	private static final int SECRET = 0x0C;

	private static final int STORED_METHOD = 0x0D;

	/**
	 * Variables of the attributes by their codes; those of which nothing is to become do
	 * not have one.
	 */
	private static final byte[] @Nullable [] VARIABLES = { null, null, null, ascii("REMOTE_USER"), ascii("AUTH_TYPE"),
			null, ascii("JVM_ROUTE"), ascii("SSL_CLIENT_CERT"), ascii("SSL_CIPHER"), ascii("SSL_SESSION_ID"), null,
			null };

	private final PacketCursor packet;

	private final VariableBlock block;

	private final AjpAttributes rules;

	/** The codes of the attributes that have occurred. */
	private int codes;

	private int queryStart;

	private int queryLength = NONE;

	private int methodStart;

	private int methodLength = NONE;

	private boolean remotePort;

	ForwardRequestAttributes(PacketCursor packet, VariableBlock block, AjpAttributes rules) {
		this.packet = packet;
		this.block = block;
		this.rules = rules;
	}

	void decode() {
		for (int code = this.packet.readByte(); code != ARE_DONE; code = this.packet.readByte()) {
			if (code == REQUEST_ATTRIBUTE) {
				readRequestAttribute();
			}
			else {
				checkOnce(code);
				readAttribute(code);
			}
		}
		if (!this.packet.isAtEnd()) {
			throw new MalformedRequestException("Expected nothing after the attributes of an AJP request");
		}
	}

	/**
	 * Web servers have said two things by one attribute, of which not everybody believes
	 * the same.
	 */
	private void checkOnce(int code) {
		int bit = (code > 0 && code <= STORED_METHOD) ? 1 << code : 0;
		if (bit == 0 || (this.codes & bit) != 0) {
			throw new MalformedRequestException("Expected each attribute of an AJP request once");
		}
		this.codes |= bit;
	}

	private void readAttribute(int code) {
		if (code == KEY_SIZE) {
			this.block.add(SSL_CIPHER_USEKEYSIZE, this.packet.readNumber());
			return;
		}
		this.packet.readString();
		if (this.packet.isNull()) {
			return;
		}
		if (code == QUERY) {
			this.queryStart = this.packet.start();
			this.queryLength = this.packet.length();
		}
		else if (code == STORED_METHOD) {
			this.methodStart = this.packet.start();
			this.methodLength = this.packet.length();
		}
		else {
			byte[] name = variable(code);
			if (name != null) {
				addValue(name);
			}
		}
	}

	private byte @Nullable [] variable(int code) {
		if (code == SECRET) {
			String secret = this.rules.secretVariable();
			return (secret != null) ? ascii(secret) : null;
		}
		return VARIABLES[code];
	}

	private void readRequestAttribute() {
		this.packet.readString();
		if (this.packet.isNull()) {
			throw new MalformedRequestException("Expected the name of a request attribute");
		}
		int nameStart = this.packet.start();
		int nameLength = this.packet.length();
		String name = this.block.text(nameStart, nameLength);
		this.packet.readString();
		switch (name) {
			case "AJP_REMOTE_PORT" -> {
				this.remotePort = true;
				addValue(REMOTE_PORT);
			}
			case "AJP_LOCAL_ADDR" -> addValue(SERVER_ADDR);
			case "AJP_SSL_PROTOCOL" -> addValue(SSL_PROTOCOL);
			default -> {
				if (isReserved(name) || !this.rules.isAllowed(name)) {
					throw new AjpAttributeException(name);
				}
				if (!this.packet.isNull()) {
					this.block.add(nameStart, nameLength, this.packet.start(), this.packet.length());
				}
			}
		}
	}

	private void addValue(byte[] name) {
		if (!this.packet.isNull()) {
			this.block.add(name, this.packet.start(), this.packet.length());
		}
	}

	private static boolean isReserved(String name) {
		return name.isEmpty() || name.regionMatches(true, 0, HEADER_PREFIX, 0, HEADER_PREFIX.length())
				|| RESERVED.contains(name);
	}

	/**
	 * Return whether the port of the client is among them.
	 */
	boolean hasRemotePort() {
		return this.remotePort;
	}

	boolean hasQuery() {
		return this.queryLength != NONE;
	}

	/**
	 * Append the query.
	 */
	void appendQuery() {
		this.block.appendCopy(this.queryStart, this.queryLength);
	}

	/**
	 * Add the query as a variable.
	 */
	void addQuery(byte[] name) {
		this.block.add(name, this.queryStart, this.queryLength);
	}

	/**
	 * Add the method as a variable.
	 * @throws MalformedRequestException if there is none
	 */
	void addMethod(byte[] name) {
		if (this.methodLength == NONE) {
			throw new MalformedRequestException("Expected the method of an AJP request as an attribute");
		}
		this.block.add(name, this.methodStart, this.methodLength);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
