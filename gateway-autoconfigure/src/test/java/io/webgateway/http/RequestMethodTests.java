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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RequestMethod}.
 */
class RequestMethodTests {

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "POST", "PROPFIND", "BAZ", "get", "M-SEARCH", "!#$%&'*+-.^_`|~09" })
	void methodIsTakenAsItIs(String method) throws BadRequestException {
		assertThat(RequestMethod.of(TestVariables.of("REQUEST_METHOD=" + method)))
			.isEqualTo(HttpMethod.valueOf(method));
	}

	@ParameterizedTest
	@ValueSource(strings = { "REQUEST_METHOD=", "OTHER=GET", "REQUEST_METHOD=G T", "REQUEST_METHOD=GET\n",
			"REQUEST_METHOD=G@T", "REQUEST_METHOD=(", "REQUEST_METHOD=\u00c4", "REQUEST_METHOD=A\u0000" })
	void whenMethodIsNoTokenThenRequestIsBad(String variable) {
		assertThatExceptionOfType(BadRequestException.class)
			.isThrownBy(() -> RequestMethod.of(TestVariables.of(variable)));
	}

}
