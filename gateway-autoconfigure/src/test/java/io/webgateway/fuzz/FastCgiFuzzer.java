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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.fastcgi.FastCgiRecord;
import io.webgateway.codec.fastcgi.FastCgiRecordDecoder;
import io.webgateway.testsupport.DecoderRun;
import io.webgateway.testsupport.DecoderRun.Event;

/**
 * Takes its input for all bytes of a FastCGI connection, compares what becomes of it with
 * what records are, and gives the records to what is behind the decoder.
 */
public final class FastCgiFuzzer {

	private static final int HEADER_LENGTH = 8;

	private static final int MAX_CONTENT_LENGTH = 65535;

	private static final int PARAMS = 4;

	private static final int STDIN = 5;

	private static final int DATA = 8;

	private static final DecoderRun DECODER = new DecoderRun(BoundedDecoder::new,
			(message) -> describe((FastCgiRecord) message));

	private FastCgiFuzzer() {
	}

	/**
	 * Check what becomes of an input.
	 * @param bytes the bytes of a connection
	 */
	public static void fuzzerTestOneInput(byte[] bytes) {
		Pieces.assertHoweverCut(DECODER, bytes, expected(bytes));
		useRecords(bytes);
	}

	private static Event describe(FastCgiRecord message) {
		String what = what(message.typeValue(), message.requestId());
		String content = message.content().toString(StandardCharsets.ISO_8859_1);
		if (isStream(message.typeValue())) {
			return content.isEmpty() ? Event.whole(what + " ends", "") : Event.piece(what, content);
		}
		return Event.whole(what, content);
	}

	private static List<String> expected(byte[] bytes) {
		List<String> events = new ArrayList<>();
		StringBuilder stream = new StringBuilder();
		String streamed = "";
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		while (buffer.hasRemaining()) {
			if (bytes[buffer.position()] != 1) {
				events.add("refused");
				break;
			}
			if (buffer.remaining() < HEADER_LENGTH) {
				break;
			}
			int type = buffer.get(buffer.position() + 1) & 0xFF;
			String what = what(type, buffer.getShort(buffer.position() + 2) & 0xFFFF);
			int length = buffer.getShort(buffer.position() + 4) & 0xFFFF;
			int padding = buffer.get(buffer.position() + 6) & 0xFF;
			buffer.position(buffer.position() + HEADER_LENGTH);
			int available = Math.min(length, buffer.remaining());
			String content = new String(bytes, buffer.position(), available, StandardCharsets.ISO_8859_1);
			if (!isStream(type)) {
				if (available == length) {
					events.add(content.isEmpty() ? what : what + ": " + content);
				}
				streamed = "";
			}
			else if (length == 0) {
				events.add(what + " ends");
				streamed = "";
			}
			else if (available > 0) {
				if (streamed.equals(what)) {
					events.remove(events.size() - 1);
				}
				else {
					stream.setLength(0);
				}
				stream.append(content);
				events.add(what + ": " + stream);
				streamed = what;
			}
			buffer.position(Math.min(buffer.limit(), buffer.position() + length + padding));
		}
		return events;
	}

	private static String what(int type, int requestId) {
		return "type " + type + " of " + requestId;
	}

	private static boolean isStream(int type) {
		return type == PARAMS || type == STDIN || type == DATA;
	}

	private static void useRecords(byte[] bytes) {
		EmbeddedChannel channel = new EmbeddedChannel(new FastCgiRecordDecoder());
		FastCgiRecords records = new FastCgiRecords();
		try {
			for (int start = 0; start < bytes.length; start += MAX_CONTENT_LENGTH) {
				byte[] piece = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + MAX_CONTENT_LENGTH));
				channel.writeInbound(channel.alloc().buffer().writeBytes(piece));
			}
		}
		catch (MalformedRequestException ex) {
			// What came before is used
		}
		FastCgiRecord record;
		while ((record = channel.readInbound()) != null) {
			try {
				records.use(record);
			}
			finally {
				record.release();
			}
		}
		channel.finishAndReleaseAll();
	}

	private static final class BoundedDecoder extends FastCgiRecordDecoder {

		@Override
		public void channelReadComplete(ChannelHandlerContext context) throws Exception {
			Pieces.assertBuffered(actualReadableBytes(), MAX_CONTENT_LENGTH);
			super.channelReadComplete(context);
		}

	}

}
