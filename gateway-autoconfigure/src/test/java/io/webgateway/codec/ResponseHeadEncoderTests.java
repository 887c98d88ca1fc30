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

package io.webgateway.codec;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ResponseHeadEncoder}.
 */
class ResponseHeadEncoderTests {

	private final HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();

	@Test
	void statusFieldComesFirst() {
		this.headers.add("Content-Type", "text/plain").add("Content-Length", 5);
		assertThat(encode(ResponseHeadEncoder.STATUS_FIELD, HttpResponseStatus.OK))
			.isEqualTo("Status: 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n");
	}

	@Test
	void whenThereIsLocationThenStatusFieldFollowsIt() {
		this.headers.add("A", "a").add("location", "/there").add("B", "b");
		assertThat(encode(ResponseHeadEncoder.STATUS_FIELD, HttpResponseStatus.SEE_OTHER))
			.isEqualTo("A: a\r\nlocation: /there\r\nB: b\r\nStatus: 303 See Other\r\n\r\n");
	}

	@Test
	void statusLineComesFirst() {
		this.headers.add(AsciiString.of("location"), AsciiString.of("/there"));
		assertThat(encode(ResponseHeadEncoder.STATUS_LINE, HttpResponseStatus.FOUND))
			.isEqualTo("HTTP/1.1 302 Found\r\nlocation: /there\r\n\r\n");
	}

