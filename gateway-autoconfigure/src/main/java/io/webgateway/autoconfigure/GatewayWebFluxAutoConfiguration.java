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

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

import io.webgateway.http.GatewayIdentities;
import io.webgateway.http.GatewayRequestArgumentResolver;
import io.webgateway.http.GatewayRequestWebFilter;
import io.webgateway.http.IdentityVariables;
import io.webgateway.http.PrincipalPropagation;
import io.webgateway.server.GatewayListener;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for applications that ask for the
 * gateway request or its meta-variables.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.REACTIVE)
public final class GatewayWebFluxAutoConfiguration {

	/**
	 * Create a new auto-configuration, which Spring Boot does.
	 */
	GatewayWebFluxAutoConfiguration() {
	}

	@Bean
	WebFluxConfigurer gatewayRequestArgumentConfigurer() {
		return new GatewayRequestArgumentConfigurer();
	}

	@Bean
	GatewayRequestWebFilter gatewayListenerRequestWebFilter(ObjectProvider<ConfiguredListeners> configuredListeners,
			ObjectProvider<GatewayListener> listeners, ObjectProvider<PrincipalPropagation> propagation) {
		return new GatewayRequestWebFilter(identities(configuredListeners.getIfAvailable(), listeners),
				propagation.getIfAvailable(PrincipalPropagation::ofExchange));
	}

	private static GatewayIdentities identities(@Nullable ConfiguredListeners configuredListeners,
			ObjectProvider<GatewayListener> listeners) {
		if (configuredListeners == null) {
			return GatewayIdentities.none();
		}
		Map<GatewayListener, IdentityVariables> identities = new LinkedHashMap<>();
		for (GatewayListener listener : listeners) {
			IdentityVariables variables = configuredListeners.get(listener.getName()).identity();
			if (variables != null) {
				identities.put(listener, variables);
			}
		}
		return new GatewayIdentities(identities);
	}

	static class GatewayRequestArgumentConfigurer implements WebFluxConfigurer {

		@Override
		public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
			configurer.addCustomResolver(new GatewayRequestArgumentResolver());
		}

	}

}
