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

package io.webgateway.benchmarks.micro;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import io.webgateway.benchmarks.load.Protocol;
import io.webgateway.benchmarks.load.Request;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeadDecoder}: what is measured is the whole work.
 */
class HeadDecoderTests {

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "HTTP", "AJP" })
	void whenRequestIsDecodedThenItHasAllVariables(Protocol protocol) {
		HeadDecoder decoder = HeadDecoder.of(protocol);
		// SCGI has one more, which says that it is SCGI
		int more = (protocol == Protocol.SCGI) ? 1 : 0;
		for (int variables : new int[] { 10, 27, 200 }) {
			Request request = Request.get("/hello", 13).withVariables(variables);
			assertThat(decoder.decode(Unpooled.wrappedBuffer(protocol.bytes(request)))).hasSize(variables + more);
		}
	}

}
