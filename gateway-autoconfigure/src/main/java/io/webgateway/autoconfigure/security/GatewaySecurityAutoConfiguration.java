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

package io.webgateway.autoconfigure.security;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.security.web.server.WebFilterChainProxy;

import io.webgateway.autoconfigure.GatewayWebFluxAutoConfiguration;
import io.webgateway.http.PrincipalPropagation;

/**
 * Auto-configuration that makes users whom a web server has authenticated known to Spring
 * Security.
 */
@AutoConfiguration(before = GatewayWebFluxAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass(WebFilterChainProxy.class)
public final class GatewaySecurityAutoConfiguration {

	/**
	 * Create a new auto-configuration, which Spring Boot does.
	 */
	GatewaySecurityAutoConfiguration() {
	}

	@Bean
	PrincipalPropagation gatewayPrincipalPropagation() {
		return new SecurityContextPropagation();
	}

}
