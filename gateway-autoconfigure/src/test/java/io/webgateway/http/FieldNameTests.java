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

package io.webgateway.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.codec.MetaVariables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FieldName}.
 */
class FieldNameTests {

	@ParameterizedTest
	@EnumSource
	void usualFieldIsFoundAmongOthers(FieldName field) {
		MetaVariables variables = TestVariables.of("REQUEST_METHOD=GET", "HTTP_" + field.name() + "=a");
		assertThat(FieldName.of(variables, 0)).isNull();
		assertThat(FieldName.of(variables, 1)).isSameAs(field);
	}

	@ParameterizedTest
	@EnumSource
	void usualFieldIsNamedLikeAnUnusualOne(FieldName field) {
		StringBuilder name = new StringBuilder();
		for (String word : field.name().split("_")) {
			name.append(name.isEmpty() ? "" : "-").append(word.charAt(0)).append(word.substring(1).toLowerCase());
		}
		assertThat(field.text().toString()).isEqualTo(name.toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "A=a", "HTTP_=a", "HTTP_X_UNUSUAL=a", "HTTP_Accept=a", "http_accept=a", "HTTP_ACCEPTS=a",
			"XTTP_ACCEPT=a", "HTTP_COOKIF=a" })
	void otherVariableIsNoUsualField(String variable) {
		assertThat(FieldName.of(TestVariables.of(variable), 0)).isNull();
	}

	@Test
	void everyVariableOfEverySlotIsCompared() {
		for (int length = 1; length < 40; length++) {
			for (char last = 'A'; last <= 'Z'; last++) {
				assertThat(FieldName.of(TestVariables.of("x".repeat(length) + last + "=a"), 0)).isNull();
			}
		}
	}

}
