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

package io.webgateway.codec.uwsgi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.codec.HeadLimits;
import io.webgateway.testsupport.DecoderRun;
import io.webgateway.testsupport.DecoderRun.Event;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UwsgiRequestDecoder}.
 */
class UwsgiRequestDecoderTests {

	private static final String NOT_EXACT = "MalformedRequestException: "
			+ "Expected names and values that use the whole block of a uwsgi packet";

	private final DecoderRun decoder = decoder(new HeadLimits(65536, 200));

	@Test
	void whenRequestIsCutAnywhereThenHeadAndBodyAreTheSame() {
		byte[] connection = packet(0, 0, block("REQUEST_METHOD", "POST", "QUERY_STRING", "", "HTTP_X", "v".repeat(300)),
				"what a body");
		this.decoder.assertHoweverCut(connection,
				"head 0/0: REQUEST_METHOD=POST QUERY_STRING= HTTP_X=" + "v".repeat(300), "body: what a body");
	}

	@Test
	void whenThereIsNoBodyThenHeadIsPassedOn() {
		this.decoder.assertHoweverCut(packet(0, 7, block("A", "b"), ""), "head 0/7: A=b");
	}

	@Test
	void whenBlockIsEmptyThenHeadIsPassedOnAtOnce() {
		this.decoder.assertHoweverCut(packet(0, 0, new byte[0], ""), "head 0/0");
		this.decoder.assertHoweverCut(packet(0, 0, new byte[0], "body"), "head 0/0", "body: body");
	}

	@Test
	void whenNamesRepeatThenAllAreKept() {
		assertThat(this.decoder.run(packet(0, 0, block("A", "1", "B", "\344", "A", "2"), "")))
			.containsExactly("head 0/0: A=1 B=\344 A=2");
	}

