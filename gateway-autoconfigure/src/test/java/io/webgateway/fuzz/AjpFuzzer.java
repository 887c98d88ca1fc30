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

package io.webgateway.fuzz;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.ajp.AjpAttributes;
import io.webgateway.codec.ajp.AjpForwardRequest;
import io.webgateway.codec.ajp.AjpPacketDecoder;
import io.webgateway.codec.ajp.AjpVariant;
import io.webgateway.testsupport.DecoderRun;
import io.webgateway.testsupport.DecoderRun.Event;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes its input for all bytes of an AJP connection, and compares what becomes of its
 * packets, and of each that could be a request, with what they are.
 */
public final class AjpFuzzer {

	private static final int MAX_PACKET_SIZE = 8192;

	private static final int HEADER_LENGTH = 4;

	private static final String ALLOWED = "ALLOWED";

	private static final AjpAttributes ATTRIBUTES = new AjpAttributes("GATEWAY_SECRET", ALLOWED::equals);

	private static final DecoderRun DECODER = new DecoderRun(BoundedDecoder::new,
			(message) -> Event.whole("packet", latin1((ByteBuf) message)));

	private AjpFuzzer() {
	}

	/**
	 * Check what becomes of an input.
	 * @param bytes the bytes of a connection
	 */
	public static void fuzzerTestOneInput(byte[] bytes) {
		List<String> packets = packets(bytes);
		Pieces.assertHoweverCut(DECODER, bytes, packets);
		for (String packet : packets) {
			String content = packet.replaceFirst("packet: ", "");
			if (content.startsWith("\2")) {
				checkRequest(content.substring(1).getBytes(StandardCharsets.ISO_8859_1));
			}
		}
	}

	private static List<String> packets(byte[] bytes) {
		List<String> packets = new ArrayList<>();
		int start = 0;
		while (start < bytes.length) {
			int available = bytes.length - start;
			if (bytes[start] != 0x12 || (available > 1 && bytes[start + 1] != 0x34)) {
				packets.add("refused");
				break;
			}
			if (available < HEADER_LENGTH) {
				break;
			}
			int length = (bytes[start + 2] & 0xFF) << 8 | bytes[start + 3] & 0xFF;
			if (length > MAX_PACKET_SIZE - HEADER_LENGTH) {
				packets.add("refused");
				break;
			}
			start += HEADER_LENGTH;
			if (bytes.length < start + length) {
				break;
			}
			String content = new String(bytes, start, length, StandardCharsets.ISO_8859_1);
			packets.add(content.isEmpty() ? "packet" : "packet: " + content);
			start += length;
		}
		return packets;
	}

	private static void checkRequest(byte[] content) {
		for (AjpVariant variant : AjpVariant.values()) {
			List<String> expected = new Reader(content).read(variant);
			MetaVariables variables = decode(content, variant);
			if (expected == null || variables == null) {
				assertThat(variables == null).as("refused").isEqualTo(expected == null);
			}
			else {
				List<String> names = new ArrayList<>();
				variables.forEach((variable) -> names.add(variable.getKey() + "=" + variable.getValue()));
				assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
				RequestCheck.check(variables);
			}
		}
	}

	private static @Nullable MetaVariables decode(byte[] content, AjpVariant variant) {
		try {
			return AjpForwardRequest.decode(Unpooled.wrappedBuffer(content), variant, Pieces.LIMITS, ATTRIBUTES)
				.variables();
		}
		catch (MalformedRequestException ex) {
			return null;
		}
	}

