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

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DotSegments}.
 */
class DotSegmentsTests {

	@ParameterizedTest
	@ValueSource(strings = { "/.", "/..", "/./", "/../", "/a/.", "/a/..", "/a/./b", "/public/../admin", "/a/b/..",
			"//..//", "/%2e", "/%2E%2e", "/.%2e/a", "/%2e./a", "/a/%2e%2e/b", "/a%2f..%2fb", "/a%2F%2e%2e", "/..%2fa",
			"/a/..%2F", "." })
	void findsDotSegments(String path) {
		assertThat(DotSegments.areIn(path)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "//", "", "/a", "/a.b", "/.a", "/a.", "/..a", "/a..", "/a../b", "/...", "/.../b",
			"/....", "/.well-known/x", "/a/.b/c..d", "/..;v=1/a", "/.;/a", "/%252e%252e/a", "/%2e%2e%2e", "/a%2e",
			"/%2ea", "/%2", "/%", "/%zz", "/%00..", "/..%00" })
	void findsNothingElse(String path) {
		assertThat(DotSegments.areIn(path)).isFalse();
	}

}
