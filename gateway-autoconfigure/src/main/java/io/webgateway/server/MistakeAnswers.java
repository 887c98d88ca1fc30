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

	private static final byte SETTINGS = 4;

	private static final byte GOAWAY = 7;

	private static final int GOAWAY_LENGTH = 8;

	private static final int HTTP_1_1_REQUIRED = 13;

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
	 * Return the frames that end a connection of HTTP/2 for one of HTTP/1.1, on which the
	 * page can be seen.
	 * @param message the additional data of the last frame
	 */
	static byte[] http2(String message) {
		byte[] data = message.getBytes(StandardCharsets.US_ASCII);
		ByteBuffer frames = ByteBuffer.allocate(2 * FRAME_HEADER_LENGTH + GOAWAY_LENGTH + data.length);
		putFrameHeader(frames, SETTINGS, 0);
		putFrameHeader(frames, GOAWAY, GOAWAY_LENGTH + data.length);
		return frames.putInt(0).putInt(HTTP_1_1_REQUIRED).put(data).array();
	}

	/**
	 * Of no flags and of the connection.
	 */
	private static void putFrameHeader(ByteBuffer frames, byte type, int length) {
		frames.put((byte) 0).putShort((short) length).put(type).put((byte) 0).putInt(0);
	}

	/**
	 * Return a fatal alert.
	 */
	static byte[] tls() {
		return new byte[] { TLS_ALERT, 3, 1, 0, 2, FATAL, NO_APPLICATION_PROTOCOL };
	}

}
