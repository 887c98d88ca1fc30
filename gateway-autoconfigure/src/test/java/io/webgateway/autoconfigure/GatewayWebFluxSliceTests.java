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

package io.webgateway.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;

import io.webgateway.autoconfigure.GatewayWebFluxAutoConfigurationTests.RequestController;

/**
 * Tests that controllers with gateway arguments can be tested in a
 * {@link WebFluxTest @WebFluxTest}.
 */
@WebFluxTest(controllers = RequestController.class)
@ContextConfiguration(classes = GatewayWebFluxSliceTests.Application.class)
class GatewayWebFluxSliceTests {

	@Autowired
	private WebTestClient client;

	@Test
	void whenControllerIsTestedAloneThenItsGatewayArgumentsAreNull() {
		this.client.get().uri("/variables").exchange().expectBody(String.class).isEqualTo("no variables");
	}

	@SpringBootApplication
	@Import(RequestController.class)
	static class Application {

	}

}
