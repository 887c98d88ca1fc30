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

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link MetaVariables}.
 */
class MetaVariablesTests {

	private final MetaVariables variables = variables("REQUEST_METHOD", "GET", "HTTP_X", "1", "EMPTY", "", "HTTP_X",
			"\u00e4", "http_x", "3");

	@Test
	void variablesAreKeptInTheOrderOfArrival() {
		assertThat(this.variables).containsExactly(entry("REQUEST_METHOD", "GET"), entry("HTTP_X", "1"),
				entry("EMPTY", ""), entry("HTTP_X", "\u00e4"), entry("http_x", "3"));
		assertThat(this.variables.size()).isEqualTo(5);
	}

	@Test
	void getReturnsFirstValue() {
		assertThat(this.variables.get("HTTP_X")).isEqualTo("1");
		assertThat(this.variables.get("http_x")).isEqualTo("3");
		assertThat(this.variables.get("EMPTY")).isEmpty();
		assertThat(this.variables.get("Http_X")).isNull();
		assertThat(this.variables.get("")).isNull();
	}

	@Test
	void getAllReturnsEachValue() {
		assertThat(this.variables.getAll("HTTP_X")).containsExactly("1", "\u00e4");
		assertThat(this.variables.getAll("EMPTY")).containsExactly("");
		assertThat(this.variables.getAll("HTTP")).isEmpty();
	}

	@Test
	void containsIsTrueForEmptyValues() {
		assertThat(this.variables.contains("EMPTY")).isTrue();
		assertThat(this.variables.contains("HTTP")).isFalse();
		assertThat(this.variables.contains("HTTP_X_")).isFalse();
	}

	@Test
	void indexOfFindsTheFirst() {
		assertThat(this.variables.indexOf("HTTP_X")).isEqualTo(1);
		assertThat(this.variables.indexOf("http_x")).isEqualTo(4);
		assertThat(this.variables.indexOf("NONE")).isEqualTo(-1);
	}

	@Test
	void variablesAreReadByPosition() {
		assertThat(this.variables.name(0)).isEqualTo("REQUEST_METHOD");
		assertThat(this.variables.value(0)).isEqualTo("GET");
		assertThat(this.variables.nameLength(0)).isEqualTo(14);
		assertThat(this.variables.valueLength(0)).isEqualTo(3);
		assertThat(this.variables.valueLength(2)).isZero();
		assertThat(this.variables.nameByte(0, 13)).isEqualTo((byte) 'D');
		assertThat(this.variables.valueByte(3, 0)).isEqualTo((byte) 0xE4);
	}

	@Test
	void positionsBeyondAreRefused() {
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> this.variables.name(5));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> this.variables.value(-1));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> this.variables.nameByte(0, 14));
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> this.variables.valueByte(2, 0));
		assertThatExceptionOfType(IndexOutOfBoundsException.class)
			.isThrownBy(() -> MetaVariables.empty().nameEquals(0, "A"));
	}

	@Test
	void namesAreCompared() {
		assertThat(this.variables.nameEquals(1, "HTTP_X")).isTrue();
		assertThat(this.variables.nameEquals(1, "HTTP_")).isFalse();
		assertThat(this.variables.nameEquals(1, "HTTP_XY")).isFalse();
		assertThat(this.variables.nameStartsWith(1, "HTTP_")).isTrue();
		assertThat(this.variables.nameStartsWith(1, "HTTP_X")).isTrue();
		assertThat(this.variables.nameStartsWith(1, "")).isTrue();
		assertThat(this.variables.nameStartsWith(1, "HTTP_XY")).isFalse();
		assertThat(this.variables.nameStartsWith(4, "HTTP_")).isFalse();
	}

	@Test
	void valuesAreCompared() {
		assertThat(this.variables.valueEquals(0, "GET")).isTrue();
		assertThat(this.variables.valueEquals(0, "GE")).isFalse();
		assertThat(this.variables.valueEquals(0, "GETS")).isFalse();
		assertThat(this.variables.valueEquals(2, "")).isTrue();
		assertThat(this.variables.valueEquals(3, "\u01e4")).isFalse();
		assertThat(this.variables.valueEquals("HTTP_X", "1")).isTrue();
		assertThat(this.variables.valueEquals("HTTP_X", "\u00e4")).isFalse();
		assertThat(this.variables.valueEquals("NONE", "")).isFalse();
	}

	@Test
	void charactersBeyondLatin1AreNotTakenForTheirLowByte() {
		assertThat(this.variables.contains("\u0148TTP_X")).isFalse();
		assertThat(variables("\u00e4", "").contains("\u00e4")).isTrue();
	}

	@Test
	void iteratorEnds() {
		Iterator<Map.Entry<String, String>> iterator = variables("A", "b").iterator();
		iterator.next();
		assertThat(iterator.hasNext()).isFalse();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(iterator::next);
	}

	@Test
	void emptyHasNoVariables() {
		assertThat(MetaVariables.empty()).isEmpty();
		assertThat(MetaVariables.empty().size()).isZero();
		assertThat(MetaVariables.empty().get("A")).isNull();
	}

	@Test
	void textDoesNotRevealValues() {
		assertThat(variables("HTTP_AUTHORIZATION", "secret")).hasToString("1 meta-variables");
	}

	@Test
	void whenThereAreManyVariablesThenAllAreKept() {
		String[] many = new String[1000];
		for (int i = 0; i < many.length; i++) {
			many[i] = "N" + i;
		}
		MetaVariables result = variables(many);
		assertThat(result.size()).isEqualTo(500);
		for (int i = 0; i < 500; i++) {
			assertThat(result.get(many[2 * i])).isEqualTo(many[2 * i + 1]);
		}
	}

	@Test
	void whenThereAreMoreThanPermittedThenHeadIsTooLarge() {
		MetaVariables.Builder builder = new MetaVariables.Builder(new byte[] { 'A', 'B' }, 2).add(0, 1, 1, 1)
			.add(0, 1, 1, 1);
		assertThatExceptionOfType(HeadTooLargeException.class).isThrownBy(() -> builder.add(0, 1, 1, 1))
			.withMessage("More than 2 meta-variables");
	}

	@Test
	void whenNameIsEmptyThenItIsMalformed() {
		MetaVariables.Builder builder = new MetaVariables.Builder(new byte[1], 2);
		assertThatExceptionOfType(MalformedRequestException.class).isThrownBy(() -> builder.add(0, 0, 0, 1))
			.withMessage("Name of a meta-variable is empty");
	}

	private static MetaVariables variables(String... namesAndValues) {
		byte[] block = String.join("", namesAndValues).getBytes(StandardCharsets.ISO_8859_1);
		MetaVariables.Builder builder = new MetaVariables.Builder(block, Integer.MAX_VALUE);
		int position = 0;
		for (int i = 0; i < namesAndValues.length; i += 2) {
			int nameLength = namesAndValues[i].length();
			int valueLength = namesAndValues[i + 1].length();
			builder.add(position, nameLength, position + nameLength, valueLength);
			position += nameLength + valueLength;
		}
		return builder.build();
	}

}
