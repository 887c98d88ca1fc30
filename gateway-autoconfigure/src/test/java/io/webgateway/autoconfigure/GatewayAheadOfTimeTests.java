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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import io.webgateway.autoconfigure.systemd.ServiceNotificationAutoConfiguration;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application with listeners can be processed ahead of time.
 */
class GatewayAheadOfTimeTests {

	@Test
	@CompileWithForkedClassLoader
	void whenProcessedAheadOfTimeThenListenersAreThoseOfRunTime() {
		TestGenerationContext generationContext = new TestGenerationContext(GatewayAheadOfTimeTests.class);
		AnnotationConfigReactiveWebServerApplicationContext context = new AnnotationConfigReactiveWebServerApplicationContext();
		context.register(NoHttpPortAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class,
				WebFluxAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
				GatewayWebFluxAutoConfiguration.class, GatewayAutoConfiguration.class, IdleExitAutoConfiguration.class,
				ServiceNotificationAutoConfiguration.class);
		addProperties(context, Map.of("server.port", "-1", "gateway.listeners.fastcgi.bind", "${not.known.yet}"));
		System.setProperty("spring.aot.processing", "true");
		try {
			new ApplicationContextAotGenerator().processAheadOfTime(context, generationContext);
		}
		finally {
			System.clearProperty("spring.aot.processing");
		}
		generationContext.writeGeneratedContent();
		TestCompiler.forSystem()
			.with(generationContext)
			.compile((compiled) -> run(compiled.getInstance(ApplicationContextInitializer.class)));
	}

	@SuppressWarnings("unchecked")
	private static void run(ApplicationContextInitializer<?> initializer) {
		try (ReactiveWebServerApplicationContext context = new ReactiveWebServerApplicationContext()) {
			addProperties(context, Map.of("server.port", "-1", "spring.reactor.netty.shutdown-quiet-period", "0s",
					"gateway.listeners.scgi.bind", "0", "gateway.listeners.scgi.max-variables", "50",
					"gateway.idle-exit", "10m", "NOTIFY_SOCKET", "/no/such/socket", "WATCHDOG_USEC", "60000000"));
			((ApplicationContextInitializer<ConfigurableApplicationContext>) initializer).initialize(context);
			context.refresh();
			GatewayListener listener = context.getBean("scgiGatewayListener", GatewayListener.class);
			assertThat(context.getBeanNamesForType(GatewayListener.class)).containsExactly("scgiGatewayListener");
			assertThat(listener.getLimits().head().maxVariables()).isEqualTo(50);
			assertThat(listener.getState()).isEqualTo(State.RUNNING);
			assertThat(context.getEnvironment().getProperty("local.gateway.scgi.port", Integer.class))
				.isEqualTo(listener.getPort());
			assertThat(context.getBean(IdleExit.class).isRunning()).isTrue();
			assertThat(context.getBean("gatewayWatchdog", SmartLifecycle.class).isRunning()).isTrue();
		}
	}

	private static void addProperties(ConfigurableApplicationContext context, Map<String, Object> properties) {
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
	}

}
