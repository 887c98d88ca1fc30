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

package io.webgateway.codec.fastcgi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.testsupport.DecoderRun;
import io.webgateway.testsupport.DecoderRun.Event;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FastCgiRecordDecoder}.
 */
class FastCgiRecordDecoderTests {

	private static final byte[] BEGIN = { 0, 1, 1, 0, 0, 0, 0, 0 };

	private static final byte[] NOTHING = {};

	private static final String FAILURE = "MalformedRequestException: Expected a FastCGI record of version 1";

	private final DecoderRun decoder = new DecoderRun(FastCgiRecordDecoder::new,
			(message) -> describe((FastCgiRecord) message));

	@Test
	void whenRequestIsCutAnywhereThenRecordsAreTheSame() {
		byte[] connection = new FastCgiBytes().record(FastCgiRecordType.GET_VALUES, 0, "\0\0")
			.record(FastCgiRecordType.BEGIN_REQUEST, 1, BEGIN)
			.record(FastCgiRecordType.PARAMS, 1, "name")
			.record(4, 1, FastCgiBytes.latin1("value"), 3)
			.record(FastCgiRecordType.PARAMS, 1, NOTHING)
			.record(5, 1, FastCgiBytes.latin1("body"), 4)
			.record(5, 1, NOTHING, 8)
			.record(FastCgiRecordType.DATA, 1, "file")
			.record(FastCgiRecordType.DATA, 1, NOTHING)
			.record(FastCgiRecordType.ABORT_REQUEST, 1, NOTHING)
			.toBytes();
		this.decoder.assertHoweverCut(connection, "GET_VALUES 0: 0000", "BEGIN_REQUEST 1: 0001010000000000",
				"PARAMS 1: namevalue", "PARAMS 1 ends", "STDIN 1: body", "STDIN 1 ends", "DATA 1: file", "DATA 1 ends",
				"ABORT_REQUEST 1");
	}

	@Test
	void whenRequestsAreInterleavedThenRecordsKeepTheirIds() {
		byte[] connection = new FastCgiBytes().record(FastCgiRecordType.BEGIN_REQUEST, 1, BEGIN)
			.record(FastCgiRecordType.PARAMS, 1, "a")
			.record(FastCgiRecordType.BEGIN_REQUEST, 65535, BEGIN)
			.record(FastCgiRecordType.PARAMS, 65535, "b")
			.record(FastCgiRecordType.PARAMS, 1, NOTHING)
			.record(FastCgiRecordType.STDIN, 1, "c")
			.record(FastCgiRecordType.STDIN, 65535, "d")
			.record(FastCgiRecordType.STDIN, 1, "e")
			.record(FastCgiRecordType.ABORT_REQUEST, 65535, NOTHING)
			.toBytes();
		this.decoder.assertHoweverCut(connection, "BEGIN_REQUEST 1: 0001010000000000", "PARAMS 1: a",
				"BEGIN_REQUEST 65535: 0001010000000000", "PARAMS 65535: b", "PARAMS 1 ends", "STDIN 1: c",
				"STDIN 65535: d", "STDIN 1: e", "ABORT_REQUEST 65535");
	}

	@Test
	void whenRecordIsPaddedThenPaddingIsSkipped() {
		for (int padding = 0; padding <= 255; padding++) {
			byte[] connection = new FastCgiBytes().record(5, 1, FastCgiBytes.latin1("x"), padding)
				.record(5, 1, NOTHING, padding)
				.record(9, 0, FastCgiBytes.latin1("y"), padding)
				.record(2, 1, NOTHING, padding)
				.record(FastCgiRecordType.STDIN, 2, "z")
				.toBytes();
			String[] expected = { "STDIN 1: x", "STDIN 1 ends", "GET_VALUES 0: 79", "ABORT_REQUEST 1", "STDIN 2: z" };
			assertThat(this.decoder.run(connection)).containsExactly(expected);
			int cut = 9 + padding / 2;
			assertThat(this.decoder.run(Arrays.copyOf(connection, cut),
					Arrays.copyOfRange(connection, cut, connection.length)))
				.containsExactly(expected);
		}
		this.decoder.assertHoweverCut(new FastCgiBytes().record(5, 1, FastCgiBytes.latin1("x"), 255)
			.record(5, 1, NOTHING, 255)
			.record(FastCgiRecordType.STDIN, 2, "z")
			.toBytes(), "STDIN 1: x", "STDIN 1 ends", "STDIN 2: z");
	}

	@Test
	void whenPaddingIsStillToComeThenRecordIsPassedOn() {
		byte[] connection = new FastCgiBytes().record(9, 0, FastCgiBytes.latin1("y"), 255).toBytes();
		assertThat(this.decoder.run(Arrays.copyOf(connection, 9))).containsExactly("GET_VALUES 0: 79");
		byte[] end = new FastCgiBytes().header(5, 1, 0, 7).toBytes();
		assertThat(this.decoder.run(end)).containsExactly("STDIN 1 ends");
	}

