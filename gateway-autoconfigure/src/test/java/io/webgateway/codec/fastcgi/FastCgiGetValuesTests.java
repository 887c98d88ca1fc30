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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

import io.webgateway.codec.MalformedRequestException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FastCgiGetValues}.
 */
class FastCgiGetValuesTests {

	@Test
	void namesAreDecodedAndTheirValuesIgnored() {
		byte[] content = new FastCgiBytes().pair("FCGI_MAX_REQS", "")
			.pair("FCGI_MPXS_CONNS", "why not")
			.pair("FCGI_MAX_REQS", "")
			.pair("X".repeat(200), "")
			.toBytes();
		ByteBuf buffer = Unpooled.wrappedBuffer(content);
		assertThat(FastCgiGetValues.decode(buffer).names()).containsExactlyInAnyOrder("FCGI_MAX_REQS",
				"FCGI_MPXS_CONNS", "X".repeat(200));
		assertThat(buffer.readableBytes()).isEqualTo(content.length);
	}

	@Test
	void whenNothingIsAskedForThenThereAreNoNames() {
		assertThat(FastCgiGetValues.decode(Unpooled.EMPTY_BUFFER).names()).isEmpty();
	}

	@Test
	void whenContentIsCutThenItIsMalformed() {
		byte[] content = new FastCgiBytes().pair("FCGI_MAX_REQS", "").toBytes();
		for (int length = 1; length < content.length; length++) {
			ByteBuf cut = Unpooled.wrappedBuffer(content, 0, length);
			assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> FastCgiGetValues.decode(cut));
		}
	}

	@Test
	void whenNamesAreUnknownThenTheyAreLeftOutOfTheResult() {
		Map<String, String> known = new LinkedHashMap<>();
		known.put(FastCgiGetValues.MAX_CONNS, "4096");
		known.put(FastCgiGetValues.MAX_REQS, "8192");
		known.put(FastCgiGetValues.MPXS_CONNS, "1");
		assertThat(result(Set.of("FCGI_MPXS_CONNS", "FCGI_FOO", "FCGI_MAX_CONNS"), known))
			.isEqualTo("010a000000260000" + pair("FCGI_MAX_CONNS", "4096") + pair("FCGI_MPXS_CONNS", "1"));
		assertThat(result(Set.of("FCGI_FOO"), known)).isEqualTo("010a000000000000");
	}

	@Test
	void whenValueIsLongThenItsLengthTakesFourBytes() {
		String value = "1".repeat(128);
		assertThat(result(Set.of("A"), Map.of("A", value)))
			.isEqualTo("010a000000860000" + "0180000080" + ByteBufUtil.hexDump(FastCgiBytes.latin1("A" + value)));
		String shorter = "1".repeat(127);
		assertThat(result(Set.of("A"), Map.of("A", shorter)))
			.isEqualTo("010a000000820000" + "017f" + ByteBufUtil.hexDump(FastCgiBytes.latin1("A" + shorter)));
	}

	@Test
	void whenResultDoesNotFitIntoRecordThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> result(Set.of("A"), Map.of("A", "1".repeat(65536))));
	}

	private static String result(Set<String> names, Map<String, String> known) {
		ByteBuf out = Unpooled.buffer().writeByte('!');
		new FastCgiGetValues(names).writeResult(known, out);
		return ByteBufUtil.hexDump(out.skipBytes(1));
	}

	private static String pair(String name, String value) {
		return ByteBufUtil.hexDump(new FastCgiBytes().pair(name, value).toBytes());
	}

}
