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

package io.webgateway.codec.ajp;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AjpPacketWriter}.
 */
class AjpPacketWriterTests {

	@Test
	void packetsAreWritten() {
		assertWritten((out) -> AjpPacketWriter.writeChunkHeader(out, 0x1FF8), "41 42 1f fc 03 1f f8");
		assertWritten(AjpPacketWriter::writeFlush, "41 42 00 04 03 00 00 00");
		assertWritten((out) -> AjpPacketWriter.writeEndResponse(out, true), "41 42 00 02 05 01");
		assertWritten((out) -> AjpPacketWriter.writeEndResponse(out, false), "41 42 00 02 05 00");
		assertWritten((out) -> AjpPacketWriter.writeGetBodyChunk(out, 8186), "41 42 00 03 06 1f fa");
		assertWritten(AjpPacketWriter::writePong, "41 42 00 01 09");
	}

	@Test
	void whenHeadHasKnownFieldsThenTheyAreWrittenByTheirCodes() {
		HttpHeaders headers = headers("Content-Type", "1", "Content-Language", "2", "Content-Length", "3", "Date", "4",
				"Last-Modified", "5", "Location", "6", "Set-Cookie", "7", "WWW-Authenticate", "8", "X-A", "9");
		assertThat(head(HttpResponseStatus.OK, headers)).isEqualTo("AB\0\104\4\0\310\0\2OK\0\0\11"
				+ "\240\1\0\0011\0\240\2\0\0012\0\240\3\0\0013\0\240\4\0\0014\0\240\5\0\0015\0\240\6\0\0016\0"
				+ "\240\7\0\0017\0\240\13\0\0018\0\0\3X-A\0\0\0019\0");
	}

	@Test
	void whenWebServerIsLighttpdThenTheFirstFieldHasACode() {
		ByteBuf out = Unpooled.buffer();
		AjpPacketWriter.writeHeaders(out, HttpResponseStatus.OK, headers("Vary", "x"), AjpVariant.LIGHTTPD);
		assertThat(out.toString(StandardCharsets.ISO_8859_1))
			.isEqualTo("AB\0\35\4\0\310\0\2OK\0\0\2" + "\240\12\0\003200\0\0\4Vary\0\0\1x\0");
	}

	@Test
	void whenFieldsRepeatThenAllAreWritten() {
		assertThat(head(HttpResponseStatus.OK, headers("Set-Cookie", "a", "set-cookie", "b")))
			.endsWith("\0\2\240\7\0\1a\0\240\7\0\1b\0");
	}

	@Test
	void whenFieldDescribesTheConnectionThenItIsLeftOut() {
		HttpHeaders headers = headers("Connection", "close", "Transfer-Encoding", "chunked", "Status", "404",
				"Keep-Alive", "x", "Upgrade", "x", "A", "b");
		assertThat(head(HttpResponseStatus.OK, headers)).endsWith("OK\0\0\1\0\1A\0\0\1b\0");
	}

	@Test
	void whenThereIsNoReasonPhraseThenTheUsualOneIsWritten() {
		assertThat(head(new HttpResponseStatus(404, ""), headers())).isEqualTo("AB\0\21\4\1\224\0\11Not Found\0\0\0");
		assertThat(head(new HttpResponseStatus(299, "Odd"), headers())).isEqualTo("AB\0\13\4\1\53\0\3Odd\0\0\0");
	}

	@Test
	void whenHeadCouldBeTakenForAnotherThenNothingIsWritten() {
		assertRefused(HttpResponseStatus.OK, headers("A", "b\r\nC: d"));
		assertRefused(HttpResponseStatus.OK, headers("A", "b\0"));
		assertRefused(HttpResponseStatus.OK, headers("A:", "b"));
		assertRefused(HttpResponseStatus.OK, headers("", "b"));
		assertRefused(new HttpResponseStatus(99, "x"), headers());
		assertRefused(HttpResponseStatus.OK, headers("n".repeat(0xA001), "b"));
		assertRefused(HttpResponseStatus.OK, headers("A", "b".repeat(65536)));
	}

	private static void assertRefused(HttpResponseStatus status, HttpHeaders headers) {
		ByteBuf out = Unpooled.buffer().writeByte(1);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> AjpPacketWriter.writeHeaders(out, status, headers, AjpVariant.STANDARD));
		assertThat(out.readableBytes()).isOne();
	}

	private static String head(HttpResponseStatus status, HttpHeaders headers) {
		ByteBuf out = Unpooled.buffer();
		AjpPacketWriter.writeHeaders(out, status, headers, AjpVariant.STANDARD);
		return out.toString(StandardCharsets.ISO_8859_1);
	}

	private static HttpHeaders headers(String... namesAndValues) {
		HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			headers.add(namesAndValues[i], namesAndValues[i + 1]);
		}
		return headers;
	}

	private static void assertWritten(Consumer<ByteBuf> writer, String expected) {
		ByteBuf out = Unpooled.buffer();
		writer.accept(out);
		assertThat(ByteBufUtil.hexDump(out)).isEqualTo(expected.replace(" ", ""));
	}

}
