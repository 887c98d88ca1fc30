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

package io.webgateway.testsupport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * AJP as a web server speaks it, after the specification only.
 */
public final class AjpPackets {

	private static final List<String> METHODS = List.of("", "OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE",
			"PROPFIND");

	private static final List<String> HEADERS = List.of("", "accept", "accept-charset", "accept-encoding",
			"accept-language", "authorization", "connection", "content-type", "content-length", "cookie", "cookie2",
			"host", "pragma", "referer", "user-agent");

	private AjpPackets() {
	}

	/**
	 * Return a packet of the web server.
	 * @param payload what follows the header
	 * @return the packet
	 */
	public static byte[] packet(byte... payload) {
		Writer packet = new Writer();
		packet.number(0x1234).number(payload.length).bytes(payload);
		return packet.toByteArray();
	}

	/**
	 * Return a packet of a request body.
	 * @param data the data
	 * @return the packet
	 */
	public static byte[] data(byte... data) {
		Writer payload = new Writer();
		payload.number(data.length).bytes(data);
		return packet(payload.toByteArray());
	}

	/**
	 * Return a packet that asks whether anybody is there.
	 * @return the packet
	 */
	public static byte[] cping() {
		return packet((byte) 10);
	}

	/**
	 * Return the beginning of a request up to its attributes, without its type.
	 * @param method the method
	 * @param path the path
	 * @param headers names and values of header fields
	 * @return what is to be continued with attributes
	 */
	public static Writer request(String method, String path, List<Map.Entry<String, String>> headers) {
		int code = METHODS.indexOf(method);
		Writer request = new Writer();
		request.octet((code != -1) ? code : 0xFF)
			.string("HTTP/1.1")
			.string(path)
			.string("192.0.2.1")
			.string(null)
			.string("shop.example")
			.number(8080)
			.octet(0)
			.number(headers.size());
		headers.forEach((header) -> request.header(header.getKey(), header.getValue()));
		if (code == -1) {
			request.attribute(0x0D, method);
		}
		return request;
	}

	/**
	 * Return the fields of header fields and the like.
	 * @param namesAndValues names and values in turn
	 * @return the pairs
	 */
	public static List<Map.Entry<String, String>> pairs(String... namesAndValues) {
		return IntStream.range(0, namesAndValues.length / 2)
			.mapToObj((index) -> Map.entry(namesAndValues[2 * index], namesAndValues[2 * index + 1]))
			.toList();
	}

	/**
	 * Writes what packets are made of.
	 */
	public static final class Writer {

		private final ByteArrayOutputStream out = new ByteArrayOutputStream();

		/**
		 * Write one byte.
		 * @param value the byte
		 * @return this writer
		 */
		public Writer octet(int value) {
			this.out.write(value);
			return this;
		}

		/**
		 * Write a number of two bytes.
		 * @param value the number
		 * @return this writer
		 */
		public Writer number(int value) {
			return octet(value >> 8).octet(value);
		}

		/**
		 * Write bytes.
		 * @param values the bytes
		 * @return this writer
		 */
		public Writer bytes(byte... values) {
			this.out.writeBytes(values);
			return this;
		}

		/**
		 * Write a string.
		 * @param text the text, or {@code null}
		 * @return this writer
		 */
		public Writer string(@Nullable String text) {
			if (text == null) {
				return number(0xFFFF);
			}
			return number(text.length()).bytes(text.getBytes(StandardCharsets.ISO_8859_1)).octet(0);
		}

		/**
		 * Write a header field, by its code if it has one and is written in lower case.
		 * @param name the name
		 * @param value the value
		 * @return this writer
		 */
		public Writer header(String name, @Nullable String value) {
			int code = HEADERS.indexOf(name);
			if (code > 0) {
				number(0xA000 | code);
			}
			else {
				string(name);
			}
			return string(value);
		}

		/**
		 * Write an attribute.
		 * @param code its code
		 * @param value its value
		 * @return this writer
		 */
		public Writer attribute(int code, @Nullable String value) {
			return octet(code).string(value);
		}

		/**
		 * Write a request attribute.
		 * @param name its name
		 * @param value its value
		 * @return this writer
		 */
		public Writer attribute(String name, @Nullable String value) {
			return octet(0x0A).string(name).string(value);
		}

		/**
		 * Return the request.
		 * @return a packet that ends after the attributes
		 */
		public byte[] end() {
			byte[] request = octet(0xFF).toByteArray();
			byte[] payload = new byte[request.length + 1];
			payload[0] = 2;
			System.arraycopy(request, 0, payload, 1, request.length);
			return packet(payload);
		}

		/**
		 * Return what was written.
		 * @return the bytes
		 */
		public byte[] toByteArray() {
			return this.out.toByteArray();
		}

		@Override
		public String toString() {
			return Arrays.toString(toByteArray());
		}

	}

}