	@Test
	void whenBlockIsOfTheLargestSizeThenItIsDecoded() {
		String value = "v".repeat(65535 - 5);
		byte[] block = block("A", value);
		assertThat(block).hasSize(65535);
		byte[] connection = packet(0, 0, block, "body");
		assertThat(this.decoder.run(connection)).containsExactly("head 0/0: A=" + value, "body: body");
		assertThat(this.decoder.run(Arrays.copyOf(connection, 30000), Arrays.copyOfRange(connection, 30000, 60000),
				Arrays.copyOfRange(connection, 60000, connection.length)))
			.containsExactly("head 0/0: A=" + value, "body: body");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 5, 7, 8, 9, 14, 30 })
	void whenModifierIsOfAnotherLanguageThenRequestIsDecoded(int modifier1) {
		this.decoder.assertHoweverCut(packet(modifier1, 255, block("A", "b"), "c"), "head " + modifier1 + "/255: A=b",
				"body: c");
	}

	@ParameterizedTest
	@ValueSource(ints = { 17, 31, 98, 173, 200, 255 })
	void whenPacketIsNoRequestThenItIsRefused(int modifier1) {
		this.decoder.assertHoweverCut(packet(modifier1, 3, block("A", "b"), "body"),
				"MalformedRequestException: Expected a uwsgi request, but modifier1 is " + modifier1);
	}

	@Test
	void whenPacketIsPingThenOnlyItsModifiersAreDecoded() {
		this.decoder.assertHoweverCut(packet(100, 3, block("A", "b"), "body"), "head 100/3");
		this.decoder.assertHoweverCut(packet(100, 0, new byte[0], ""), "head 100/0");
	}

	@Test
	void whenPacketIsAnotherProtocolThenThatIsPassedOn() {
		this.decoder.assertHoweverCut(latin1("GET / HTTP/1.1\r\n\r\n"), "another protocol: HTTP");
	}

	@Test
	void whenHeadIsAsLongAsPermittedThenItIsDecoded() {
		byte[] block = block("A", "b");
		decoder(new HeadLimits(block.length, 1)).assertHoweverCut(packet(0, 0, block, "c"), "head 0/0: A=b", "body: c");
	}

	@Test
	void whenHeadIsLongerThanPermittedThenItsHeaderIsEnoughToRefuseIt() {
		byte[] block = block("A", "b");
		DecoderRun strict = decoder(new HeadLimits(block.length - 1, 1));
		String expected = "HeadTooLargeException: Meta-variables of more than 5 bytes";
		strict.assertHoweverCut(packet(0, 0, block, "c"), expected);
		strict.assertHoweverCut(Arrays.copyOf(packet(0, 0, block, ""), 4), expected);
	}

	@Test
	void whenThereAreMoreVariablesThanPermittedThenHeadIsTooLarge() {
		byte[] connection = packet(0, 0, block("A", "b", "C", "d"), "body");
		decoder(new HeadLimits(100, 1)).assertHoweverCut(connection,
				"TooManyVariablesException: More than 1 meta-variables");
		assertThat(decoder(new HeadLimits(100, 2)).run(connection)).hasSize(2);
	}

	@Test
	void whenBlockIsNotUsedExactlyThenItIsMalformed() {
		byte[] first = block("A", "b");
		byte[] block = block("A", "b", "NAME", "value");
		for (int length = 1; length < block.length; length++) {
			if (length != first.length) {
				this.decoder.assertHoweverCut(packet(0, 0, Arrays.copyOf(block, length), "body"), NOT_EXACT);
			}
		}
	}

	@Test
	void whenLengthPointsBeyondBlockThenItIsMalformed() {
		this.decoder.assertHoweverCut(packet(0, 0, new byte[] { -1, -1, 'A', 1, 0, 'b' }, "body"), NOT_EXACT);
		this.decoder.assertHoweverCut(packet(0, 0, new byte[] { 1, 0, 'A', -1, -1, 'b' }, "body"), NOT_EXACT);
		this.decoder.assertHoweverCut(packet(0, 0, new byte[] { 1, 0, 'A', 2, 0, 'b' }, "body"), NOT_EXACT);
		this.decoder.assertHoweverCut(packet(0, 0, new byte[] { 0, 1, 'A', 1, 0, 'b' }, "body"), NOT_EXACT);
	}

	@Test
	void whenNameIsEmptyThenHeadIsMalformed() {
		String expected = "MalformedRequestException: Name of a meta-variable is empty";
		this.decoder.assertHoweverCut(packet(0, 0, block("", "b"), "body"), expected);
		this.decoder.assertHoweverCut(packet(0, 0, new byte[4], "body"), expected);
	}

	@Test
	void whenConnectionEndsWithinHeadThenNothingIsPassedOn() {
		byte[] connection = packet(0, 0, block("A", "b"), "");
		for (int length = 0; length < connection.length; length++) {
			assertThat(this.decoder.run(Arrays.copyOf(connection, length))).isEmpty();
		}
	}

	@Test
	void whenBodyArrivesThenItIsPassedOnWithoutCopy() {
		EmbeddedChannel channel = new EmbeddedChannel(new UwsgiRequestDecoder(new HeadLimits(100, 10)));
		ByteBuf head = channel.alloc().buffer().writeBytes(packet(0, 0, block("A", "b"), "ab"));
		channel.writeInbound(head);
		assertThat(channel.<UwsgiRequestHead>readInbound().variables()).hasSize(1);
		assertThatIsShared(channel.readInbound(), head);
		ByteBuf more = channel.alloc().buffer().writeBytes(latin1("cd"));
		channel.writeInbound(more);
		assertThatIsShared(channel.readInbound(), more);
		assertThat(channel.finish()).isFalse();
	}

	private static void assertThatIsShared(ByteBuf body, ByteBuf received) {
		assertThat(body.readableBytes()).isEqualTo(2);
		received.setByte(received.writerIndex() - 1, '!');
		assertThat(body.getByte(body.writerIndex() - 1)).isEqualTo((byte) '!');
		body.release();
		assertThat(received.refCnt()).isZero();
	}

	private static DecoderRun decoder(HeadLimits limits) {
		return new DecoderRun(() -> new UwsgiRequestDecoder(limits), UwsgiRequestDecoderTests::describe);
	}

	private static Event describe(Object message) {
		if (message instanceof ByteBuf body) {
			return Event.piece("body", body.toString(StandardCharsets.ISO_8859_1));
		}
		UwsgiRequestHead head = (UwsgiRequestHead) message;
		StringBuilder variables = new StringBuilder();
		head.variables()
			.forEach((variable) -> variables.append(' ')
				.append(variable.getKey())
				.append('=')
				.append(variable.getValue()));
		return Event.whole("head " + head.modifier1() + "/" + head.modifier2(), variables.toString().trim());
	}

	private static byte[] packet(int modifier1, int modifier2, byte[] block, String body) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write(modifier1);
		bytes.write(block.length);
		bytes.write(block.length >> 8);
		bytes.write(modifier2);
		bytes.writeBytes(block);
		bytes.writeBytes(latin1(body));
		return bytes.toByteArray();
	}

	private static byte[] block(String... namesAndValues) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (String text : namesAndValues) {
			bytes.write(text.length());
			bytes.write(text.length() >> 8);
			bytes.writeBytes(latin1(text));
		}
		return bytes.toByteArray();
	}

	private static byte[] latin1(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
