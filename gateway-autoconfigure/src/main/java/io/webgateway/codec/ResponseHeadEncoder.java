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

import java.util.Iterator;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;

/**
 * Encodes the head of a response (RFC 3875, section 6) in the form that web servers
 * expect over a protocol. Fields that describe the connection rather than the response
 * are left to the web server, which alone knows the connection.
 */
public enum ResponseHeadEncoder {

	/**
	 * The head begins with a {@code Status} field, which a redirection has at its end:
	 * HAProxy takes a {@code Location} that follows for the status 302.
	 */
	STATUS_FIELD("Status: "),

	/**
	 * The head begins with the status line of an HTTP response.
	 */
	STATUS_LINE("HTTP/1.1 ");

	private static final int COLON_SPACE = ':' << 8 | ' ';

	private static final int CRLF = '\r' << 8 | '\n';

	private final AsciiString beforeStatusCode;

	ResponseHeadEncoder(String beforeStatusCode) {
		this.beforeStatusCode = AsciiString.cached(beforeStatusCode);
	}

	/**
	 * Write a whole response head, including the empty line at its end. Characters beyond
	 * ISO-8859-1 become question marks.
	 * @param status the status; without a reason phrase it gets the usual one
	 * @param headers the header fields
	 * @param out where to write the head
	 * @throws IllegalArgumentException if the head cannot be expressed, or could be taken
	 * for another one, because the status code does not have three digits, a name is not
	 * a token, or a value contains a line break or NUL. Nothing is written then.
	 */
	public void encode(HttpResponseStatus status, HttpHeaders headers, ByteBuf out) {
		int start = out.writerIndex();
		boolean statusLast = this == STATUS_FIELD && headers.contains(HttpHeaderNames.LOCATION);
		try {
			if (!statusLast) {
				writeStatus(status, out);
			}
			Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
			while (fields.hasNext()) {
				Map.Entry<CharSequence, CharSequence> field = fields.next();
				writeField(field.getKey(), field.getValue(), out);
			}
			if (statusLast) {
				writeStatus(status, out);
			}
			out.writeShort(CRLF);
		}
		catch (RuntimeException ex) {
			out.writerIndex(start);
			throw ex;
		}
	}

	private void writeStatus(HttpResponseStatus status, ByteBuf out) {
		String reasonPhrase = ReasonPhrase.of(status);
		ByteBufUtil.writeAscii(out, this.beforeStatusCode);
		ByteBufUtil.writeAscii(out, status.codeAsText());
		out.writeByte(' ');
		ByteBufUtil.writeAscii(out, reasonPhrase);
		out.writeShort(CRLF);
	}

	private static void writeField(CharSequence name, CharSequence value, ByteBuf out) {
		if (ConnectionFields.contains(name)) {
			return;
		}
		FieldSyntax.checkName(name);
		FieldSyntax.checkValue(name, value);
		ByteBufUtil.writeAscii(out, name);
		out.writeShort(COLON_SPACE);
		ByteBufUtil.writeAscii(out, value);
		out.writeShort(CRLF);
	}

}
