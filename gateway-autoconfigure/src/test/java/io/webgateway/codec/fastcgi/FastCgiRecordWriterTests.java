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

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FastCgiRecordWriter}.
 */
class FastCgiRecordWriterTests {

	@Test
	void headerIsWritten() {
		assertThat(written((out) -> FastCgiRecordWriter.writeHeader(out, FastCgiRecordType.STDOUT, 1, 0)))
			.isEqualTo("0106000100000000");
		assertThat(written((out) -> FastCgiRecordWriter.writeHeader(out, FastCgiRecordType.STDERR, 0xFFFE, 0xABCD)))
			.isEqualTo("0107fffeabcd0000");
		assertThat(written((out) -> FastCgiRecordWriter.writeHeader(out, FastCgiRecordType.STDOUT, 0x8001,
				FastCgiRecordWriter.MAX_CONTENT_LENGTH)))
			.isEqualTo("01068001ffff0000");
	}

	@Test
	void whenContentDoesNotFitThenHeaderIsRefused() {
		ByteBuf out = Unpooled.buffer();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> FastCgiRecordWriter.writeHeader(out, FastCgiRecordType.STDOUT, 1, 65536));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> FastCgiRecordWriter.writeHeader(out, FastCgiRecordType.STDOUT, 1, -1));
		assertThat(out.isReadable()).isFalse();
	}

	@Test
	void endOfRequestIsWritten() {
		assertThat(written(
				(out) -> FastCgiRecordWriter.writeEndRequest(out, 258, 0, FastCgiProtocolStatus.REQUEST_COMPLETE)))
			.isEqualTo("0103010200080000" + "0000000000000000");
		assertThat(written(
				(out) -> FastCgiRecordWriter.writeEndRequest(out, 1, 0xA0B0C0D0, FastCgiProtocolStatus.UNKNOWN_ROLE)))
			.isEqualTo("0103000100080000" + "a0b0c0d003000000");
	}

	@Test
	void unknownTypeIsWritten() {
		assertThat(written((out) -> FastCgiRecordWriter.writeUnknownType(out, 12)))
			.isEqualTo("010b000000080000" + "0c00000000000000");
		assertThat(written((out) -> FastCgiRecordWriter.writeUnknownType(out, 255)))
			.isEqualTo("010b000000080000" + "ff00000000000000");
	}

	private static String written(Consumer<ByteBuf> writer) {
		ByteBuf out = Unpooled.buffer();
		writer.accept(out);
		return ByteBufUtil.hexDump(out);
	}

}
