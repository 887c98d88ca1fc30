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

package io.webgateway.autoconfigure.doctor;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import io.webgateway.autoconfigure.InvalidListenerPropertyException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DoctorKey}.
 */
class DoctorKeyTests {

	private static final String TEXT = "0123456789abcdef0123456789abcdef";

	private final DoctorKey key = new DoctorKey(TEXT);

	@Test
	void whenTextIsSignedThenSignatureIsGoodForNothingElse() {
		String signature = this.key.sign("purpose", "text");
		assertThat(this.key.isSigned("purpose", "text", signature)).isTrue();
		assertThat(new DoctorKey(TEXT).isSigned("purpose", "text", signature)).isTrue();
		assertThat(this.key.isSigned("purpose", "other", signature)).isFalse();
		assertThat(this.key.isSigned("other", "text", signature)).isFalse();
		assertThat(this.key.isSigned("purpose", "text", signature.substring(1))).isFalse();
		assertThat(this.key.isSigned("purpose", "text", "")).isFalse();
		assertThat(new DoctorKey(TEXT + "0").isSigned("purpose", "text", signature)).isFalse();
	}

	@Test
	void whenEnvironmentHasNoneThenThereIsNone() {
		assertThat(DoctorKey.in(new MockEnvironment())).isNull();
		assertThat(DoctorKey.in(new MockEnvironment().withProperty("gateway.doctor-key", " "))).isNull();
	}

	@Test
	void whenItIsLongEnoughThenItIsUsed() {
		DoctorKey key = DoctorKey.in(new MockEnvironment().withProperty("gateway.doctor-key", TEXT));
		assertThat(key).isNotNull();
		assertThat(this.key.isSigned("purpose", "text", key.sign("purpose", "text"))).isTrue();
	}

	@Test
	void whenItIsTooShortThenItIsRefusedAndNotShown() {
		MockEnvironment environment = new MockEnvironment().withProperty("gateway.doctor-key", TEXT.substring(1));
		assertThatExceptionOfType(InvalidListenerPropertyException.class).isThrownBy(() -> DoctorKey.in(environment))
			.withMessageContaining("31 characters")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(TEXT.substring(1)));
	}

	@Test
	void whenRandomThenItIsLongEnoughAndAnotherEachTime() {
		assertThat(DoctorKey.random()).hasSizeGreaterThanOrEqualTo(DoctorKey.MIN_LENGTH)
			.isNotEqualTo(DoctorKey.random());
	}

	@Test
	void textDoesNotRevealIt() {
		assertThat(this.key.toString()).doesNotContain(TEXT);
	}

}
