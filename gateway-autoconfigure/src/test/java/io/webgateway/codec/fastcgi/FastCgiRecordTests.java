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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FastCgiRecord}.
 */
class FastCgiRecordTests {

	private final FastCgiRecord record = new FastCgiRecord(5, 1, content("secret"));

	@Test
	void recordsAreEqualIfTypeIdAndContentAre() {
		assertThat(this.record).isEqualTo(new FastCgiRecord(5, 1, content("secret")))
			.hasSameHashCodeAs(new FastCgiRecord(5, 1, content("secret")))
			.isNotEqualTo(new FastCgiRecord(4, 1, content("secret")))
			.isNotEqualTo(new FastCgiRecord(5, 2, content("secret")))
			.isNotEqualTo(new FastCgiRecord(5, 1, content("public")));
	}

	@Test
	void whenContentIsReplacedThenTypeAndIdStay() {
		FastCgiRecord other = this.record.replace(content("other"));
		assertThat(other).isEqualTo(new FastCgiRecord(5, 1, content("other")));
		assertThat(this.record.copy()).isEqualTo(this.record);
	}

	@Test
	void whenRecordIsReleasedThenContentIs() {
		ByteBuf content = content("secret");
		assertThat(new FastCgiRecord(5, 1, content).release()).isTrue();
		assertThat(content.refCnt()).isZero();
	}

	@Test
	void textDoesNotReveal() {
		assertThat(this.record).asString()
			.startsWith("FastCGI record of type 5 for request 1")
			.doesNotContain("secret");
	}

	private static ByteBuf content(String text) {
		return Unpooled.wrappedBuffer(FastCgiBytes.latin1(text));
	}

}
