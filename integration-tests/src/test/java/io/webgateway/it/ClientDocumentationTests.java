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

package io.webgateway.it;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import io.webgateway.client.GatewayClientHttpConnector;
import io.webgateway.client.ServerVariables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the page about the client says.
 */
class ClientDocumentationTests {

	@Test
	void whenNobodyListensThenRequestFails() {
		GatewayClientHttpConnector connector = GatewayClientHttpConnector.fastCgi("unix:/run/php/php-fpm.sock")
			.scripts("/srv/www", ".php")
			.maxConnections(8)
			.build();
		WebClient webClient = WebClient.builder().clientConnector(connector).baseUrl("https://www.example.org").build();
		assertThatExceptionOfType(WebClientRequestException.class)
			.isThrownBy(() -> request(webClient).retrieve().toBodilessEntity().block())
			.withCauseInstanceOf(IOException.class);
		connector.close();
	}

	private static WebClient.RequestHeadersSpec<?> request(WebClient webClient) {
		return webClient.get()
			.uri("/app/orders")
			.attributes(ServerVariables.with((variables) -> variables.contextPath("/app").remoteUser("alice")));
	}

	@Test
	void whenConnectorIsBeanThenItUsesEventLoopsOfApplication() {
		new ApplicationContextRunner().withBean(ReactorResourceFactory.class, EmbeddedApplication::ownResources)
			.withUserConfiguration(Connectors.class)
			.run((context) -> assertThat(context).hasSingleBean(GatewayClientHttpConnector.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class Connectors {

		@Bean
		GatewayClientHttpConnector reports(ReactorResourceFactory resources) {
			return GatewayClientHttpConnector.uwsgi("10.0.0.5:3031").resources(resources).build();
		}

	}

}
