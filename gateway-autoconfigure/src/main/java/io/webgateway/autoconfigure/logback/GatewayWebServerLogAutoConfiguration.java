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

package io.webgateway.autoconfigure.logback;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.webgateway.autoconfigure.GatewayAutoConfiguration;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.RequestsInProgress;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for lines of the log that go to the
 * error log of the web server, where Logback writes the log.
 */
@AutoConfiguration(after = GatewayAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass(LoggerContext.class)
@ConditionalOnBean(RequestsInProgress.class)
public final class GatewayWebServerLogAutoConfiguration {

	/**
	 * Create a new auto-configuration, which Spring Boot does.
	 */
	GatewayWebServerLogAutoConfiguration() {
	}

	@Bean
	SmartInitializingSingleton gatewayListenerLogAttachment(ObjectProvider<GatewayListener> listeners,
			RequestsInProgress requests) {
		return (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggerContext)
				? new WebServerLogAttachment(loggerContext, listeners, requests) : () -> {
				};
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "io.micrometer.context.ThreadLocalAccessor")
	static class ContextPropagationConfiguration {

		ContextPropagationConfiguration() {
			CurrentExchangeAccessor.register();
		}

	}

}
