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

import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * Writes the packets of a web server.
 */
public final class AjpRequestWriter {

	/**
	 * Name of the attribute by which the web server proves who it is. It has a code, and
	 * so the name itself is not sent.
	 */
	public static final String SECRET = "secret";

	private static final int MAGIC = 0x1234;

	private static final int HEADER_LENGTH = 4;

	private static final int NULL = 0xFFFF;

	private static final int REQUEST_ATTRIBUTE = 0x0A;

	private static final int KEY_SIZE = 0x0B;

	private static final int STORED_METHOD = 0x0D;

	private static final int ARE_DONE = 0xFF;

	private static final Map<String, Integer> CODES = Map.of("REMOTE_USER", 0x03, "AUTH_TYPE", 0x04, "QUERY_STRING",
			0x05, "JVM_ROUTE", 0x06, "SSL_CLIENT_CERT", 0x07, "SSL_CIPHER", 0x08, "SSL_SESSION_ID", 0x09,
			"SSL_CIPHER_USEKEYSIZE", KEY_SIZE, SECRET, 0x0C);

	private static final Map<String, String> NAMES = Map.of("REMOTE_PORT", "AJP_REMOTE_PORT", "SERVER_ADDR",
			"AJP_LOCAL_ADDR", "SSL_PROTOCOL", "AJP_SSL_PROTOCOL");

	private AjpRequestWriter() {
	}

	/**
	 * Write the head of a request as a {@link AjpPacketType#FORWARD_REQUEST} packet.
	 * Characters beyond ISO-8859-1 become question marks.
	 * @param out where to write it
	 * @param line the beginning of the packet
	 * @param headers the header fields
	 * @param attributes what else there is to say, by the names of meta-variables
	 * @param maxPacketSize the largest size of a packet in bytes
	 * @throws IllegalArgumentException if the head is too long for a packet. Nothing is
	 * written then.
	 */
	public static void writeForwardRequest(ByteBuf out, AjpRequestLine line, List<Map.Entry<String, String>> headers,
			Map<String, String> attributes, int maxPacketSize) {
		int start = out.writerIndex();
		int method = AjpMethods.code(line.method());
		out.writeShort(MAGIC);
		out.writeShort(0);
		out.writeByte(AjpPacketType.FORWARD_REQUEST);
		out.writeByte(method);
		writeString(line.protocol(), out);
		writeString(line.path(), out);
		writeString(line.remoteAddress(), out);
		out.writeShort(NULL);
		writeString(line.serverName(), out);
		out.writeShort(line.serverPort());
		out.writeBoolean(line.secure());
		out.writeShort(headers.size());
		headers.forEach((header) -> writeHeader(header.getKey(), header.getValue(), out));
		if (method == AjpMethods.STORED) {
			out.writeByte(STORED_METHOD);
			writeString(line.method(), out);
		}
		attributes.forEach((name, value) -> writeAttribute(name, value, out));
		out.writeByte(ARE_DONE);
		int length = out.writerIndex() - start;
		if (length > maxPacketSize) {
			out.writerIndex(start);
			throw new IllegalArgumentException(
					"Head of a request is too long for an AJP packet of " + maxPacketSize + " bytes");
		}
		out.setShort(start + 2, length - HEADER_LENGTH);
	}

	private static void writeHeader(String name, String value, ByteBuf out) {
		int code = AjpRequestHeaders.code(name);
		if (code != 0) {
			out.writeShort(code);
		}
		else {
			writeString(name, out);
		}
		writeString(value, out);
	}

	private static void writeAttribute(String name, String value, ByteBuf out) {
		int code = CODES.getOrDefault(name, REQUEST_ATTRIBUTE);
		out.writeByte(code);
		if (code == KEY_SIZE) {
			out.writeShort(Integer.parseInt(value));
			return;
		}
		if (code == REQUEST_ATTRIBUTE) {
			writeString(NAMES.getOrDefault(name, name), out);
		}
		writeString(value, out);
	}

	private static void writeString(String text, ByteBuf out) {
		out.writeShort(text.length());
		ByteBufUtil.writeAscii(out, text);
		out.writeByte(0);
	}

	/**
	 * Write what precedes the data in a packet of a request body.
	 * @param out where to write it
	 * @param length the length of the data in bytes
	 */
	public static void writeBodyHeader(ByteBuf out, int length) {
		out.writeShort(MAGIC);
		out.writeShort(length + 2);
		out.writeShort(length);
	}

	/**
	 * Write the packet without data that ends a request body.
	 * @param out where to write it
	 */
	public static void writeEndOfBody(ByteBuf out) {
		out.writeShort(MAGIC);
		out.writeShort(0);
	}

	/**
	 * Write a {@link AjpPacketType#CPING} packet.
	 * @param out where to write it
	 */
	public static void writePing(ByteBuf out) {
		out.writeShort(MAGIC);
		out.writeShort(1);
		out.writeByte(AjpPacketType.CPING);
	}

}
