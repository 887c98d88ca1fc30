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
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.codec.ajp.AjpPacketWriter;
import io.webgateway.codec.ajp.AjpResponseHeadDecoder;
import io.webgateway.codec.ajp.AjpVariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ResponseHeadDecoder} and {@link AjpResponseHeadDecoder}.
 */
class ResponseHeadDecoderTests {

	private static final HttpHeaders HEADERS = new DefaultHttpHeaders().add("Content-Type", "text/plain")
		.add("Set-Cookie", "a=1")
		.add("Set-Cookie", "b=2")
		.add("X-Empty", "")
		.add("WWW-Authenticate", "Basic");

	@ParameterizedTest
	@EnumSource
	void whenHeadIsEncodedThenItIsDecodedAgain(ResponseHeadEncoder encoder) {
		ByteBuf out = Unpooled.buffer();
		encoder.encode(HttpResponseStatus.NOT_FOUND, HEADERS, out);
		out.writeByte('b');
		ResponseHeadDecoder decoder = new ResponseHeadDecoder(1000);
		DecodedResponseHead head = null;
		while (head == null) {
			head = decoder.decode(out.readSlice(1));
		}
		assertThat(out.readableBytes()).isOne();
		assertThat(head.status()).isEqualTo(HttpResponseStatus.NOT_FOUND);
		assertThat(head.headers().entries()).hasToString(HEADERS.entries().toString());
	}

	@ParameterizedTest
	@EnumSource
	void whenAjpHeadIsWrittenThenItIsDecodedAgain(AjpVariant variant) {
		ByteBuf out = Unpooled.buffer();
		AjpPacketWriter.writeHeaders(out, HttpResponseStatus.NOT_FOUND, HEADERS, variant);
		DecodedResponseHead head = AjpResponseHeadDecoder.decode(out.skipBytes(5));
		assertThat(head.status()).isEqualTo(HttpResponseStatus.NOT_FOUND);
		assertThat(head.headers().entries()).hasToString(HEADERS.entries().toString());
	}

	@Test
	void whenAjpHeadIsCutOffThenItIsRefused() {
		ByteBuf out = Unpooled.buffer();
		AjpPacketWriter.writeHeaders(out, HttpResponseStatus.NOT_FOUND, HEADERS, AjpVariant.STANDARD);
		out.skipBytes(5);
		for (int length = 0; length < out.readableBytes(); length++) {
			ByteBuf part = out.slice(out.readerIndex(), length);
			assertThatExceptionOfType(MalformedResponseException.class)
				.isThrownBy(() -> AjpResponseHeadDecoder.decode(part));
		}
	}

	@Test
	void whenHeadIsLargerThanLimitThenItIsRefused() {
		assertThatExceptionOfType(MalformedResponseException.class)
			.isThrownBy(() -> new ResponseHeadDecoder(10).decode(bytes("X: 34567890")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Location: /\n\n", "Status: 302\nLocation: /\n\n", "HTTP/1.0 302 Moved\r\n\r\n" })
	void whenThereIsLocationOrStatusThenItIs302(String head) {
		assertThat(new ResponseHeadDecoder(100).decode(bytes(head)).status().code()).isEqualTo(302);
	}

	private static ByteBuf bytes(String text) {
		return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
	}

}
