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

package io.webgateway.codec.scgi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.MetaVariables;
import io.webgateway.testsupport.DecoderRun;
import io.webgateway.testsupport.DecoderRun.Event;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScgiRequestDecoder}.
 */
class ScgiRequestDecoderTests {

	private static final String MINIMUM = "CONTENT_LENGTH\0" + "0\0SCGI\0" + "1\0";

	private static final String BAD_LENGTH = "MalformedRequestException: Expected the length of an SCGI head and a colon";

	private final DecoderRun decoder = decoder(new HeadLimits(65536, 200));

	@Test
	void whenRequestIsCutAnywhereThenHeadAndBodyAreTheSame() {
		String variables = "CONTENT_LENGTH\0" + "27\0SCGI\0" + "1\0REQUEST_METHOD\0POST\0REQUEST_URI\0/deepthought\0";
		assertThat(variables).hasSize(70);
		this.decoder.assertHoweverCut(latin1("70:" + variables + ",What is the answer to life?"),
				"head: CONTENT_LENGTH=27 SCGI=1 REQUEST_METHOD=POST REQUEST_URI=/deepthought",
				"body: What is the answer to life?");
	}

	@Test
	void whenThereIsNoBodyThenHeadIsPassedOn() {
		this.decoder.assertHoweverCut(request(MINIMUM), "head: CONTENT_LENGTH=0 SCGI=1");
	}

	@Test
	void whenBodyFollowsThenItIsPassedOnWhateverItIs() {
		this.decoder.assertHoweverCut(request(MINIMUM, "\0" + "12:,\377"), "head: CONTENT_LENGTH=0 SCGI=1",
				"body: \0" + "12:,\377");
	}

	@Test
	void whenScgiComesLastThenRequestIsAccepted() {
		assertThat(run("CONTENT_LENGTH\0" + "0\0A\0b\0SCGI\0" + "1\0"))
			.containsExactly("head: CONTENT_LENGTH=0 A=b SCGI=1");
	}

	@Test
	void whenNamesRepeatThenAllAreKept() {
		assertThat(run(MINIMUM + "HTTP_X\0a\0HTTP_X\0b\0HTTP_X\0\0"))
			.containsExactly("head: CONTENT_LENGTH=0 SCGI=1 HTTP_X=a HTTP_X=b HTTP_X=");
	}

	@Test
	void whenContentLengthIsNotANumberThenThatIsForOthersToJudge() {
		assertThat(run("CONTENT_LENGTH\0\0SCGI\0" + "1\0")).containsExactly("head: CONTENT_LENGTH= SCGI=1");
		assertThat(run("CONTENT_LENGTH\0-7x\0SCGI\0" + "1\0")).containsExactly("head: CONTENT_LENGTH=-7x SCGI=1");
	}

	@Test
	void whenBytesAreNotAsciiThenTheyAreLatin1() {
		assertThat(run(MINIMUM + "A\0\344\377\0")).containsExactly("head: CONTENT_LENGTH=0 SCGI=1 A=\344\377");
	}

	@ParameterizedTest
	@ValueSource(strings = { ":", "0:,", "01:", "00", "-1:", "+1:", " 24:", "24 :", "2x:", "2\0:", "24,", "GET ?",
			"\26\3\1", "\1\1", "12345678", "99999999:", "x" })
	void whenLengthIsMalformedThenNothingMoreIsDecoded(String start) {
		byte[] connection = latin1(start + new String(request(MINIMUM, "body"), StandardCharsets.ISO_8859_1));
		this.decoder.assertHoweverCut(connection, BAD_LENGTH);
	}

	@Test
	void whenHeadIsAsLongAsPermittedThenItIsDecoded() {
		DecoderRun strict = decoder(new HeadLimits(MINIMUM.length(), 2));
		strict.assertHoweverCut(request(MINIMUM), "head: CONTENT_LENGTH=0 SCGI=1");
	}

	@Test
	void whenHeadIsLongerThanPermittedThenItsLengthIsEnoughToRefuseIt() {
		int limit = MINIMUM.length() - 1;
		DecoderRun strict = decoder(new HeadLimits(limit, 2));
		String expected = "HeadTooLargeException: Meta-variables of more than " + limit + " bytes";
		strict.assertHoweverCut(latin1(MINIMUM.length() + ":"), expected);
		strict.assertHoweverCut(latin1("9999999:"), expected);
		strict.assertHoweverCut(request(MINIMUM, "body"), expected);
	}

