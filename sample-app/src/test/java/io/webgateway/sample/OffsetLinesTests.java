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

package io.webgateway.sample;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OffsetLines}.
 */
class OffsetLinesTests {

	@Test
	void whenPartIsTakenThenEachLineIsItsOwnOffset() {
		assertThat(text(123456789008L, 40)).isEqualTo("000123456789008\n000123456789024\n00012345");
	}

	@Test
	void whenPartsAreJoinedThenTheyAreTheWhole() {
		assertThat(text(0, 160) + text(160, 100)).isEqualTo(text(0, 260));
	}

	private String text(long offset, int length) {
		return new String(OffsetLines.at(offset, length), StandardCharsets.US_ASCII);
	}

}
