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
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the head of a response (RFC 3875, section 6), in whatever pieces it arrives. It
 * may begin with the status line of an HTTP response in place of a {@code Status} field.
 * Without either the status is 302 if there is a {@code Location}, and 200 otherwise.
 */
public final class ResponseHeadDecoder {

	private static final int INITIAL_CAPACITY = 512;

	private static final String STATUS_LINE_PREFIX = "HTTP/";

	private static final int STATUS_CODE_LENGTH = 3;

	private final int maxBytes;

	private byte[] bytes = new byte[INITIAL_CAPACITY];

	private int length;

	/** What the line has so far besides a CR. */
	private int lineLength;

	/**
	 * Create a new decoder.
	 * @param maxBytes the largest size of the head in bytes, together with interim ones
	 * before it
	 */
	public ResponseHeadDecoder(int maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * Read the head, or as much of it as there is.
	 * @param in the bytes that have arrived, of which none after the head is read
	 * @return the head, or {@code null} if more of it is to come
	 * @throws MalformedResponseException if it is none
	 */
	public @Nullable DecodedResponseHead decode(ByteBuf in) {
		while (in.isReadable()) {
			byte character = in.readByte();
			append(character);
			if (character == '\n') {
				if (this.lineLength == 0) {
					return parse();
				}
				this.lineLength = 0;
			}
			else if (character != '\r') {
				this.lineLength++;
			}
		}
		return null;
	}

	private void append(byte character) {
		if (this.length == this.maxBytes) {
			throw new MalformedResponseException(
					"Expected a response head of no more than " + this.maxBytes + " bytes");
		}
		if (this.length == this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.min(this.length * 2, this.maxBytes));
		}
		this.bytes[this.length++] = character;
	}

	private DecodedResponseHead parse() {
		String[] lines = new String(this.bytes, 0, this.length, StandardCharsets.ISO_8859_1).split("\r?\n");
		HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
		HttpResponseStatus status = null;
		for (int i = 0; i < lines.length; i++) {
			if (i == 0 && lines[i].startsWith(STATUS_LINE_PREFIX)) {
				int space = lines[i].indexOf(' ');
				status = parseStatus((space != -1) ? lines[i].substring(space + 1) : "");
				continue;
			}
			HttpResponseStatus field = parseField(lines[i], headers);
			if (field != null && status != null && field.code() != status.code()) {
				throw new MalformedResponseException("Expected one status of a response");
			}
			status = (field != null) ? field : status;
		}
		if (lines.length == 0) {
			throw new MalformedResponseException("Expected a response head that is not empty");
		}
		return new DecodedResponseHead((status != null) ? status : defaultStatus(headers), headers);
	}

	private static HttpResponseStatus defaultStatus(HttpHeaders headers) {
		return headers.contains(HttpHeaderNames.LOCATION) ? HttpResponseStatus.FOUND : HttpResponseStatus.OK;
	}

	private static @Nullable HttpResponseStatus parseField(String line, HttpHeaders headers) {
		int colon = line.indexOf(':');
		if (colon == -1) {
			throw new MalformedResponseException("Expected a colon in each line of a response head");
		}
		String name = line.substring(0, colon);
		String value = line.substring(colon + 1).strip();
		try {
			FieldSyntax.checkName(name);
			FieldSyntax.checkValue(name, value);
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedResponseException("Expected the fields of a response head to have names and values");
		}
		if (AsciiString.contentEqualsIgnoreCase(name, "status")) {
			return parseStatus(value);
		}
		if (!ConnectionFields.contains(name)) {
			headers.add(name, value);
		}
		return null;
	}

	private static HttpResponseStatus parseStatus(String text) {
		String code = text.substring(0, Math.min(STATUS_CODE_LENGTH, text.length()));
		String rest = text.substring(code.length());
		boolean digits = code.length() == STATUS_CODE_LENGTH
				&& code.chars().allMatch((character) -> character >= '0' && character <= '9');
		if (!digits || code.charAt(0) == '0' || (!rest.isEmpty() && rest.charAt(0) != ' ')) {
			throw new MalformedResponseException("Expected the status of a response to be a number of three digits");
		}
		String reasonPhrase = rest.strip();
		return reasonPhrase.isEmpty() ? HttpResponseStatus.valueOf(Integer.parseInt(code))
				: HttpResponseStatus.valueOf(Integer.parseInt(code), reasonPhrase);
	}

}
