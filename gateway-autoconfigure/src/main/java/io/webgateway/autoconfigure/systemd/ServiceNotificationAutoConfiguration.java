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

package io.webgateway.autoconfigure.systemd;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.client.ReactorResourceFactory;

import io.webgateway.autoconfigure.GatewayAutoConfiguration;
import io.webgateway.server.GatewayListener;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for applications whose service
 * manager wants to know how they are, as systemd does of a service of {@code Type=notify}
 * and of one with a watchdog.
 */
@AutoConfiguration(after = GatewayAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@Conditional(ServiceNotificationAutoConfiguration.OnNotifySocket.class)
public final class ServiceNotificationAutoConfiguration {

	/**
	 * Create a new auto-configuration, which Spring Boot does.
	 */
	ServiceNotificationAutoConfiguration() {
	}

	@Bean
	ServiceManager gatewayServiceManager(Environment environment) {
		return ServiceManager.of(environment);
	}

	@Bean
	NotifySocket gatewayNotifySocket(ServiceManager serviceManager, ReactorResourceFactory resourceFactory) {
		return new NotifySocket(serviceManager.notifySocket(), resourceFactory);
	}

	@Bean
	ServiceStateNotifier gatewayServiceStateNotifier(NotifySocket notifySocket,
			ObjectProvider<GatewayListener> listeners) {
		return new ServiceStateNotifier(notifySocket, listeners);
	}

	@Bean
	Watchdog gatewayWatchdog(ServiceManager serviceManager, NotifySocket notifySocket,
			ReactorResourceFactory resourceFactory) {
		return new Watchdog(serviceManager.watchdogTimeout(), notifySocket, resourceFactory);
	}

	/**
	 * What is processed ahead of time does not know the environment of run time.
	 */
	static class OnNotifySocket extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("Service manager");
			if (SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING)) {
				return ConditionOutcome.match(message.because("it is looked for at run time"));
			}
			return context.getEnvironment().containsProperty(ServiceManager.NOTIFY_SOCKET)
					? ConditionOutcome.match(message.because(ServiceManager.NOTIFY_SOCKET + " is set"))
					: ConditionOutcome.noMatch(message.because(ServiceManager.NOTIFY_SOCKET + " is not set"));
		}

	}

}
