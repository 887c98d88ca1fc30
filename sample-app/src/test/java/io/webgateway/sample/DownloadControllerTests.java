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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;

/**
 * Tests for {@link DownloadController}.
 */
@SpringBootTest
class DownloadControllerTests {

	@Autowired
	private ApplicationContext context;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 16, 65536, 200001 })
	void whenSizeIsGivenThenDownloadHasIt(int size) {
		Door.http(this.context)
			.get()
			.uri("/download?size=" + size)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentLength(size)
			.expectHeader()
			.valueEquals(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"offsets-" + size + ".txt\"")
			.expectBody(byte[].class)
			.isEqualTo((size != 0) ? OffsetLines.at(0, size) : null);
	}

	@Test
	void whenHeadIsAskedForThenLengthIsToldWithoutContent() {
		Door.http(this.context)
			.head()
			.uri("/download?size=5GB")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentLength(5L * 1024 * 1024 * 1024)
			.expectBody()
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "much", "-1", "99999999999999999999", "9999999999999TB" })
	void whenSizeIsNoneThenRequestIsBad(String size) {
		Door.http(this.context).get().uri("/download?size=" + size).exchange().expectStatus().isBadRequest();
	}

}
