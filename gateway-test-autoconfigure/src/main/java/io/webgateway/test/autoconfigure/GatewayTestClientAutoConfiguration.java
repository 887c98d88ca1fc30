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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.webtestclient.autoconfigure.WebTestClientAutoConfiguration;
import org.springframework.boot.webtestclient.autoconfigure.WebTestClientBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Auto-configuration for clients of gateway listeners in tests.
 */
@AutoConfiguration(before = WebTestClientAutoConfiguration.class)
public final class GatewayTestClientAutoConfiguration {

	/**
	 * Create a new auto-configuration, which Spring Boot does.
	 */
	GatewayTestClientAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	GatewayTestClients gatewayTestClients(ApplicationContext context,
			ObjectProvider<WebTestClientBuilderCustomizer> customizers) {
		return new GatewayTestClients(context, customizers.orderedStream().toList());
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WebTestClient webTestClient(GatewayTestClients clients,
			@Value("${" + GatewayTestContextCustomizer.CLIENT_PROPERTY + ":fastcgi}") String listener) {
		return clients.webTestClient(listener);
	}

}
