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

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Tells by the first bytes of a connection which protocol its peer speaks. No bytes are
 * the beginning of two protocols, and what has been told never changes with the bytes
 * that follow.
 * <p>
 * The first byte alone leaves one gateway protocol at most: FastCGI begins with its
 * version 1, SCGI with a digit other than 0, uwsgi with one of the modifiers that are
 * served, and AJP with 0x12. The bytes that follow have to be those of the first message
 * that a web server sends.
 */
public final class ProtocolDetector {

	/**
	 * The number of bytes by which every protocol is told.
	 */
	public static final int MAX_LENGTH = 32;

	private static final int FASTCGI_VERSION = 1;

	private static final int BEGIN_REQUEST = 1;

	private static final int BEGIN_REQUEST_LENGTH = 8;

	private static final int GET_VALUES = 9;

	private static final int MAX_SCGI_DIGITS = 7;

	private static final byte[] SCGI_FIRST_VARIABLE = bytes("CONTENT_LENGTH\0");

	private static final byte[] UWSGI_PING = { 100, 0, 0, 0 };

	private static final byte[] AJP_MAGIC = { 0x12, 0x34 };

	private static final int TLS_HANDSHAKE = 0x16;

	private static final int TLS_MAJOR_VERSION = 3;

	private static final int TLS_MAX_MINOR_VERSION = 4;

	private static final int TLS_CLIENT_HELLO = 1;

	private static final int MAX_METHOD_LENGTH = 20;

	private static final byte[] CONNECT = bytes("CONNECT ");

	private static final byte[] ABSOLUTE_TARGET = bytes("http");

	private static final byte[] HTTP_2_PREFACE = bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

	private static final byte[] PROXY_1_TCP = bytes("PROXY TCP");

	private static final byte[] PROXY_1_UNKNOWN = bytes("PROXY UNKNOWN");

	private static final byte[] PROXY_2 = bytes("\r\n\r\n\0\r\nQUIT\n");

	private final ByteBuf bytes;

	private final int start;

	private final int length;

