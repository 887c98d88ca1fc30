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
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RequestDecoder}.
 */
class RequestDecoderTests {

	private final LineDecoder decoder = new LineDecoder();

	private final EmbeddedChannel channel = new EmbeddedChannel(this.decoder);

	@AfterEach
	void close() {
		assertThat(this.channel.finish()).isFalse();
	}

	@Test
	void whenAnythingArrivesThenDecoderIsStarted() {
		assertThat(this.decoder.isStarted()).isFalse();
		this.channel.writeInbound(Unpooled.EMPTY_BUFFER);
		assertThat(this.decoder.isStarted()).isFalse();
		receive("a");
		assertThat(this.decoder.isStarted()).isTrue();
	}

	@Test
	void whenThereIsNoErrorThenThereIsNoExcerpt() {
		receive("a\n");
		assertThat(this.channel.<String>readInbound()).isEqualTo("a");
		assertThat(this.decoder.getExcerpt()).isEmpty();
	}

	@Test
	void whenBytesCannotBeDecodedThenExcerptBeginsWithThem() {
		assertThatFails("good\n!bad\nmore");
		assertThat(this.channel.<String>readInbound()).isEqualTo("good");
		assertThat(excerpt()).isEqualTo("!bad\nmore");
	}

	@Test
	void whenManyBytesCannotBeDecodedThenExcerptIsShort() {
		assertThatFails("!" + "x".repeat(100) + "\n");
		assertThat(excerpt()).isEqualTo("!" + "x".repeat(15));
	}

	@Test
	void whenBytesFollowAnErrorThenTheyAreSkipped() {
		assertThatFails("!\na\n");
		receive("b\n");
		receive("!\n");
		assertThat(this.channel.inboundMessages()).isEmpty();
		assertThat(excerpt()).isEqualTo("!\na\n");
	}

	@Test
	void whenExcerptIsChangedThenTheNextIsNot() {
		assertThatFails("!\n");
		this.decoder.getExcerpt()[0] = '?';
		assertThat(excerpt()).isEqualTo("!\n");
	}

	@Test
	void whenMessageArrivesSlowlyThenItDoesNotOccupyLargeBuffer() {
		for (String part : List.of("a\nb", "c", "d")) {
			this.channel
				.writeInbound(this.channel.alloc().buffer(8192).writeBytes(part.getBytes(StandardCharsets.ISO_8859_1)));
			assertThat(this.decoder.occupied()).isBetween(1, 100);
		}
		receive("e\n");
		assertThat(this.decoder.occupied()).isZero();
		assertThat(this.channel.<String>readInbound()).isEqualTo("a");
		assertThat(this.channel.<String>readInbound()).isEqualTo("bcde");
	}

	private void assertThatFails(String text) {
		assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> receive(text))
			.withMessage("Expected anything else");
	}

	private void receive(String text) {
		this.channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
	}

	private String excerpt() {
		return new String(this.decoder.getExcerpt(), StandardCharsets.ISO_8859_1);
	}

	/**
	 * Decodes lines, but none that begins with an exclamation mark.
	 */
	private static final class LineDecoder extends RequestDecoder {

		@Override
		protected PeerProtocol getProtocol() {
			return PeerProtocol.OTHER;
		}

		@Override
		protected void decodeNext(ByteBuf in, List<Object> out) {
			int length = in.bytesBefore((byte) '\n');
			if (length == -1) {
				return;
			}
			String line = in.readString(length, StandardCharsets.ISO_8859_1);
			in.skipBytes(1);
			if (line.startsWith("!")) {
				throw new MalformedRequestException("Expected anything else");
			}
			out.add(line);
		}

		private int occupied() {
			return internalBuffer().capacity();
		}

	}

}
