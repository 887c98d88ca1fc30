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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.ReactorNettyConfigurations.ReactorResourceFactoryConfiguration;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import io.webgateway.server.RequestsInProgress;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for gateway listeners, which serve
 * the application to web servers over FastCGI, SCGI, uwsgi and AJP beside its HTTP port.
 */
@AutoConfiguration(after = { HttpHandlerAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class })
public final class GatewayAutoConfiguration {

	/**
	 * Create a new auto-configuration, which Spring Boot does.
	 */
	GatewayAutoConfiguration() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@Conditional(OnGatewayProperties.class)
	@EnableConfigurationProperties({ GatewayProperties.class, ServerProperties.class })
	@Import({ ReactorResourceFactoryConfiguration.class, GatewayListenerRegistrar.class })
	static class ReactiveApplicationConfiguration {

		@Bean
		ConfiguredListeners configuredGatewayListeners(GatewayProperties properties) {
			return new ConfiguredListeners(properties);
		}

		@Bean
		RequestsInProgress gatewayListenerRequestsInProgress() {
			return new RequestsInProgress();
		}

		@Bean
		GatewayKeepAlive gatewayListenerKeepAlive() {
			return new GatewayKeepAlive();
		}

		@Bean
		GatewayListenerPortInfo gatewayListenerPortInfo() {
			return new GatewayListenerPortInfo();
		}

		@Bean
		ManagementListenerGuard managementGatewayListenerGuard(Environment environment, ConfiguredListeners listeners,
				ObjectProvider<ManagementListener> managementListener) {
			return new ManagementListenerGuard(environment, listeners, managementListener);
		}

		@Bean
		EndOnSignal gatewayListenerEndOnSignal() {
			return new EndOnSignal();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class NoListenerConfiguration {

		@Bean
		NoListenerHint noGatewayListenerHint(ObjectProvider<ConfiguredListeners> listeners,
				ApplicationContext applicationContext) {
			return new NoListenerHint(listeners, applicationContext);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@Import(ServletApplicationGuard.class)
	static class ServletApplicationConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnNotWebApplication
	static class NotWebApplicationConfiguration {

		@Bean
		IgnoredListenersWarning ignoredGatewayListenersWarning(Environment environment) {
			return new IgnoredListenersWarning(environment);
		}

	}

}
