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

package io.webgateway.autoconfigure.actuate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;

import io.webgateway.autoconfigure.GatewayAutoConfiguration;
import io.webgateway.autoconfigure.GatewayListenerControl;
import io.webgateway.autoconfigure.status.ListenerActivities;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for
 * {@link GatewayListenersEndpoint}.
 */
@AutoConfiguration(after = GatewayAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(GatewayListenersEndpoint.class)
public final class GatewayListenersEndpointAutoConfiguration {

	/**
	 * Create a new auto-configuration, which Spring Boot does.
	 */
	GatewayListenersEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	GatewayListenersEndpoint gatewayListenersEndpoint(ObjectProvider<GatewayListenerControl> listeners,
			ListenerActivities activities) {
		return new GatewayListenersEndpoint(listeners.orderedStream().toList(), activities);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	GatewayListenersEndpointWebExtension gatewayListenersEndpointWebExtension(GatewayListenersEndpoint delegate) {
		return new GatewayListenersEndpointWebExtension(delegate);
	}

	@Bean
	ParametersWithoutValue gatewayListenersParametersWithoutValue() {
		return new ParametersWithoutValue();
	}

	@Bean
	ListenerActivities gatewayListenerActivities() {
		return new ListenerActivities((listener) -> true);
	}

}
