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

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.uwsgi.UwsgiRequestDecoder;
import io.webgateway.codec.uwsgi.UwsgiRequestHead;
import io.webgateway.testsupport.DecoderRun;
import io.webgateway.testsupport.DecoderRun.Event;

/**
 * Takes its input for all bytes of a uwsgi connection, and compares what becomes of it
 * with what a packet is.
 */
public final class UwsgiFuzzer {

	private static final Set<Integer> REQUESTS = Set.of(0, 5, 7, 8, 9, 14, 30);

	private static final int PING = 100;

	private static final int HEADER_LENGTH = 4;

	private static final DecoderRun DECODER = new DecoderRun(BoundedDecoder::new, UwsgiFuzzer::describe);

	private UwsgiFuzzer() {
	}

	/**
	 * Check what becomes of an input.
	 * @param bytes the bytes of a connection
	 */
	public static void fuzzerTestOneInput(byte[] bytes) {
		Pieces.assertHoweverCut(DECODER, bytes, expected(bytes));
	}

	private static Event describe(Object message) {
		if (message instanceof ByteBuf body) {
			return Event.piece("body", body.toString(StandardCharsets.ISO_8859_1));
		}
		UwsgiRequestHead head = (UwsgiRequestHead) message;
		if (!REQUESTS.contains(head.modifier1())) {
			return Event.whole("packet " + head.modifier1() + " " + head.modifier2(), encode(head.variables()));
		}
		RequestCheck.check(head.variables());
		return Event.whole("request " + head.modifier1() + " " + head.modifier2(), encode(head.variables()));
	}

	private static String encode(MetaVariables variables) {
		StringBuilder block = new StringBuilder();
		variables.forEach((variable) -> {
			append(variable.getKey(), block);
			append(variable.getValue(), block);
		});
		return block.toString();
	}

	private static void append(String string, StringBuilder block) {
		block.append((char) (string.length() & 0xFF)).append((char) (string.length() >> 8)).append(string);
	}

	private static List<String> expected(byte[] bytes) {
		if (bytes.length > 0 && bytes[0] != PING && !REQUESTS.contains(bytes[0] & 0xFF)) {
			return List.of("refused");
		}
		if (bytes.length < HEADER_LENGTH) {
			return List.of();
		}
		ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		int modifier1 = header.get() & 0xFF;
		int length = header.getShort() & 0xFFFF;
		int modifier2 = header.get() & 0xFF;
		if (!REQUESTS.contains(modifier1)) {
			return List.of("packet " + modifier1 + " " + modifier2);
		}
		if (length > Pieces.LIMITS.maxBytes()) {
			return List.of("refused");
		}
		int end = HEADER_LENGTH + length;
		if (bytes.length < end) {
			return List.of();
		}
		if (!isValid(ByteBuffer.wrap(bytes, HEADER_LENGTH, length).order(ByteOrder.LITTLE_ENDIAN))) {
			return List.of("refused");
		}
		List<String> events = new ArrayList<>();
		events.add("request " + modifier1 + " " + modifier2 + ((length > 0) ? ": " : "")
				+ latin1(Arrays.copyOfRange(bytes, HEADER_LENGTH, end)));
		if (bytes.length > end) {
			events.add("body: " + latin1(Arrays.copyOfRange(bytes, end, bytes.length)));
		}
		return events;
	}

	private static boolean isValid(ByteBuffer block) {
		int variables = 0;
		while (block.hasRemaining()) {
			variables++;
			int nameLength = skipString(block);
			if (nameLength < 1 || skipString(block) < 0) {
				return false;
			}
		}
		return variables <= Pieces.LIMITS.maxVariables();
	}

	/**
	 * Return the length of a string, or -1 if it is not all there.
	 */
	private static int skipString(ByteBuffer block) {
		if (block.remaining() < 2) {
			return -1;
		}
		int length = block.getShort() & 0xFFFF;
		if (length > block.remaining()) {
			return -1;
		}
		block.position(block.position() + length);
		return length;
	}

	private static String latin1(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

	private static final class BoundedDecoder extends UwsgiRequestDecoder {

		private BoundedDecoder() {
			super(Pieces.LIMITS);
		}

		@Override
		public void channelReadComplete(ChannelHandlerContext context) throws Exception {
			Pieces.assertBuffered(actualReadableBytes(), Pieces.LIMITS.maxBytes() + HEADER_LENGTH);
			super.channelReadComplete(context);
		}

	}

}
