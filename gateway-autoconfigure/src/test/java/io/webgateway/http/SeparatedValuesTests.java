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

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SeparatedValues}.
 */
class SeparatedValuesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''             | ;     | ''
			;              | ;     | ''
			staff          | ;     | staff
			staff;admin    | ;     | staff/admin
			' staff ; admin ; ' | ; | staff/admin
			staff;;staff   | ;     | staff
			a\\;b;c        | ;     | a;b/c
			a\\;           | ;     | a;
			a\\b;c\\       | ;     | a\\b/c\\
			a,b;c          | ,     | a/b;c
			a b  c         | ' '   | a/b/c
			a::b\\::c:d    | ::    | a/b::c:d
			""")
	void valuesAreSeparated(String text, String separator, String values) {
		assertThat(SeparatedValues.of(text, separator))
			.isEqualTo(values.isEmpty() ? List.of() : Arrays.asList(values.split("/")));
	}

	@Test
	void whenShibbolethEscapesSeparatorThenItBelongsToValue() {
		assertThat(SeparatedValues.of("member@a.example;odd\\;name@a.example;staff@a.example", ";"))
			.containsExactly("member@a.example", "odd;name@a.example", "staff@a.example");
	}

}
