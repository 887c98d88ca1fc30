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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GreetingController}.
 */
@SpringBootTest
class GreetingControllerTests {

	@Autowired
	private ApplicationContext context;

	@Test
	void whenFormIsSentThenAnswerRedirectsOnMountPoint() {
		WebTestClient client = Door.gateway(this.context, GatewayProtocol.FASTCGI, "/app");
		client.post()
			.uri("/app/greeting")
			.body(BodyInserters.fromFormData("name", "Ä & B/{c}?#"))
			.exchange()
			.expectStatus()
			.isSeeOther()
			.expectHeader()
			.valueEquals(HttpHeaders.LOCATION, "/app/greeting?name=%C3%84%20%26%20B%2F%7Bc%7D%3F%23");
	}

	@Test
	void whenFormIsSentWithoutNameThenFormComesAgain() {
		Door.http(this.context)
			.post()
			.uri("/greeting")
			.body(BodyInserters.fromFormData("other", "x"))
			.exchange()
			.expectStatus()
			.isSeeOther()
			.expectHeader()
			.valueEquals(HttpHeaders.LOCATION, "/greeting?name=");
	}

	@Test
	void whenNameIsMarkupThenPageShowsItAsText() {
		Door.http(this.context)
			.get()
			.uri("/greeting?name={name}", "\"><script>alert(1)</script>")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((page) -> assertThat(page).doesNotContain("<script")
				.contains("Hello, <em>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</em>!")
				.contains("value=\"&quot;&gt;&lt;script&gt;"));
	}

}