	@Test
	void whenRecordsAreOfTheLargestSizeThenTheyAreDecoded() {
		byte[] content = new byte[65535];
		for (int i = 0; i < content.length; i++) {
			content[i] = (byte) i;
		}
		byte[] connection = new FastCgiBytes().record(5, 1, content, 255)
			.record(FastCgiRecordType.GET_VALUES, 0, content)
			.record(FastCgiRecordType.STDIN, 1, NOTHING)
			.toBytes();
		String[] expected = { "STDIN 1: " + new String(content, StandardCharsets.ISO_8859_1),
				"GET_VALUES 0: " + HexFormat.of().formatHex(content), "STDIN 1 ends" };
		assertThat(this.decoder.run(connection)).containsExactly(expected);
		byte[][] pieces = new byte[(connection.length + 999) / 1000][];
		for (int i = 0; i < pieces.length; i++) {
			pieces[i] = Arrays.copyOfRange(connection, i * 1000, Math.min((i + 1) * 1000, connection.length));
		}
		assertThat(this.decoder.run(pieces)).containsExactly(expected);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 12, 128, 255 })
	void whenTypeIsUnknownThenRecordIsPassedOnWhole(int type) {
		byte[] connection = new FastCgiBytes().record(type, 7, FastCgiBytes.latin1("what"), 2)
			.record(type, 0, NOTHING, 0)
			.record(FastCgiRecordType.STDIN, 1, "x")
			.toBytes();
		this.decoder.assertHoweverCut(connection, "type " + type + " 7: 77686174", "type " + type + " 0", "STDIN 1: x");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2, 'G', 0x16, 0x80, 0xFF })
	void whenVersionIsNotOneThenNothingMoreIsDecoded(int version) {
		byte[] connection = new FastCgiBytes().record(5, 1, FastCgiBytes.latin1("x"), 1)
			.raw(version)
			.record(FastCgiRecordType.STDIN, 1, "y")
			.record(FastCgiRecordType.STDIN, 1, NOTHING)
			.toBytes();
		this.decoder.assertHoweverCut(connection, "STDIN 1: x", FAILURE);
	}

	@Test
	void whenFirstByteIsWrongThenOneByteIsEnough() {
		assertThat(this.decoder.run(FastCgiBytes.latin1("x"))).containsExactly(FAILURE);
	}

	@Test
	void whenConnectionEndsWithinRecordThenNoHalfRecordIsPassedOn() {
		byte[] whole = new FastCgiBytes().record(FastCgiRecordType.BEGIN_REQUEST, 1, BEGIN).toBytes();
		for (int length = 0; length < whole.length; length++) {
			assertThat(this.decoder.run(Arrays.copyOf(whole, length))).isEmpty();
		}
		byte[] stream = new FastCgiBytes().record(FastCgiRecordType.STDIN, 1, "body").toBytes();
		for (int length = 0; length <= 8; length++) {
			assertThat(this.decoder.run(Arrays.copyOf(stream, length))).isEmpty();
		}
		assertThat(this.decoder.run(Arrays.copyOf(stream, 10))).containsExactly("STDIN 1: bo");
	}

	@ParameterizedTest
	@EnumSource(names = { "PARAMS", "STDIN", "DATA" })
	void whenStreamArrivesInPiecesThenEachIsPassedOnAtOnceWithoutCopy(FastCgiRecordType type) {
		EmbeddedChannel channel = new EmbeddedChannel(new FastCgiRecordDecoder());
		byte[] bytes = new FastCgiBytes().record(type, 1, "abcd").toBytes();
		receive(channel, Arrays.copyOf(bytes, 5));
		assertThat(channel.inboundMessages()).isEmpty();
		assertThatIsPassedOnWithoutCopy(channel, Arrays.copyOfRange(bytes, 5, 10), "ab");
		assertThatIsPassedOnWithoutCopy(channel, Arrays.copyOfRange(bytes, 10, 11), "c");
		assertThatIsPassedOnWithoutCopy(channel, Arrays.copyOfRange(bytes, 11, 12), "d");
		assertThat(channel.finish()).isFalse();
	}

	private static void assertThatIsPassedOnWithoutCopy(EmbeddedChannel channel, byte[] piece, String expected) {
		ByteBuf buffer = receive(channel, piece);
		FastCgiRecord fragment = channel.readInbound();
		assertThat(fragment.content().toString(StandardCharsets.ISO_8859_1)).isEqualTo(expected);
		buffer.setByte(buffer.writerIndex() - 1, '!');
		assertThat(fragment.content().getByte(fragment.content().writerIndex() - 1)).isEqualTo((byte) '!');
		assertThat(fragment.release()).isTrue();
		assertThat(buffer.refCnt()).isZero();
		assertThat(channel.inboundMessages()).isEmpty();
	}

	private static ByteBuf receive(EmbeddedChannel channel, byte[] piece) {
		ByteBuf buffer = channel.alloc().buffer().writeBytes(piece);
		channel.writeInbound(buffer);
		return buffer;
	}

	private static Event describe(FastCgiRecord message) {
		String what = ((message.type() != null) ? message.type().toString() : "type " + message.typeValue()) + " "
				+ message.requestId();
		ByteBuf content = message.content();
		boolean stream = message.type() == FastCgiRecordType.PARAMS || message.type() == FastCgiRecordType.STDIN
				|| message.type() == FastCgiRecordType.DATA;
		if (!stream) {
			return Event.whole(what, ByteBufUtil.hexDump(content));
		}
		if (!content.isReadable()) {
			return Event.whole(what + " ends", "");
		}
		return Event.piece(what, content.toString(StandardCharsets.ISO_8859_1));
	}

}
