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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Answers to peers that speak no gateway protocol, each in the peer's protocol.
 */
final class MistakeAnswers {

	private static final String HEAD = "HEAD ";

	private static final int FRAME_HEADER_LENGTH = 9;

	private static final byte DATA = 0;

	private static final byte HEADERS = 1;

	private static final byte SETTINGS = 4;

	private static final byte GOAWAY = 7;

	private static final byte ACK = 1;

	private static final byte END_STREAM = 1;

	private static final byte END_HEADERS = 4;

	private static final int CONNECTION = 0;

	private static final int FIRST_STREAM = 1;

	/**
	 * The status 400 of HPACK's static table, and the type of a content by its name
	 * there.
	 */
	private static final byte[] HTTP_2_HEAD = { (byte) 0x8C, 0x0F, 0x10, 10, 't', 'e', 'x', 't', '/', 'p', 'l', 'a',
			'i', 'n' };

	private static final byte TLS_ALERT = 21;

	private static final byte FATAL = 2;

	/** The peer and this end have no protocol in common that TLS could carry. */
	private static final byte NO_APPLICATION_PROTOCOL = 120;

	private MistakeAnswers() {
	}

	/**
	 * Return a response of HTTP/1.1.
	 * @param page the text of its body
	 * @param request the beginning of the request
	 */
	static byte[] http(String page, byte[] request) {
		String head = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
				+ "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nContent-Length: " + page.length()
				+ "\r\nConnection: close\r\n\r\n";
		boolean headOnly = new String(request, StandardCharsets.ISO_8859_1).startsWith(HEAD);
		return (headOnly ? head : head + page).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Return the frames of a response of HTTP/2 to the first request.
	 * @param page the text of its body
	 */
	static byte[] http2(String page) {
		byte[] body = page.getBytes(StandardCharsets.US_ASCII);
		byte[] goAway = ByteBuffer.allocate(8).putInt(FIRST_STREAM).array();
		ByteBuffer frames = ByteBuffer
			.allocate(5 * FRAME_HEADER_LENGTH + HTTP_2_HEAD.length + body.length + goAway.length);
		putFrame(frames, SETTINGS, 0, CONNECTION);
		putFrame(frames, SETTINGS, ACK, CONNECTION);
		putFrame(frames, HEADERS, END_HEADERS, FIRST_STREAM, HTTP_2_HEAD);
		putFrame(frames, DATA, END_STREAM, FIRST_STREAM, body);
		putFrame(frames, GOAWAY, 0, CONNECTION, goAway);
		return frames.array();
	}

	private static void putFrame(ByteBuffer frames, int type, int flags, int stream, byte... content) {
		frames.put((byte) 0).putShort((short) content.length).put((byte) type).put((byte) flags).putInt(stream);
		frames.put(content);
	}

	/**
	 * Return a fatal alert.
	 */
	static byte[] tls() {
		return new byte[] { TLS_ALERT, 3, 1, 0, 2, FATAL, NO_APPLICATION_PROTOCOL };
	}

}
