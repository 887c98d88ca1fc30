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

package io.webgateway.benchmarks.report;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Spread}.
 */
class SpreadTests {

	@Test
	void whenNumberIsOddThenMedianIsTheOneInTheMiddle() {
		assertThat(Spread.of(9, 1, 2)).isEqualTo(new Spread(2, 1, 9));
	}

	@Test
	void whenNumberIsEvenThenMedianIsBetweenTheTwoInTheMiddle() {
		assertThat(Spread.of(9, 1, 2, 4)).isEqualTo(new Spread(3, 1, 9));
	}

	@Test
	void whenThereAreNoValuesThenThereIsNoSpread() {
		assertThatIllegalArgumentException().isThrownBy(Spread::of);
	}

	@Test
	void whenItIsATextThenDigitsFollowTheSize() {
		assertThat(new Spread(1.2345, 0.5, 12345).text()).isEqualTo("1.23 (0.50–12,345)");
		assertThat(Spread.format(12.34)).isEqualTo("12.3");
	}

}
