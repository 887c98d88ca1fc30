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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link HeadLimits}.
 */
class HeadLimitsTests {

	@Test
	void whenLimitIsNotPositiveThenItIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new HeadLimits(0, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> new HeadLimits(1, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new HeadLimits(-1, -1));
	}

	@Test
	void whenHeadIsLargerThanPermittedThenItIsTooLarge() {
		HeadLimits limits = new HeadLimits(10, 1);
		assertThatNoException().isThrownBy(() -> limits.checkBytes(10));
		assertThatExceptionOfType(HeadTooLargeException.class).isThrownBy(() -> limits.checkBytes(11))
			.withMessage("Meta-variables of more than 10 bytes");
		assertThatExceptionOfType(HeadTooLargeException.class).isThrownBy(() -> limits.checkBytes(1L << 32));
	}

}
