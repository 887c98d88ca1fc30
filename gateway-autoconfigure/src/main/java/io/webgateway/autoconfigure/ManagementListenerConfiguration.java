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
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;

import io.webgateway.autoconfigure.status.ListenerActivities;
import io.webgateway.server.GatewayListener;

/**
 * {@link ManagementContextConfiguration @ManagementContextConfiguration} for a listener
 * that serves the management endpoints. It lives as long as their application context,
 * which starts after that of the application and stops when the requests of the
 * application have ended.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnProperty(ManagementListener.PROPERTY)
class ManagementListenerConfiguration {

	@Bean
	GatewayWebServer managementGatewayListenerServer(ManagementListener management,
			ApplicationContext applicationContext, ConfiguredListeners listeners,
			@Qualifier("httpHandler") ObjectProvider<HttpHandler> httpHandler, ReactorResourceFactory resourceFactory,
			ServerProperties serverProperties, GatewayKeepAlive keepAlive,
			ObjectProvider<ListenerActivities> activities) {
		return new GatewayWebServer(listener(management, applicationContext), listeners.get(management.name()),
				httpHandler, resourceFactory, serverProperties, keepAlive, activities);
	}

	@Bean
	GatewayListenerStartStopLifecycle managementGatewayListenerStartStop(ManagementListener management,
			ApplicationContext applicationContext, GatewayWebServer managementGatewayListenerServer) {
		return new GatewayListenerStartStopLifecycle(listener(management, applicationContext),
				managementGatewayListenerServer);
	}

	@Bean
	WebServerGracefulShutdownLifecycle managementGatewayListenerGracefulShutdown(
			GatewayWebServer managementGatewayListenerServer) {
		return new WebServerGracefulShutdownLifecycle(managementGatewayListenerServer);
	}

	@Bean
	ManagementPortCustomizer managementGatewayListenerPortCustomizer(Environment environment) {
		return new ManagementPortCustomizer(environment);
	}

	private static GatewayListener listener(ManagementListener management, ApplicationContext applicationContext) {
		return applicationContext.getBean(GatewayListenerRegistrar.beanName(management.name()), GatewayListener.class);
	}

}
