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

	private static final byte[] REMOTE_PORT = ascii("REMOTE_PORT");

	private static final byte[] SERVER_NAME = ascii("SERVER_NAME");

	private static final byte[] SERVER_PORT = ascii("SERVER_PORT");

	private static final byte[] SERVER_ADDR = ascii("SERVER_ADDR");

	private static final byte[] HTTPS = ascii("HTTPS");

	private static final byte[] ON = ascii("on");

	private static final byte[] REQUEST_SCHEME = ascii("REQUEST_SCHEME");

	private static final byte[] SCHEME = ascii("http");

	private static final byte[] SECURE_SCHEME = ascii("https");

	private static final byte[] SSL_PROTOCOL = ascii("SSL_PROTOCOL");

	private static final byte[] SSL_CIPHER_USEKEYSIZE = ascii("SSL_CIPHER_USEKEYSIZE");

	private static final byte[] HTTP = ascii("HTTP_");

	private static final byte[] HEXADECIMAL = ascii("0123456789ABCDEF");

	/**
	 * What tells of the request, for which a packet has places of its own: no request
	 * attribute may say something else.
	 */
	private static final Set<String> RESERVED = Set.of("REQUEST_METHOD", "SERVER_PROTOCOL", "REQUEST_URI",
			"QUERY_STRING", "REMOTE_ADDR", "REMOTE_HOST", "REMOTE_PORT", "SERVER_NAME", "SERVER_PORT", "SERVER_ADDR",
			"HTTPS", "REQUEST_SCHEME", "CONTENT_TYPE", "CONTENT_LENGTH");

	private static final int NULL = 0xFFFF;

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
	private static final byte[] @Nullable [] ATTRIBUTES = { null, null, null, ascii("REMOTE_USER"), ascii("AUTH_TYPE"),
			null, ascii("JVM_ROUTE"), ascii("SSL_CLIENT_CERT"), ascii("SSL_CIPHER"), ascii("SSL_SESSION_ID"), null,
			null };

	private final VariableBlock block;

	private final AjpAttributes rules;

	private final int end;

	private int position;

	/** Start and length of the string that was read last. */
	private int start;

	private int length;

	private int pathStart;

	private int pathLength;

	private int queryStart;

	private int queryLength = NULL;

	private int methodStart;

	private int methodLength = NULL;

	/** The codes of the attributes that have occurred. */
	private int attributes;

	private boolean remotePort;

	ForwardRequestDecoder(ByteBuf packet, int maxVariables, AjpAttributes rules) {
		this.end = packet.readableBytes();
		this.block = new VariableBlock(packet, maxVariables);
		this.rules = rules;
	}

	AjpForwardRequest decode(@Nullable AjpVariant variant) {
		int method = readByte();
		addString(SERVER_PROTOCOL);
		readString();
		this.pathStart = this.start;
		this.pathLength = this.length;
		addString(REMOTE_ADDR);
		addString(REMOTE_HOST);
		addString(SERVER_NAME);
		this.block.add(SERVER_PORT, readNumber());
		addScheme(readByte() != 0);
		readHeaders();
		readAttributes();
		addMethod(method);
		AjpVariant understood = (variant != null) ? variant
				: this.remotePort ? AjpVariant.STANDARD : AjpVariant.LIGHTTPD;
		addTarget(understood == AjpVariant.LIGHTTPD);
		return new AjpForwardRequest(understood, this.block.build());
	}

	private void addScheme(boolean secure) {
		if (secure) {
			this.block.add(HTTPS, ON);
		}
		this.block.add(REQUEST_SCHEME, secure ? SECURE_SCHEME : SCHEME);
	}

	private void readHeaders() {
		int count = readNumber();
		for (int i = 0; i < count; i++) {
			byte[] name = readCode();
			if (name != null) {
				readString();
				this.block.add(name, this.start, valueLength());
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
		if (this.position >= this.end || (this.block.get(this.position) & 0xFF) != AjpRequestHeaders.CODE_PREFIX) {
			return null;
		}
		byte[] name = AjpRequestHeaders.variable(readNumber() & 0xFF);
		if (name == null) {
			throw new MalformedRequestException("Expected a code of AJP for the name of a header field");
		}
		return name;
	}

	private void readHeader() {
		readString();
		int nameStart = this.start;
		int nameLength = this.length;
		if (nameLength == NULL || nameLength == 0) {
			throw new MalformedRequestException("Expected the name of a header field");
		}
		readString();
		if (isSame(nameStart, nameLength, "content-type")) {
			this.block.add(AjpRequestHeaders.CONTENT_TYPE, this.start, valueLength());
		}
		else if (isSame(nameStart, nameLength, "content-length")) {
			this.block.add(AjpRequestHeaders.CONTENT_LENGTH, this.start, valueLength());
		}
		else {
			addHeader(nameStart, nameLength);
		}
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
		this.block.add(variable, this.block.end() - variable, this.start, valueLength());
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

	private void readAttributes() {
		for (int code = readByte(); code != ARE_DONE; code = readByte()) {
			if (code == REQUEST_ATTRIBUTE) {
				readRequestAttribute();
			}
			else {
				checkOnce(code);
				readAttribute(code);
			}
		}
		if (this.position < this.end) {
			throw new MalformedRequestException("Expected nothing after the attributes of an AJP request");
		}
	}

	/**
	 * Web servers have said two things by one attribute, of which not everybody believes
	 * the same.
	 */
	private void checkOnce(int code) {
		int bit = (code > 0 && code <= STORED_METHOD) ? 1 << code : 0;
		if (bit == 0 || (this.attributes & bit) != 0) {
			throw new MalformedRequestException("Expected each attribute of an AJP request once");
		}
		this.attributes |= bit;
	}

	private void readAttribute(int code) {
		if (code == KEY_SIZE) {
			this.block.add(SSL_CIPHER_USEKEYSIZE, readNumber());
			return;
		}
		readString();
		if (code == QUERY) {
			this.queryStart = this.start;
			this.queryLength = this.length;
		}
		else if (code == STORED_METHOD) {
			this.methodStart = this.start;
			this.methodLength = this.length;
		}
		else {
			byte[] name = variable(code);
			if (name != null && this.length != NULL) {
				this.block.add(name, this.start, this.length);
			}
		}
	}

	private byte @Nullable [] variable(int code) {
		if (code == SECRET) {
			String secret = this.rules.secretVariable();
			return (secret != null) ? ascii(secret) : null;
		}
		return ATTRIBUTES[code];
	}

	private void readRequestAttribute() {
		readString();
		int nameStart = this.start;
		int nameLength = this.length;
		if (nameLength == NULL) {
			throw new MalformedRequestException("Expected the name of a request attribute");
		}
		String name = this.block.text(nameStart, nameLength);
		readString();
		switch (name) {
			case "AJP_REMOTE_PORT" -> {
				this.remotePort = true;
				addOwn(REMOTE_PORT);
			}
			case "AJP_LOCAL_ADDR" -> addOwn(SERVER_ADDR);
			case "AJP_SSL_PROTOCOL" -> addOwn(SSL_PROTOCOL);
			default -> {
				if (isReserved(name) || !this.rules.isAllowed(name)) {
					throw new AjpAttributeException(name);
				}
				if (this.length != NULL) {
					this.block.add(nameStart, nameLength, this.start, this.length);
				}
			}
		}
	}

	private void addOwn(byte[] name) {
		if (this.length != NULL) {
			this.block.add(name, this.start, this.length);
		}
	}

	private static boolean isReserved(String name) {
		return name.isEmpty() || name.regionMatches(true, 0, "HTTP_", 0, HTTP.length) || RESERVED.contains(name);
	}

	private void addMethod(int code) {
		if (code == AjpMethods.STORED) {
			if (this.methodLength == NULL) {
				throw new MalformedRequestException("Expected the method of an AJP request as an attribute");
			}
			this.block.add(REQUEST_METHOD, this.methodStart, this.methodLength);
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
	private void addTarget(boolean decoded) {
		if (this.pathLength == NULL) {
			throw new MalformedRequestException("Expected the path of an AJP request");
		}
		int name = this.block.end();
		this.block.append(REQUEST_URI);
		int target = this.block.end();
		for (int i = 0; i < this.pathLength; i++) {
			appendToPath(this.block.get(this.pathStart + i), decoded);
		}
		if (this.queryLength != NULL) {
			this.block.append('?');
			this.block.appendCopy(this.queryStart, this.queryLength);
		}
		this.block.add(name, REQUEST_URI.length, target, this.block.end() - target);
		if (this.queryLength != NULL) {
			this.block.add(QUERY_STRING, this.queryStart, this.queryLength);
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

	private void addString(byte[] name) {
		readString();
		if (this.length != NULL && this.length != 0) {
			this.block.add(name, this.start, this.length);
		}
	}

	/**
	 * Return the length of the string that was read last, if it is the value of a header
	 * field: an empty one may be missing.
	 */
	private int valueLength() {
		return (this.length != NULL) ? this.length : 0;
	}

	private void readString() {
		int length = readNumber();
		this.start = this.position;
		this.length = length;
		if (length != NULL) {
			skip(length);
			if (readByte() != 0) {
				throw new MalformedRequestException("Expected NUL after each string of an AJP request");
			}
		}
	}

	private int readNumber() {
		return readByte() << 8 | readByte();
	}

	private int readByte() {
		int index = this.position;
		skip(1);
		return this.block.get(index) & 0xFF;
	}

	private void skip(int length) {
		if (length > this.end - this.position) {
			throw new MalformedRequestException("Expected an AJP request that ends within its packet");
		}
		this.position += length;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