	@Test
	void whenThereAreNoHeadersThenHeadIsTheStatus() {
		assertThat(encode(ResponseHeadEncoder.STATUS_FIELD, HttpResponseStatus.NO_CONTENT))
			.isEqualTo("Status: 204 No Content\r\n\r\n");
		assertThat(encode(ResponseHeadEncoder.STATUS_LINE, HttpResponseStatus.NO_CONTENT))
			.isEqualTo("HTTP/1.1 204 No Content\r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 101, 103, 199, 200, 299, 304, 399, 418, 499, 500, 599, 600, 999 })
	void statusAlwaysHasReasonPhrase(int code) {
		String pattern = "Status: " + code + " [A-Za-z][^\r\n]*\r\n\r\n";
		assertThat(encode(ResponseHeadEncoder.STATUS_FIELD, HttpResponseStatus.valueOf(code))).matches(pattern);
		assertThat(encode(ResponseHeadEncoder.STATUS_FIELD, new HttpResponseStatus(code, ""))).matches(pattern);
		assertThat(encode(ResponseHeadEncoder.STATUS_FIELD, new HttpResponseStatus(code, " "))).matches(pattern);
	}

	@Test
	void whenStatusHasItsOwnReasonPhraseThenItIsKept() {
		assertThat(encode(ResponseHeadEncoder.STATUS_LINE, new HttpResponseStatus(299, "Quite Good")))
			.isEqualTo("HTTP/1.1 299 Quite Good\r\n\r\n");
	}

	@Test
	void whenHeaderIsRepeatedThenItIsWrittenEachTimeInOrder() {
		this.headers.add("Set-Cookie", "a=1").add("Vary", "Accept").add("set-cookie", "b=2");
		assertThat(encode(ResponseHeadEncoder.STATUS_FIELD, HttpResponseStatus.OK))
			.isEqualTo("Status: 200 OK\r\nSet-Cookie: a=1\r\nVary: Accept\r\nset-cookie: b=2\r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Transfer-Encoding", "Connection", "Keep-Alive", "Proxy-Connection", "Trailer", "Upgrade",
			"TE", "Status" })
	void whenHeaderIsForTheWebServerToSetThenItIsLeftOut(String name) {
		this.headers.add("A", "a")
			.add(name, "x")
			.add(name.toLowerCase(), "x")
			.add(AsciiString.of(name.toUpperCase()), "x")
			.add("B", "b");
		assertThat(encode(ResponseHeadEncoder.STATUS_FIELD, HttpResponseStatus.OK))
			.isEqualTo("Status: 200 OK\r\nA: a\r\nB: b\r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Set-Cookie", "Pragma", "Refresh", "Expires", "Proxy-Authenticat", "Proxy-Authenticate",
			"Content-Encoding2", "Content-Language", "Content-Encoding", "AB", "Statuses", "X-Trailer", "Trailers",
			"Connection2" })
	void whenHeaderOnlyResemblesSuchThenItIsKept(String name) {
		this.headers.add(name, "x");
		assertThat(encode(ResponseHeadEncoder.STATUS_FIELD, HttpResponseStatus.OK))
			.isEqualTo("Status: 200 OK\r\n" + name + ": x\r\n\r\n");
	}

	@ParameterizedTest
	@EnumSource
	void whenHeadersAreThoseOfReactorNettyThenTheyAreWritten(ResponseHeadEncoder encoder) {
		HttpHeaders validated = new DefaultHttpHeaders().add("X-Number", 42).add("X-Text", new StringBuilder("text"));
		ByteBuf out = Unpooled.buffer();
		encoder.encode(HttpResponseStatus.OK, validated, out);
		assertThat(out.toString(StandardCharsets.ISO_8859_1)).endsWith("OK\r\nX-Number: 42\r\nX-Text: text\r\n\r\n");
	}

	@Test
	void whenCharactersAreBeyondLatin1ThenTheyBecomeQuestionMarks() {
		this.headers.add("A", "\u00e4\u00ff \u0100\u20ac\u010d\u010a\u0a0d").add("B", new StringBuilder("\u0d0a"));
		assertThat(encode(ResponseHeadEncoder.STATUS_FIELD, HttpResponseStatus.OK))
			.isEqualTo("Status: 200 OK\r\nA: \u00e4\u00ff ?????\r\nB: ?\r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\r", "\n", "\0", "a\r\nSet-Cookie: b=c", "a\r\n b", "a\nb", "\ra", "a\0b", "a\r" })
	void whenValueCouldBeTakenForAnotherFieldThenNothingIsWritten(String value) {
		this.headers.add("A", "a").add("B", value);
		assertThatIsRefused(HttpResponseStatus.OK);
		this.headers.set("B", AsciiString.of(value));
		assertThatIsRefused(HttpResponseStatus.OK);
	}

	@Test
	void whenValueHasOtherControlCharactersThenTheyAreKept() {
		this.headers.add("A", "a\tb\u0001\u000b\u007f").add("B", "");
		assertThat(encode(ResponseHeadEncoder.STATUS_FIELD, HttpResponseStatus.OK))
			.isEqualTo("Status: 200 OK\r\nA: a\tb\u0001\u000b\u007f\r\nB: \r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "A:", "A B", " A", "A ", "A\t", "A\r", "A\nB", "A\0", "A\u007f", "\u00c4",
			"\u0100", "A\u0141", "(A)", "A/B", "A@", "[A]", "A,", "A;", "A=", "\"A\"", "{", "}", "<", ">", "?", "\\" })
	void whenNameIsNoTokenThenNothingIsWritten(String name) {
		this.headers.add("A", "a").add(name, "x");
		assertThatIsRefused(HttpResponseStatus.OK);
	}

	@Test
	void whenNameIsAnyTokenThenItIsWritten() {
		String name = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
		this.headers.add(name, "x");
		assertThat(encode(ResponseHeadEncoder.STATUS_FIELD, HttpResponseStatus.OK))
			.isEqualTo("Status: 200 OK\r\n" + name + ": x\r\n\r\n");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 20, 99, 1000, 2000 })
	void whenStatusCodeDoesNotHaveThreeDigitsThenNothingIsWritten(int code) {
		assertThatIsRefused(HttpResponseStatus.valueOf(code));
	}

	@Test
	void whenReasonPhraseContainsNulThenNothingIsWritten() {
		assertThatIsRefused(new HttpResponseStatus(200, "O\0K"));
	}

	@Test
	void whenHeadDoesNotFitThenNothingIsWritten() {
		this.headers.add("A", "a".repeat(100));
		ByteBuf out = Unpooled.buffer(50, 50).writeByte('!');
		assertThatExceptionOfType(IndexOutOfBoundsException.class)
			.isThrownBy(() -> ResponseHeadEncoder.STATUS_FIELD.encode(HttpResponseStatus.OK, this.headers, out));
		assertThat(out.writerIndex()).isEqualTo(1);
	}

	private void assertThatIsRefused(HttpResponseStatus status) {
		for (ResponseHeadEncoder encoder : ResponseHeadEncoder.values()) {
			ByteBuf out = Unpooled.buffer().writeByte('!');
			assertThatIllegalArgumentException().isThrownBy(() -> encoder.encode(status, this.headers, out));
			assertThat(out.writerIndex()).isEqualTo(1);
		}
	}

	private String encode(ResponseHeadEncoder encoder, HttpResponseStatus status) {
		ByteBuf out = Unpooled.buffer().writeByte('!');
		encoder.encode(status, this.headers, out);
		assertThat(out.readByte()).isEqualTo((byte) '!');
		return out.toString(StandardCharsets.ISO_8859_1);
	}

}
