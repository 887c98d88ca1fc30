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

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.ReactorNettyConfigurations.ReactorResourceFactoryConfiguration;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for applications that are reached
 * through gateway listeners only, with {@code server.port=-1}, or whose management
 * endpoints are.
 */
@AutoConfiguration(before = NettyReactiveWebServerAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@Conditional(NoHttpPortAutoConfiguration.OnOptionalPort.class)
@Import(ReactorResourceFactoryConfiguration.class)
public final class NoHttpPortAutoConfiguration {

	/**
	 * Create a new auto-configuration, which Spring Boot does.
	 */
	NoHttpPortAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(ReactiveWebServerFactory.class)
	HttpOptionalReactiveWebServerFactory httpOptionalReactiveWebServerFactory(ReactorResourceFactory resourceFactory,
			ObjectProvider<NettyRouteProvider> routes, ObjectProvider<NettyServerCustomizer> serverCustomizers) {
		HttpOptionalReactiveWebServerFactory factory = new HttpOptionalReactiveWebServerFactory();
		factory.setResourceFactory(resourceFactory);
		routes.orderedStream().forEach(factory::addRouteProviders);
		factory.getServerCustomizers().addAll(serverCustomizers.orderedStream().toList());
		return factory;
	}

	/**
	 * An application that is processed ahead of time has its port only later.
	 */
	static class OnOptionalPort extends SpringBootCondition {

		@Override
		public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
			String reason = whyOptional(context.getEnvironment());
			ConditionMessage.Builder message = ConditionMessage.forCondition("Optional HTTP port");
			return (reason != null) ? ConditionOutcome.match(message.because(reason))
					: ConditionOutcome.noMatch(message.because("server.port is not negative"));
		}

		private static @Nullable String whyOptional(Environment environment) {
			Integer port = Binder.get(environment).bind("server.port", Integer.class).orElse(null);
			if (port != null && port < 0) {
				return "server.port is negative";
			}
			if (ManagementListener.in(environment) != null) {
				return ManagementListener.PROPERTY + " is set";
			}
			return SpringProperties.getFlag(AbstractAotProcessor.AOT_PROCESSING)
					? "server.port may be negative at run time" : null;
		}

	}

}
