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

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.client.ReactorResourceFactory;

import io.webgateway.server.GatewayListener;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for applications that end when
 * nobody has asked anything for some time.
 */
@AutoConfiguration(after = GatewayAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@Conditional(IdleExitAutoConfiguration.OnIdleExit.class)
@EnableConfigurationProperties(GatewayProperties.class)
public final class IdleExitAutoConfiguration {

	static final String PROPERTY = "gateway.idle-exit";

	/**
	 * Create a new auto-configuration, which Spring Boot does.
	 */
	IdleExitAutoConfiguration() {
	}

	@Bean
	HttpRequests gatewayIdleExitHttpRequests(GatewayProperties properties) {
		return new HttpRequests(limit(properties));
	}

	@Bean
	IdleExit gatewayIdleExit(GatewayProperties properties, HttpRequests httpRequests,
			ObjectProvider<GatewayListener> listeners, ReactorResourceFactory resourceFactory) {
		return new IdleExit(limit(properties), httpRequests, listeners, resourceFactory, IdleExit::endProcess);
	}

	private static @Nullable Duration limit(GatewayProperties properties) {
		Duration limit = properties.idleExit();
		if (limit != null && (limit.isNegative() || limit.isZero())) {
			throw new InvalidListenerPropertyException(PROPERTY, limit, "the application would end before it has begun",
					"Set '" + PROPERTY + "' to a time such as '10m', or remove it for an application that never ends "
							+ "by itself.");
		}
		return limit;
	}

	/**
	 * What is processed ahead of time does not know the properties of run time.
	 */
	static class OnIdleExit extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("Idle exit");
			if (SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING)) {
				return ConditionOutcome.match(message.because("it is decided at run time"));
			}
			return context.getEnvironment().containsProperty(PROPERTY)
					? ConditionOutcome.match(message.because(PROPERTY + " is set"))
					: ConditionOutcome.noMatch(message.because(PROPERTY + " is not set"));
		}

	}

}
