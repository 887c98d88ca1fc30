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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ErrorsController} and the error page.
 */
@SpringBootTest
@ExtendWith(OutputCaptureExtension.class)
class ErrorsControllerTests {

	@Autowired
	private ApplicationContext context;

	@ParameterizedTest
	@CsvSource({ "/errors/missing,404,Not Found", "/errors/refusal,403,Forbidden",
			"/errors/failure,500,Internal Server Error" })
	void whenApplicationFailsThenItShowsItsOwnPage(String path, int status, String reason) {
		Door.http(this.context)
			.get()
			.uri(path)
			.accept(MediaType.TEXT_HTML)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.valueEquals("Content-Security-Policy", SecurityHeadersFilter.CONTENT_SECURITY_POLICY)
			.expectBody(String.class)
			.value((page) -> assertThat(page)
				.contains("<title>" + status + " " + reason + " · webgateway sample</title>", "<h1>" + reason + "</h1>",
						path)
				.contains("href=\"/\"")
				.doesNotContain("Exception"));
	}

	@Test
	void whenPathIsMarkupThenErrorPageShowsItAsText(CapturedOutput output) {
		Door.http(this.context)
			.get()
			.uri("/errors/{path}", "<script>alert(1)</script>")
			.accept(MediaType.TEXT_HTML)
			.exchange()
			.expectStatus()
			.isNotFound()
			.expectBody(String.class)
			.value((page) -> assertThat(page).doesNotContain("<script"));
		assertThat(output).doesNotContain("ERROR");
	}

	@Test
	void whenPageIsAskedForThenItLinksTheErrors() {
		Door.http(this.context)
			.get()
			.uri("/errors")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("href=\"/errors/missing\"", "href=\"/errors/refusal\"",
					"href=\"/errors/failure\""));
	}

}