	private ProtocolDetector(ByteBuf bytes) {
		this.bytes = bytes;
		this.start = bytes.readerIndex();
		this.length = bytes.readableBytes();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Tell which protocol begins with the given bytes.
	 * @param bytes the bytes of a connection that have arrived, from the first on, of
	 * which none is read
	 * @return the protocol, {@link PeerProtocol#OTHER} if it is none of the others, or
	 * {@code null} as long as more bytes have to decide
	 */
	public static @Nullable PeerProtocol detect(ByteBuf bytes) {
		return new ProtocolDetector(bytes).detect();
	}

	private @Nullable PeerProtocol detect() {
		if (this.length == 0) {
			return null;
		}
		int first = at(0);
		if (first == FASTCGI_VERSION) {
			return fastCgi();
		}
		if (first >= '1' && first <= '9') {
			return scgi();
		}
		if (isUwsgiRequest(first)) {
			return uwsgi();
		}
		if (first == UWSGI_PING[0]) {
			return where(startsWith(UWSGI_PING), PeerProtocol.UWSGI);
		}
		if (first == AJP_MAGIC[0]) {
			return where(startsWith(AJP_MAGIC), PeerProtocol.AJP);
		}
		if (first == TLS_HANDSHAKE) {
			return tls();
		}
		if (first == PROXY_2[0]) {
			return where(startsWith(PROXY_2), PeerProtocol.PROXY_PROTOCOL);
		}
		return isUpperCase(first) ? text() : PeerProtocol.OTHER;
	}

	/**
	 * A record that begins a request has an id other than 0 and 8 bytes of content, one
	 * that asks for values has the id 0.
	 */
	private @Nullable PeerProtocol fastCgi() {
		if (this.length < 2) {
			return null;
		}
		if (at(1) == GET_VALUES) {
			return where(both(is(2, 0), is(3, 0)), PeerProtocol.FASTCGI);
		}
		if (at(1) != BEGIN_REQUEST || is(4, 0) == Match.NO || is(5, BEGIN_REQUEST_LENGTH) == Match.NO
				|| (is(2, 0) == Match.YES && is(3, 0) == Match.YES)) {
			return PeerProtocol.OTHER;
		}
		return where(is(5, BEGIN_REQUEST_LENGTH), PeerProtocol.FASTCGI);
	}

	/**
	 * The length of the head is followed by the name of its first variable.
	 */
	private @Nullable PeerProtocol scgi() {
		int digits = 1;
		while (digits < this.length && at(digits) >= '0' && at(digits) <= '9') {
			digits++;
		}
		if (digits > MAX_SCGI_DIGITS) {
			return PeerProtocol.OTHER;
		}
		return where(both(is(digits, ':'), contains(digits + 1, SCGI_FIRST_VARIABLE)), PeerProtocol.SCGI);
	}

	private static boolean isUwsgiRequest(int modifier1) {
		return switch (modifier1) {
			case 0, 5, 7, 8, 9, 14, 30 -> true;
			default -> false;
		};
	}

	/**
	 * A block that has room for its first variable, whose name is shorter than 256
	 * characters and begins with a letter or an underscore.
	 */
	private @Nullable PeerProtocol uwsgi() {
		if (this.length < 7) {
			boolean impossible = (this.length > 4 && at(4) == 0) || (this.length > 5 && at(5) != 0);
			return impossible ? PeerProtocol.OTHER : null;
		}
		int blockLength = at(1) | at(2) << 8;
		int nameLength = at(4) | at(5) << 8;
		boolean name = nameLength > 0 && nameLength < 256 && nameLength + 4 <= blockLength && isNameStart(at(6));
		return name ? PeerProtocol.UWSGI : PeerProtocol.OTHER;
	}

	private static boolean isNameStart(int character) {
		return isUpperCase(character) || (character >= 'a' && character <= 'z') || character == '_';
	}

	private @Nullable PeerProtocol tls() {
		if (is(1, TLS_MAJOR_VERSION) == Match.NO || (this.length > 2 && at(2) > TLS_MAX_MINOR_VERSION)) {
			return PeerProtocol.OTHER;
		}
		return where(is(5, TLS_CLIENT_HELLO), PeerProtocol.TLS);
	}

	/**
	 * What begins with a capital letter.
	 */
	private @Nullable PeerProtocol text() {
		Match proxy = either(startsWith(PROXY_1_TCP), startsWith(PROXY_1_UNKNOWN));
		if (proxy == Match.YES) {
			return PeerProtocol.PROXY_PROTOCOL;
		}
		Match http2 = startsWith(HTTP_2_PREFACE);
		if (http2 == Match.YES) {
			return PeerProtocol.HTTP_2;
		}
		if (proxy == Match.OPEN || http2 == Match.OPEN) {
			return null;
		}
		return where(requestLine(), PeerProtocol.HTTP);
	}

	/**
	 * A method, a space, and the beginning of a target.
	 */
	private Match requestLine() {
		int end = 1;
		while (end < this.length && isMethodCharacter(at(end))) {
			end++;
		}
		if (end > MAX_METHOD_LENGTH) {
			return Match.NO;
		}
		Match target = either(is(end + 1, '/'),
				either(is(end + 1, '*'), either(contains(end + 1, ABSOLUTE_TARGET), startsWith(CONNECT))));
		return both(is(end, ' '), target);
	}

	private static boolean isMethodCharacter(int character) {
		return isUpperCase(character) || character == '-' || character == '_';
	}

	private static boolean isUpperCase(int character) {
		return character >= 'A' && character <= 'Z';
	}

	private int at(int index) {
		return this.bytes.getUnsignedByte(this.start + index);
	}

	private Match is(int index, int value) {
		if (index >= this.length) {
			return Match.OPEN;
		}
		return (at(index) == value) ? Match.YES : Match.NO;
	}

	private Match startsWith(byte[] expected) {
		return contains(0, expected);
	}

	private Match contains(int index, byte[] expected) {
		Match match = Match.YES;
		for (int i = 0; i < expected.length; i++) {
			match = both(match, is(index + i, expected[i]));
		}
		return match;
	}

	private static Match both(Match first, Match second) {
		if (first == Match.NO || second == Match.NO) {
			return Match.NO;
		}
		return (first == Match.YES) ? second : first;
	}

	private static Match either(Match first, Match second) {
		if (first == Match.YES || second == Match.YES) {
			return Match.YES;
		}
		return (first == Match.NO) ? second : first;
	}

	private static @Nullable PeerProtocol where(Match match, PeerProtocol protocol) {
		return switch (match) {
			case YES -> protocol;
			case NO -> PeerProtocol.OTHER;
			case OPEN -> null;
		};
	}

	private enum Match {

		YES, NO, OPEN

	}

}
