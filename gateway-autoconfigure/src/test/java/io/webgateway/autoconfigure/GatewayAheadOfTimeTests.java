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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.AotDetector;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.actuate.web.server.NettyReactiveManagementContextAutoConfiguration;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import io.webgateway.autoconfigure.logback.GatewayWebServerLogAutoConfiguration;
import io.webgateway.autoconfigure.security.GatewaySecurityAutoConfiguration;
import io.webgateway.autoconfigure.systemd.ServiceNotificationAutoConfiguration;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application with listeners can be processed ahead of time, and what can
 * be configured after that.
 */
class GatewayAheadOfTimeTests {

	private static final Class<?>[] APPLICATION = { NoHttpPortAutoConfiguration.class,
			NettyReactiveWebServerAutoConfiguration.class, WebFluxAutoConfiguration.class,
			HttpHandlerAutoConfiguration.class, GatewaySecurityAutoConfiguration.class,
			GatewayWebFluxAutoConfiguration.class, GatewayAutoConfiguration.class,
			GatewayWebServerLogAutoConfiguration.class, IdleExitAutoConfiguration.class,
			ServiceNotificationAutoConfiguration.class };

	private static final Class<?>[] ACTUATOR = { EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
			HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
			HealthEndpointAutoConfiguration.class, GatewayManagementAutoConfiguration.class,
			NettyReactiveManagementContextAutoConfiguration.class, ManagementContextAutoConfiguration.class };

	private final TestGenerationContext generationContext = new TestGenerationContext(GatewayAheadOfTimeTests.class);

	private String initializer;

	@BeforeEach
	void announceProcessing() {
		System.setProperty(AbstractAotProcessor.AOT_PROCESSING, "true");
	}

	@AfterEach
	void revokeProcessing() {
		System.clearProperty(AbstractAotProcessor.AOT_PROCESSING);
		System.clearProperty(AotDetector.AOT_ENABLED);
	}

	@Test
	@CompileWithForkedClassLoader
	void whenProcessedAheadOfTimeThenListenersAreThoseOfRunTime() {
		process(Map.of("gateway.listeners.fastcgi.bind", "${not.known.yet}"), APPLICATION);
		Map<String, Object> properties = Map.of("server.port", "-1", "gateway.listeners.scgi.bind", "0",
				"gateway.listeners.scgi.max-variables", "50", "gateway.listeners.fcgi.bind", "0",
				"gateway.listeners.fcgi.protocol", "fastcgi", "gateway.listeners.fcgi.web-server-log.level", "warn",
				"gateway.listeners.fcgi.identity.enabled", "true");
		run(properties, (context) -> {
			assertThat(context.getBeanNamesForType(GatewayListener.class))
				.containsExactlyInAnyOrder("scgiGatewayListener", "fcgiGatewayListener");
			GatewayListener listener = context.getBean("scgiGatewayListener", GatewayListener.class);
			assertThat(listener.getLimits().head().maxVariables()).isEqualTo(50);
			assertThat(listener.getState()).isEqualTo(State.RUNNING);
			assertThat(context.getEnvironment().getProperty("local.gateway.scgi.port", Integer.class))
				.isEqualTo(listener.getPort());
			assertThat(get(listener, "/")).startsWith("Status: 404");
			assertThat(context.getBean("fcgiGatewayListener", GatewayListener.class).getWebServerLog()).isNotNull();
			assertThat(port(context)).isEqualTo(-1);
		});
	}

	@Test
	@CompileWithForkedClassLoader
	void whenProcessedAheadOfTimeThenApplicationThatIsAServiceCanEndWhenIdle() {
		process(Map.of(), APPLICATION);
		run(Map.of("server.port", "-1", "gateway.idle-exit", "10m", "NOTIFY_SOCKET", "/no/such/socket", "WATCHDOG_USEC",
				"60000000"), (context) -> {
					assertThat(context.getBean(IdleExit.class).isRunning()).isTrue();
					assertThat(context.getBean("gatewayWatchdog", SmartLifecycle.class).isRunning()).isTrue();
				});
	}

