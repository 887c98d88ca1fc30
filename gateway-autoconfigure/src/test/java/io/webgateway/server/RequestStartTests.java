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

package io.webgateway.server;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.codec.HeadLimits;
import io.webgateway.codec.MetaVariables;
import io.webgateway.codec.fastcgi.FastCgiParams;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestStart}.
 */
class RequestStartTests {

	private static final long NOW = 1_790_000_000_500_000_000L;

	private final RequestStart start = new RequestStart("REQUEST_START");

	@ParameterizedTest
	@CsvSource({ "1790000000, 1790000000000000000", "1790000000.123, 1790000000123000000",
			"t=1790000000.123456789, 1790000000123456789", "1790000000123, 1790000000123000000",
			"1790000000123.25, 1790000000123250000", "t=1790000000123456, 1790000000123456000",
			"1790000000123456789, 1790000000123456789" })
	void whenTimeIsGivenThenItsUnitIsKnownByItsSize(String text, long nanos) {
		assertThat(RequestStart.parse(text)).isEqualTo(nanos);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "t=", "-", "-1790000000", "1790000000.", "1790000000.1234567890", ".5", "1",
			"179000000", "1790000000123456.5", "99999999999999999999", "17900000000000000000", "1790000000 ",
			"t=t=1790000000", "1790000000.1.2", "0x6aaaaaaa", "1,790,000,000" })
	void whenValueIsNoTimeThenItIsNone(String text) {
		assertThat(RequestStart.parse(text)).isEqualTo(-1);
	}

	@Test
	void whenRequestStartedBeforeThenItHasAnAge() {
		assertThat(age("1790000000")).isEqualTo(500_000_000);
	}

	@Test
	void whenClockOfWebServerIsAheadThenAgeIsZero() {
		assertThat(age("1790000001.5")).isZero();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "1789996400", "1790003601", "1000000000", "nonsense", "t=00000000000000000000000001790000000" })
	void whenTimeCannotBeRightThenAgeIsNotKnown(String text) {
		assertThat(age(text)).isEqualTo(-1);
	}

	@Test
	void whenThereIsNoVariableThenAgeIsNotKnown() {
		assertThat(this.start.age(MetaVariables.empty(), NOW)).isEqualTo(-1);
	}

	private long age(String value) {
		byte[] pair = ("\15" + (char) value.length() + "REQUEST_START" + value).getBytes(StandardCharsets.ISO_8859_1);
		FastCgiParams params = new FastCgiParams(new HeadLimits(1000, 10));
		params.append(Unpooled.wrappedBuffer(pair));
		return this.start.age(params.decode(), NOW);
	}

}
