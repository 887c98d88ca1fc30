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
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;

import io.webgateway.client.ServerVariables;
import io.webgateway.test.autoconfigure.AutoConfigureGatewayTestClient;
import io.webgateway.test.autoconfigure.GatewayProtocolTest;
import io.webgateway.test.autoconfigure.LocalGatewayPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The pages as web servers get them over each protocol.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureGatewayTestClient
class EveryProtocolTests {

	@LocalGatewayPort("fastcgi")
	private int port;

	@Test
	void whenTestRunsThenListenerHasFreePort() {
		assertThat(this.port).isPositive().isNotEqualTo(9000);
	}

	@GatewayProtocolTest
	void whenApplicationIsMountedThenRedirectStaysBelowItsPath(WebTestClient client) {
		client.post()
			.uri("/app/greeting")
			.attributes(ServerVariables.with((variables) -> variables.contextPath("/app")))
			.body(BodyInserters.fromFormData("name", "Zoë"))
			.exchange()
			.expectStatus()
			.isSeeOther()
			.expectHeader()
			.valueEquals(HttpHeaders.LOCATION, "/app/greeting?name=Zo%C3%AB");
	}

}