	private static String latin1(ByteBuf content) {
		return content.toString(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Reads a request by the letter of the specification.
	 */
	private static final class Reader {

		private static final List<String> METHODS = List.of("OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE",
				"PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "ACL", "REPORT", "VERSION-CONTROL",
				"CHECKIN", "CHECKOUT", "UNCHECKOUT", "SEARCH", "MKWORKSPACE", "UPDATE", "LABEL", "MERGE",
				"BASELINE-CONTROL", "MKACTIVITY");

		private static final List<String> HEADERS = List.of("accept", "accept-charset", "accept-encoding",
				"accept-language", "authorization", "connection", "content-type", "content-length", "cookie", "cookie2",
				"host", "pragma", "referer", "user-agent");

		private final ByteBuffer content;

		private final List<String> variables = new ArrayList<>();

		private final Set<Integer> attributes = new HashSet<>();

		private boolean valid = true;

		private @Nullable String query;

		private @Nullable String method;

		private Reader(byte[] content) {
			this.content = ByteBuffer.wrap(content);
		}

		/**
		 * Return the variables, or {@code null} for what is no request.
		 */
		private @Nullable List<String> read(AjpVariant variant) {
			try {
				readRequest(variant);
			}
			catch (BufferUnderflowException ex) {
				return null;
			}
			return (this.valid && this.variables.size() <= Pieces.LIMITS.maxVariables()) ? this.variables : null;
		}

		private void readRequest(AjpVariant variant) {
			int code = octet();
			addUnlessEmpty("SERVER_PROTOCOL", string());
			String path = string();
			addUnlessEmpty("REMOTE_ADDR", string());
			addUnlessEmpty("REMOTE_HOST", string());
			addUnlessEmpty("SERVER_NAME", string());
			add("SERVER_PORT", String.valueOf(number()));
			boolean secure = octet() != 0;
			if (secure) {
				add("HTTPS", "on");
			}
			add("REQUEST_SCHEME", secure ? "https" : "http");
			int headers = number();
			for (int i = 0; i < headers; i++) {
				readHeader();
			}
			for (int attribute = octet(); attribute != 0xFF; attribute = octet()) {
				readAttribute(attribute);
			}
			this.valid &= !this.content.hasRemaining() && path != null;
			addMethod(code);
			if (path != null) {
				String encoded = (variant == AjpVariant.LIGHTTPD) ? encode(path)
						: path.replace("?", "%3F").replace("#", "%23");
				add("REQUEST_URI", encoded + ((this.query != null) ? "?" + this.query : ""));
			}
		}

		private static String encode(String path) {
			StringBuilder encoded = new StringBuilder();
			path.chars()
				.mapToObj((character) -> String.valueOf((char) character))
				.forEach((character) -> encoded.append(character.matches("[A-Za-z0-9._~!$&'()*+,;=:@/-]") ? character
						: "%%%02X".formatted((int) character.charAt(0))));
			return encoded.toString();
		}

		private void addMethod(int code) {
			if (code == 0xFF) {
				this.valid &= this.method != null;
				add("REQUEST_METHOD", String.valueOf(this.method));
			}
			else if (code < 1 || code > METHODS.size()) {
				this.valid = false;
			}
			else {
				add("REQUEST_METHOD", METHODS.get(code - 1));
			}
		}

		private void readHeader() {
			int length = number();
			String name;
			if (length >> 8 == 0xA0) {
				int code = length & 0xFF;
				if (code < 1 || code > HEADERS.size()) {
					this.valid = false;
					return;
				}
				name = HEADERS.get(code - 1);
			}
			else {
				this.content.position(this.content.position() - 2);
				name = string();
			}
			String value = string();
			if (name == null || name.isEmpty()) {
				this.valid = false;
			}
			else if (!name.contains("_")) {
				String variable = upperCase(name).replace('-', '_');
				add(Set.of("CONTENT_TYPE", "CONTENT_LENGTH").contains(variable) ? variable : "HTTP_" + variable,
						(value != null) ? value : "");
			}
		}

		/**
		 * Only letters of ASCII have an upper case.
		 */
		private static String upperCase(String name) {
			StringBuilder text = new StringBuilder();
			name.chars()
				.forEach((character) -> text
					.append((character < 128) ? String.valueOf((char) character).toUpperCase(Locale.ROOT)
							: String.valueOf((char) character)));
			return text.toString();
		}

		private void readAttribute(int code) {
			if (code == 0x0A) {
				readRequestAttribute();
				return;
			}
			this.valid &= code >= 1 && code <= 0x0D && this.attributes.add(code);
			if (!this.valid) {
				return;
			}
			if (code == 0x0B) {
				add("SSL_CIPHER_USEKEYSIZE", String.valueOf(number()));
				return;
			}
			String value = string();
			switch (code) {
				case 3 -> add("REMOTE_USER", value);
				case 4 -> add("AUTH_TYPE", value);
				case 5 -> {
					this.query = value;
					add("QUERY_STRING", value);
				}
				case 6 -> add("JVM_ROUTE", value);
				case 7 -> add("SSL_CLIENT_CERT", value);
				case 8 -> add("SSL_CIPHER", value);
				case 9 -> add("SSL_SESSION_ID", value);
				case 12 -> add("GATEWAY_SECRET", value);
				case 13 -> {
					this.method = value;
				}
				default -> {
					// Nothing that is of use
				}
			}
		}

		private void readRequestAttribute() {
			String name = string();
			String value = string();
			switch (String.valueOf(name)) {
				case "AJP_REMOTE_PORT" -> add("REMOTE_PORT", value);
				case "AJP_LOCAL_ADDR" -> add("SERVER_ADDR", value);
				case "AJP_SSL_PROTOCOL" -> add("SSL_PROTOCOL", value);
				case ALLOWED -> add(ALLOWED, value);
				default -> {
					this.valid = false;
				}
			}
		}

		private void addUnlessEmpty(String name, @Nullable String value) {
			if (value != null && !value.isEmpty()) {
				add(name, value);
			}
		}

		private void add(String name, @Nullable String value) {
			if (value != null) {
				this.variables.add(name + "=" + value);
			}
		}

		private int octet() {
			return this.content.get() & 0xFF;
		}

		private int number() {
			return this.content.getShort() & 0xFFFF;
		}

		private @Nullable String string() {
			int length = number();
			if (length == 0xFFFF) {
				return null;
			}
			byte[] bytes = new byte[length];
			this.content.get(bytes);
			this.valid &= octet() == 0;
			return new String(bytes, StandardCharsets.ISO_8859_1);
		}

	}

	private static final class BoundedDecoder extends AjpPacketDecoder {

		private BoundedDecoder() {
			super(MAX_PACKET_SIZE);
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext context) throws Exception {
			Pieces.assertBuffered(actualReadableBytes(), MAX_PACKET_SIZE);
			super.channelReadComplete(context);
		}

	}

}