	@Test
	@CompileWithForkedClassLoader
	void whenProcessedAheadOfTimeThenManagementHasItsListenerAndApplicationItsPort() {
		process(Map.of("server.port", "-1", "gateway.management.listener", "admin", "management.server.port", "0"),
				APPLICATION, ACTUATOR);
		Map<String, Object> properties = Map.of("server.port", "0", "gateway.listeners.scgi.bind", "0",
				"gateway.listeners.operators.protocol", "scgi", "gateway.listeners.operators.bind", "0",
				"gateway.management.listener", "operators", "management.server.port", "0");
		run(properties, (context) -> {
			assertThat(get(context.getBean("operatorsGatewayListener", GatewayListener.class), "/actuator/health"))
				.startsWith("Status: 200");
			assertThat(get(context.getBean("scgiGatewayListener", GatewayListener.class), "/actuator/health"))
				.startsWith("Status: 404");
			assertThat(port(context)).isPositive();
		});
	}

	@Test
	void whenProcessedAheadOfTimeThenPropertiesCanBeBound() {
		process(Map.of(), APPLICATION);
		List<Class<?>> types = Stream
			.concat(Stream.of(ListenerProperties.class),
					Stream.of(ListenerProperties.class.getDeclaredClasses()).filter((type) -> !type.isEnum()))
			.toList();
		assertThat(types).allSatisfy((type) -> assertHint(
				RuntimeHintsPredicates.reflection().onConstructorInvocation(type.getDeclaredConstructors()[0])));
		assertThat(types.stream()
			.flatMap((type) -> Stream.of(type.getDeclaredMethods()))
			.filter((method) -> method.getName().startsWith("set"))).isNotEmpty()
			.allSatisfy((setter) -> assertHint(RuntimeHintsPredicates.reflection().onMethodInvocation(setter)));
	}

	private void assertHint(Predicate<RuntimeHints> hint) {
		assertThat(hint).accepts(this.generationContext.getRuntimeHints());
	}

	private void process(Map<String, Object> properties, Class<?>[]... configurations) {
		AnnotationConfigReactiveWebServerApplicationContext context = new AnnotationConfigReactiveWebServerApplicationContext();
		Stream.of(configurations).forEach(context::register);
		addProperties(context, properties);
		this.initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, this.generationContext)
			.reflectionName();
		this.generationContext.writeGeneratedContent();
		revokeProcessing();
	}

	@SuppressWarnings("unchecked")
	private void run(Map<String, Object> properties, Consumer<ReactiveWebServerApplicationContext> assertions) {
		System.setProperty(AotDetector.AOT_ENABLED, "true");
		TestCompiler.forSystem().with(this.generationContext).compile((compiled) -> {
			try (ReactiveWebServerApplicationContext context = new ReactiveWebServerApplicationContext()) {
				Map<String, Object> allProperties = new HashMap<>(properties);
				allProperties.put("spring.reactor.netty.shutdown-quiet-period", "0s");
				addProperties(context, allProperties);
				((ApplicationContextInitializer<ConfigurableApplicationContext>) compiled
					.getInstance(ApplicationContextInitializer.class, this.initializer)).initialize(context);
				context.refresh();
				assertions.accept(context);
			}
		});
	}

	private static int port(ReactiveWebServerApplicationContext context) {
		return context.getWebServer().getPort();
	}

	private static String get(GatewayListener listener, String path) {
		try {
			return ScgiExchange.get(listener, path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void addProperties(ConfigurableApplicationContext context, Map<String, Object> properties) {
		context.getEnvironment()
			.getPropertySources()
			.addFirst(
					new MapPropertySource(ManagementListenerEnvironmentPostProcessor.PROPERTY_SOURCE_NAME, properties));
	}

}
