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

package io.webgateway.test.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.reactive.server.WebTestClient;

import io.webgateway.server.GatewayListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AutoConfigureGatewayTestClient} with listeners that the application
 * has configured.
 */
@SpringBootTest(classes = TestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "gateway.listeners.partner.protocol=uwsgi",
				"gateway.listeners.partner.bind=unix:/nowhere/partner.sock",
				"gateway.listeners.partner.permissions=0600", "gateway.listeners.partner.secret=a-secret-of-the-test",
				"gateway.listeners.other.protocol=scgi", "gateway.listeners.other.bind=127.0.0.1:1" })
@AutoConfigureGatewayTestClient(value = "partner", listeners = {})
class UnixListenerTests {

	@Autowired
	private GatewayListener partnerGatewayListener;

	@Test
	void whenListenerIsConfiguredForUnixSocketThenItHasAnother(@Autowired WebTestClient client) {
		assertThat(this.partnerGatewayListener.getListenAddress().toString()).endsWith("/partner.sock")
			.doesNotContain("/nowhere");
		client.get().uri("/hello").exchange().expectBody(String.class).isEqualTo("Hello");
	}

	@GatewayProtocolTest({ "partner", "other" })
	void whenListenersHaveOtherNamesThenTestRunsOverThem(WebTestClient client) {
		client.get().uri("/hello").exchange().expectStatus().isOk();
	}

}
