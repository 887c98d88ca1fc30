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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.codec.MalformedRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FastCgiBeginRequest}.
 */
class FastCgiBeginRequestTests {

	@Test
	void roleAndFlagAreDecoded() {
		assertThat(decode(0, 1, 0, 0, 0, 0, 0, 0)).isEqualTo(new FastCgiBeginRequest(1, false));
		assertThat(decode(0, 2, 1, 0, 0, 0, 0, 0)).isEqualTo(new FastCgiBeginRequest(2, true));
		assertThat(decode(0xFF, 0xFE, 1, 0, 0, 0, 0, 0)).isEqualTo(new FastCgiBeginRequest(65534, true));
	}

	@Test
	void otherFlagsAndReservedBytesMeanNothing() {
		assertThat(decode(0, 1, 0xFE, 1, 1, 1, 1, 1)).isEqualTo(new FastCgiBeginRequest(1, false));
		assertThat(decode(0, 1, 0xFF, 9, 9, 9, 9, 9)).isEqualTo(new FastCgiBeginRequest(1, true));
	}

	@Test
	void indexesOfContentDoNotChange() {
		ByteBuf content = Unpooled.wrappedBuffer(new byte[] { 9, 0, 3, 1, 0, 0, 0, 0, 0 }).skipBytes(1);
		assertThat(FastCgiBeginRequest.decode(content)).isEqualTo(new FastCgiBeginRequest(3, true));
		assertThat(content.readerIndex()).isEqualTo(1);
		assertThat(content.readableBytes()).isEqualTo(8);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 7, 9, 16 })
	void whenContentHasAnotherLengthThenItIsMalformed(int length) {
		assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> decode(new int[length]))
			.withMessage("Expected 8 bytes of content in a BEGIN_REQUEST record");
	}

	private static FastCgiBeginRequest decode(int... content) {
		return FastCgiBeginRequest.decode(Unpooled.wrappedBuffer(new FastCgiBytes().raw(content).toBytes()));
	}

}
