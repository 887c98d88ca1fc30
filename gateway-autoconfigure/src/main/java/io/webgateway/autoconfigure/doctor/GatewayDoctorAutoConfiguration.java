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

package io.webgateway.autoconfigure.doctor;

import java.time.Clock;

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
import org.springframework.core.Ordered;
import org.springframework.core.SpringProperties;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for applications that the doctor may
 * examine.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = Type.REACTIVE)
@Conditional(GatewayDoctorAutoConfiguration.OnDoctorKey.class)
public final class GatewayDoctorAutoConfiguration {

	/**
	 * Create a new auto-configuration, which Spring Boot does.
	 */
	GatewayDoctorAutoConfiguration() {
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	HttpHandlerDecoratorFactory gatewayProbeHandlerDecoratorFactory(Environment environment,
			ObjectProvider<ForwardedHeaderTransformer> forwardedHeaders) {
		DoctorKey key = DoctorKey.in(environment);
		if (key == null) {
			return (handler) -> handler;
		}
		ProbeGate gate = new ProbeGate(key, Clock.systemUTC());
		return (handler) -> new ProbeHandler(handler, gate,
				new ProbeAnswer(key, new Arrival(key, forwardedHeaders.getIfAvailable())));
	}

	/**
	 * What is processed ahead of time does not know the properties of run time.
	 */
	static class OnDoctorKey extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("Doctor");
			if (SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING)) {
				return ConditionOutcome.match(message.because("it is decided at run time"));
			}
			return context.getEnvironment().containsProperty(DoctorKey.PROPERTY)
					? ConditionOutcome.match(message.because(DoctorKey.PROPERTY + " is set"))
					: ConditionOutcome.noMatch(message.because(DoctorKey.PROPERTY + " is not set"));
		}

	}

}
