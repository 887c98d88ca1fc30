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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;

import io.webgateway.codec.ResponseHeadEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes its input for a status and header fields that nobody has looked at, and checks
 * that the head has these fields and no others, or that there is none.
 */
public final class ResponseHeadFuzzer {

	private static final String FIELD_SEPARATOR = "\u001e";

	private static final String VALUE_SEPARATOR = "\u001f";

	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final Pattern LINE_BREAK_OR_NUL = Pattern.compile("[\r\n\0]");

	private static final Set<String> LEFT_OUT = Set.of("connection", "keep-alive", "proxy-connection", "status", "te",
			"trailer", "transfer-encoding", "upgrade");

	private ResponseHeadFuzzer() {
	}

	/**
	 * Check what becomes of an input.
	 * @param bytes in UTF-8 the status code, a blank, the reason phrase, and then each
	 * field with a record separator (1E) before its name and a unit separator (1F) before
	 * its value
	 */
	public static void fuzzerTestOneInput(byte[] bytes) {
		String[] parts = new String(bytes, StandardCharsets.UTF_8).split(FIELD_SEPARATOR, -1);
		HttpResponseStatus status = status(parts[0]);
		if (status == null) {
			return;
		}
		List<Map.Entry<String, String>> fields = new ArrayList<>();
		for (int i = 1; i < parts.length; i++) {
			String[] field = parts[i].split(VALUE_SEPARATOR, 2);
			fields.add(Map.entry(field[0], (field.length > 1) ? field[1] : ""));
		}
		for (ResponseHeadEncoder encoder : ResponseHeadEncoder.values()) {
			check(encoder, status, fields);
		}
	}

	/**
	 * Return the status, or {@code null} if it is one that cannot be made.
	 */
	private static HttpResponseStatus status(String text) {
		String[] parts = text.split(" ", 2);
		try {
			return new HttpResponseStatus(Integer.parseInt(parts[0]), (parts.length > 1) ? parts[1] : "");
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static void check(ResponseHeadEncoder encoder, HttpResponseStatus status,
			List<Map.Entry<String, String>> fields) {
		HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory()
			.withNameValidation(false)
			.withValueValidation(false)
			.newHeaders();
		for (int i = 0; i < fields.size(); i++) {
			String value = fields.get(i).getValue();
			boolean ascii = value.chars().allMatch((character) -> character < 128);
			headers.add(fields.get(i).getKey(), (ascii && i % 2 == 0) ? AsciiString.of(value) : value);
		}
		List<Map.Entry<String, String>> sent = headers.entries()
			.stream()
			.filter((field) -> !LEFT_OUT.contains(field.getKey().toLowerCase(Locale.ROOT)))
			.toList();
		ByteBuf out = Unpooled.buffer();
		out.writeByte('!');
		try {
			encoder.encode(status, headers, out);
		}
		catch (IllegalArgumentException ex) {
			assertThat(out.readableBytes()).isEqualTo(1);
			assertThat(isValid(status, sent)).as("can be expressed").isFalse();
			return;
		}
		assertThat(isValid(status, sent)).as("can be expressed").isTrue();
		String head = out.skipBytes(1).toString(StandardCharsets.ISO_8859_1);
		String[] lines = head.split("\r\n", -1);
		assertThat(lines).noneMatch((line) -> LINE_BREAK_OR_NUL.matcher(line).find());
		boolean statusLast = encoder == ResponseHeadEncoder.STATUS_FIELD
				&& sent.stream().anyMatch((field) -> field.getKey().equalsIgnoreCase("Location"));
		List<String> received = new ArrayList<>(List.of(lines));
		assertThat(received.remove(statusLast ? sent.size() : 0)).matches(
				((encoder == ResponseHeadEncoder.STATUS_FIELD) ? "Status: " : "HTTP/1\\.1 ") + status.code() + " .+");
		List<String> expected = new ArrayList<>();
		sent.forEach((field) -> expected.add(field.getKey() + ": " + latin1(field.getValue())));
		expected.add("");
		expected.add("");
		assertThat(received).isEqualTo(expected);
	}

	private static boolean isValid(HttpResponseStatus status, List<Map.Entry<String, String>> fields) {
		return status.code() >= 100 && status.code() <= 999 && !LINE_BREAK_OR_NUL.matcher(status.reasonPhrase()).find()
				&& fields.stream()
					.allMatch((field) -> TOKEN.matcher(field.getKey()).matches()
							&& !LINE_BREAK_OR_NUL.matcher(field.getValue()).find());
	}

	private static String latin1(String text) {
		StringBuilder latin1 = new StringBuilder();
		text.chars().forEach((character) -> latin1.append((character < 256) ? (char) character : '?'));
		return latin1.toString();
	}

}
