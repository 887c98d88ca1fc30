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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.scgi.ScgiRequestDecoder;
import io.webgateway.testsupport.DecoderRun;
import io.webgateway.testsupport.DecoderRun.Event;

/**
 * Takes its input for all bytes of an SCGI connection, and compares what becomes of it
 * with what a netstring is.
 */
public final class ScgiFuzzer {

	private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,6}):");

	private static final Pattern BEGINNING_OF_LENGTH = Pattern.compile("([1-9][0-9]{0,6})?");

	private static final int MAX_LENGTH_LENGTH = 8;

	private static final Pattern BLOCK = Pattern.compile("CONTENT_LENGTH\0[^\0]*+\0(?:[^\0]++\0[^\0]*+\0)*+");

	private static final DecoderRun DECODER = new DecoderRun(BoundedDecoder::new, ScgiFuzzer::describe);

	private ScgiFuzzer() {
	}

	/**
	 * Check what becomes of an input.
	 * @param bytes the bytes of a connection
	 */
	public static void fuzzerTestOneInput(byte[] bytes) {
		Pieces.assertHoweverCut(DECODER, bytes, expected(new String(bytes, StandardCharsets.ISO_8859_1)));
	}

	private static Event describe(Object message) {
		if (message instanceof ByteBuf body) {
			return Event.piece("body", body.toString(StandardCharsets.ISO_8859_1));
		}
		MetaVariables variables = (MetaVariables) message;
		RequestCheck.check(variables);
		StringBuilder block = new StringBuilder();
		variables.forEach(
				(variable) -> block.append(variable.getKey()).append('\0').append(variable.getValue()).append('\0'));
		return Event.whole("request", block.toString());
	}

	private static List<String> expected(String text) {
		Matcher matcher = LENGTH.matcher(text);
		if (!matcher.lookingAt()) {
			return BEGINNING_OF_LENGTH.matcher(text).matches() ? List.of() : List.of("refused");
		}
		int length = Integer.parseInt(matcher.group(1));
		if (length > Pieces.LIMITS.maxBytes()) {
			return List.of("refused");
		}
		int end = matcher.end() + length;
		if (text.length() <= end) {
			return List.of();
		}
		String block = text.substring(matcher.end(), end);
		if (text.charAt(end) != ',' || !isValid(block)) {
			return List.of("refused");
		}
		List<String> events = new ArrayList<>(List.of("request: " + block));
		if (text.length() > end + 1) {
			events.add("body: " + text.substring(end + 1));
		}
		return events;
	}

	private static boolean isValid(String block) {
		if (!BLOCK.matcher(block).matches()) {
			return false;
		}
		String[] strings = block.split("\0", -1);
		int variables = strings.length / 2;
		for (int i = 0; i < variables; i++) {
			if (strings[2 * i].equals("SCGI")) {
				return strings[2 * i + 1].equals("1") && variables <= Pieces.LIMITS.maxVariables();
			}
		}
		return false;
	}

	private static final class BoundedDecoder extends ScgiRequestDecoder {

		private BoundedDecoder() {
			super(Pieces.LIMITS);
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext context) throws Exception {
			Pieces.assertBuffered(actualReadableBytes(), Pieces.LIMITS.maxBytes() + MAX_LENGTH_LENGTH);
			super.channelReadComplete(context);
		}

	}

}
