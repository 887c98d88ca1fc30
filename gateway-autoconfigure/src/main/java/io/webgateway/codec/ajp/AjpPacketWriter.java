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

import java.util.Iterator;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;

import io.webgateway.codec.ConnectionFields;
import io.webgateway.codec.FieldSyntax;
import io.webgateway.codec.ReasonPhrase;

/**
 * Writes the packets of an application.
 */
public final class AjpPacketWriter {

	/**
	 * Length of what precedes the data of a body chunk in bytes.
	 */
	public static final int CHUNK_HEADER_LENGTH = 7;

	/**
	 * Length of what a body chunk is made of besides its data in bytes.
	 */
	public static final int CHUNK_OVERHEAD = CHUNK_HEADER_LENGTH + 1;

	/**
	 * Length of an END_RESPONSE packet in bytes.
	 */
	public static final int END_RESPONSE_LENGTH = 6;

	/**
	 * Length of a GET_BODY_CHUNK packet in bytes.
	 */
	public static final int GET_BODY_CHUNK_LENGTH = 7;

	/**
	 * Length of what precedes the data in a packet of a request body in bytes.
	 */
	public static final int BODY_PACKET_OVERHEAD = 6;

	private static final int MAGIC = 0x4142;

	private static final int HEADER_LENGTH = 4;

	private static final int MAX_LENGTH = 65535;

	/** From here on a length is the code of a name. */
	private static final int MAX_NAME_LENGTH = AjpRequestHeaders.CODE_PREFIX << 8;

	private AjpPacketWriter() {
	}

	/**
	 * Write the head of a response as a SEND_HEADERS packet. Characters beyond ISO-8859-1
	 * become question marks.
	 * @param out where to write it
	 * @param status the status; without a reason phrase it gets the usual one
	 * @param headers the header fields
	 * @param variant how the web server understands AJP. lighttpd takes what comes in the
	 * place of the first field's name for the number of fields, and loses those beyond:
	 * it gets the status as the first field as well, whose code is a large number.
	 * @throws IllegalArgumentException if the head cannot be expressed, or could be taken
	 * for another one. Nothing is written then.
	 */
	public static void writeHeaders(ByteBuf out, HttpResponseStatus status, HttpHeaders headers, AjpVariant variant) {
		int start = out.writerIndex();
		try {
			out.writeShort(MAGIC);
			out.writeShort(0);
			out.writeByte(AjpPacketType.SEND_HEADERS);
			String reasonPhrase = ReasonPhrase.of(status);
			out.writeShort(status.code());
			writeString(reasonPhrase, out);
			int count = out.writerIndex();
			out.writeShort(0);
			int statusFields = (variant == AjpVariant.LIGHTTPD) ? writeStatusField(status, out) : 0;
			out.setShort(count, statusFields + writeFields(headers, out));
			int length = out.writerIndex() - start - HEADER_LENGTH;
			if (length > MAX_LENGTH) {
				throw new IllegalArgumentException("Response head is too long for an AJP packet");
			}
			out.setShort(start + 2, length);
		}
		catch (RuntimeException ex) {
			out.writerIndex(start);
			throw ex;
		}
	}

	private static int writeStatusField(HttpResponseStatus status, ByteBuf out) {
		out.writeShort(AjpResponseHeaders.STATUS);
		writeString(status.codeAsText(), out);
		return 1;
	}

	private static int writeFields(HttpHeaders headers, ByteBuf out) {
		int count = 0;
		Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
		while (fields.hasNext()) {
			Map.Entry<CharSequence, CharSequence> field = fields.next();
			if (!ConnectionFields.contains(field.getKey())) {
				writeField(field.getKey(), field.getValue(), out);
				count++;
			}
		}
		return count;
	}

	private static void writeField(CharSequence name, CharSequence value, ByteBuf out) {
		FieldSyntax.checkName(name);
		FieldSyntax.checkValue(name, value);
		int code = AjpResponseHeaders.code(name);
		if (code != AjpResponseHeaders.NONE) {
			out.writeShort(code);
		}
		else {
			if (name.length() >= MAX_NAME_LENGTH) {
				throw new IllegalArgumentException("Name of a header field is too long");
			}
			writeString(name, out);
		}
		writeString(value, out);
	}

	private static void writeString(CharSequence text, ByteBuf out) {
		out.writeShort(text.length());
		ByteBufUtil.writeAscii(out, text);
		out.writeByte(0);
	}

	/**
	 * Write what precedes the data of a SEND_BODY_CHUNK packet. A zero follows the data.
	 * @param out where to write it
	 * @param length the length of the data in bytes
	 */
	public static void writeChunkHeader(ByteBuf out, int length) {
		writeHeader(out, AjpPacketType.SEND_BODY_CHUNK, length + 4);
		out.writeShort(length);
	}

	/**
	 * Write a SEND_BODY_CHUNK packet without data, by which the web server is told to let
	 * leave what it has.
	 * @param out where to write it
	 */
	public static void writeFlush(ByteBuf out) {
		writeChunkHeader(out, 0);
		out.writeByte(0);
	}

	/**
	 * Write an END_RESPONSE packet.
	 * @param out where to write it
	 * @param reuse whether the web server may use the connection for another request
	 */
	public static void writeEndResponse(ByteBuf out, boolean reuse) {
		writeHeader(out, AjpPacketType.END_RESPONSE, 2);
		out.writeBoolean(reuse);
	}

	/**
	 * Write a GET_BODY_CHUNK packet, which asks for more of a request body.
	 * @param out where to write it
	 * @param length the largest number of bytes to send
	 */
	public static void writeGetBodyChunk(ByteBuf out, int length) {
		writeHeader(out, AjpPacketType.GET_BODY_CHUNK, 3);
		out.writeShort(length);
	}

	/**
	 * Write the packet that answers a {@link AjpPacketType#CPING}.
	 * @param out where to write it
	 */
	public static void writePong(ByteBuf out) {
		writeHeader(out, AjpPacketType.CPONG_REPLY, 1);
	}

	private static void writeHeader(ByteBuf out, int type, int length) {
		out.writeShort(MAGIC);
		out.writeShort(length);
		out.writeByte(type);
	}

}
