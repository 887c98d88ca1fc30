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

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.webgateway.testsupport.AjpPackets;

/**
 * The notation of bytes in conformance vectors.
 */
final class ConformanceBytes {

	private static final Pattern SPACE = Pattern.compile("\\s*");

	private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

	private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-f]{2}|.)");

	private static final Pattern REPETITION = Pattern.compile("([0-9]+)\\*");

	private static final Pattern FUNCTION = Pattern.compile("([a-z]+)\\(");

	private static final Pattern GROUP = Pattern.compile("\\(");

	private static final Pattern REFERENCE = Pattern.compile("\\$([a-z0-9-]+)");

	private static final Pattern HEXADECIMAL = Pattern.compile("(?:[0-9a-f]{2})+");

	private static final Pattern WORD = Pattern.compile("\\s*([A-Z_0-9]+)\\s*");

	private static final Pattern COMMA = Pattern.compile("\\s*,");

	private static final Pattern END = Pattern.compile("\\s*\\)");

	private static final List<String> RECORD_TYPES = List.of("BEGIN_REQUEST", "ABORT_REQUEST", "END_REQUEST", "PARAMS",
			"STDIN", "STDOUT", "STDERR", "DATA", "GET_VALUES", "GET_VALUES_RESULT", "UNKNOWN_TYPE");

	private final Map<String, byte[]> names = new HashMap<>();

	/**
	 * Give bytes a name that stands for them from now on.
	 */
	void define(String name, String notation) {
		this.names.put(name, parse(notation));
	}

	byte[] parse(String notation) {
		Reader reader = new Reader(notation);
		byte[] bytes = reader.sequence();
		reader.assertAtEnd();
		return bytes;
	}

	static int recordType(String word) {
		int index = RECORD_TYPES.indexOf(word);
		return (index != -1) ? index + 1 : Integer.parseInt(word);
	}

	/**
	 * Reads one notation from left to right.
	 */
	private final class Reader {

		private final String notation;

		private final Matcher matcher;

		/** The first group of what was read last, or all of it. */
		private String group = "";

		Reader(String notation) {
			this.notation = notation;
			this.matcher = STRING.matcher(notation);
		}

		private boolean next(Pattern pattern) {
			this.matcher.usePattern(pattern);
			boolean found = this.matcher.lookingAt();
			if (found) {
				this.group = (this.matcher.groupCount() > 0) ? this.matcher.group(1) : this.matcher.group();
				this.matcher.region(this.matcher.end(), this.notation.length());
			}
			return found;
		}

		private IllegalArgumentException failure() {
			return new IllegalArgumentException("Cannot read bytes at '"
					+ this.notation.substring(this.matcher.regionStart()) + "' of '" + this.notation + "'");
		}

		private void expect(Pattern pattern) {
			if (!next(pattern)) {
				throw failure();
			}
		}

		void assertAtEnd() {
			if (this.matcher.regionStart() != this.notation.length()) {
				throw failure();
			}
		}

		byte[] sequence() {
			byte[] bytes = new byte[0];
			while (hasItem()) {
				bytes = Bytes.concat(bytes, item());
			}
			return bytes;
		}

		private boolean hasItem() {
			next(SPACE);
			int position = this.matcher.regionStart();
			return position < this.notation.length() && ",)".indexOf(this.notation.charAt(position)) == -1;
		}

		private byte[] item() {
			if (next(STRING)) {
				return Bytes.of(ESCAPE.matcher(this.group).replaceAll((escape) -> unescape(escape.group(1))));
			}
			if (next(REPETITION)) {
				byte[][] copies = new byte[Integer.parseInt(this.group)][];
				Arrays.fill(copies, item());
				return Bytes.concat(copies);
			}
			if (next(FUNCTION)) {
				return function(this.group);
			}
			if (next(GROUP)) {
				byte[] bytes = sequence();
				expect(END);
				return bytes;
			}
			if (next(REFERENCE)) {
				return named(this.group);
			}
			expect(HEXADECIMAL);
			return hexadecimal(this.group);
		}

		private String unescape(String escape) {
			String character = switch (escape.charAt(0)) {
				case 'r' -> "\r";
				case 'n' -> "\n";
				case '0' -> "\0";
				case '\\' -> "\\";
				case '"' -> "\"";
				case 'x' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
				default -> throw failure();
			};
			return Matcher.quoteReplacement(character);
		}

		private byte[] named(String name) {
			byte[] bytes = ConformanceBytes.this.names.get(name);
			if (bytes == null) {
				throw failure();
			}
			return bytes;
		}

		private byte[] hexadecimal(String digits) {
			byte[] bytes = new byte[digits.length() / 2];
			for (int i = 0; i < bytes.length; i++) {
				bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
			}
			return bytes;
		}

		private byte[] function(String name) {
			byte[] bytes = switch (name) {
				case "record" -> record();
				case "records" -> records();
				case "pair" -> pair();
				case "netstring" -> netstring();
				case "string" -> string();
				case "packet" -> packet();
				case "ajp" -> AjpPackets.packet(sequence());
				case "text" -> new AjpPackets.Writer().string(Bytes.text(sequence())).toByteArray();
				default -> throw failure();
			};
			expect(END);
			return bytes;
		}

		private byte[] record() {
			int type = recordType(argument());
			int id = Integer.parseInt(argument());
			byte[] content = sequence();
			return FastCgi.record(type, id, content, next(COMMA) ? Integer.parseInt(lastArgument()) : 0);
		}

		private byte[] records() {
			int type = recordType(argument());
			int id = Integer.parseInt(argument());
			int size = Integer.parseInt(argument());
			return FastCgi.stream(type, id, sequence(), size);
		}

		private byte[] pair() {
			String name = Bytes.text(sequence());
			expect(COMMA);
			return FastCgi.pair(name, Bytes.text(sequence()));
		}

		private byte[] netstring() {
			byte[] content = sequence();
			return Bytes.concat(Bytes.of(content.length + ":"), content, Bytes.of(","));
		}

		private byte[] string() {
			byte[] content = sequence();
			return Bytes.concat(new byte[] { (byte) content.length, (byte) (content.length >> 8) }, content);
		}

		private byte[] packet() {
			int modifier1 = Integer.parseInt(argument());
			int modifier2 = Integer.parseInt(argument());
			byte[] block = sequence();
			return Bytes.concat(Uwsgi.header(modifier1, block.length, modifier2), block);
		}

		private String argument() {
			String argument = lastArgument();
			expect(COMMA);
			return argument;
		}

		private String lastArgument() {
			expect(WORD);
			return this.group;
		}

	}

}