	@Test
	void whenThereAreMoreVariablesThanPermittedThenHeadIsTooLarge() {
		decoder(new HeadLimits(100, 2)).assertHoweverCut(request(MINIMUM + "A\0b\0", "body"),
				"TooManyVariablesException: More than 2 meta-variables");
		assertThat(decoder(new HeadLimits(100, 3)).run(request(MINIMUM + "A\0b\0"))).hasSize(1);
	}

	@Test
	void whenCommaIsMissingThenHeadIsMalformed() {
		this.decoder.assertHoweverCut(latin1(MINIMUM.length() + ":" + MINIMUM + "body"),
				"MalformedRequestException: Expected a comma after an SCGI head");
	}

	@Test
	void whenLengthIsNotExactThenHeadIsMalformed() {
		assertThat(this.decoder.run(latin1((MINIMUM.length() - 1) + ":" + MINIMUM + ","))).singleElement()
			.asString()
			.startsWith("MalformedRequestException");
		assertThat(this.decoder.run(latin1((MINIMUM.length() + 1) + ":" + MINIMUM + ",body"))).singleElement()
			.asString()
			.startsWith("MalformedRequestException");
	}

	@ParameterizedTest
	@ValueSource(strings = { "CONTENT_LENGTH", "CONTENT_LENGTH\0", "CONTENT_LENGTH\0" + "0", MINIMUM + "A",
			MINIMUM + "A\0", MINIMUM + "A\0b", MINIMUM + "," })
	void whenNameOrValueIsNotTerminatedThenHeadIsMalformed(String variables) {
		this.decoder.assertHoweverCut(request(variables, "body"),
				"MalformedRequestException: Expected NUL after each name and each value of an SCGI head");
	}

	@ParameterizedTest
	@ValueSource(strings = { "SCGI\0" + "1\0CONTENT_LENGTH\0" + "0\0", "SCGI\0" + "1\0",
			"content_length\0" + "0\0SCGI\0" + "1\0", "A\0b\0" + MINIMUM })
	void whenContentLengthIsNotFirstThenHeadIsMalformed(String variables) {
		this.decoder.assertHoweverCut(request(variables, "body"),
				"MalformedRequestException: Expected CONTENT_LENGTH as the first variable of an SCGI head");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "SCGI\0\0", "SCGI\0" + "0\0", "SCGI\0" + "11\0", "SCGI\0" + "1 \0", "scgi\0" + "1\0",
			"SCGI1\0" + "1\0" })
	void whenScgiIsNotOneThenHeadIsMalformed(String variable) {
		this.decoder.assertHoweverCut(request("CONTENT_LENGTH\0" + "0\0" + variable, "body"),
				"MalformedRequestException: Expected the variable SCGI with the value 1 in an SCGI head");
	}

	@Test
	void whenNameIsEmptyThenHeadIsMalformed() {
		String expected = "MalformedRequestException: Name of a meta-variable is empty";
		this.decoder.assertHoweverCut(request(MINIMUM + "\0b\0", "body"), expected);
		this.decoder.assertHoweverCut(request("\0\0", "body"), expected);
	}

	@Test
	void whenConnectionEndsWithinHeadThenNothingIsPassedOn() {
		byte[] request = request(MINIMUM);
		for (int length = 0; length < request.length; length++) {
			assertThat(this.decoder.run(Arrays.copyOf(request, length))).isEmpty();
		}
	}

	@Test
	void whenBodyArrivesThenItIsPassedOnWithoutCopy() {
		EmbeddedChannel channel = new EmbeddedChannel(new ScgiRequestDecoder(new HeadLimits(100, 10)));
		ByteBuf head = channel.alloc().buffer().writeBytes(request(MINIMUM, "ab"));
		channel.writeInbound(head);
		assertThat(channel.<MetaVariables>readInbound()).hasSize(2);
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

	private List<String> run(String variables) {
		return this.decoder.run(request(variables));
	}

	private static DecoderRun decoder(HeadLimits limits) {
		return new DecoderRun(() -> new ScgiRequestDecoder(limits), ScgiRequestDecoderTests::describe);
	}

	private static Event describe(Object message) {
		if (message instanceof ByteBuf body) {
			return Event.piece("body", body.toString(StandardCharsets.ISO_8859_1));
		}
		StringBuilder head = new StringBuilder();
		((MetaVariables) message)
			.forEach((variable) -> head.append(' ').append(variable.getKey()).append('=').append(variable.getValue()));
		return Event.whole("head", head.substring(1));
	}

	private static byte[] request(String variables) {
		return request(variables, "");
	}

	private static byte[] request(String variables, String body) {
		return latin1(variables.length() + ":" + variables + "," + body);
	}

	private static byte[] latin1(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
