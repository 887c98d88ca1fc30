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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NoHttpPortAutoConfiguration} and
 * {@link HttpOptionalReactiveWebServerFactory}.
 */
@ExtendWith(OutputCaptureExtension.class)
class NoHttpPortAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class, NoHttpPortAutoConfiguration.class,
				NettyReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
				WebFluxAutoConfiguration.class))
		.withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s");

	private final KeepAliveThreads keepAliveThreads = new KeepAliveThreads();

	@Test
	void whenPortIsNegativeThenOnlyListenersListen(CapturedOutput output) {
		this.contextRunner.withPropertyValues("server.port=-1", "gateway.listeners.fastcgi.bind=0").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(GatewayListener.class).getState()).isEqualTo(State.RUNNING);
			assertThat(context.getSourceApplicationContext(AnnotationConfigReactiveWebServerApplicationContext.class)
				.getWebServer()
				.getPort()).isEqualTo(-1);
			assertThat(output).doesNotContain("Netty started");
			assertThat(this.keepAliveThreads.running()).hasSize(1);
		});
		this.keepAliveThreads.assertEnded();
	}

	@Test
	void whenPortIsNegativeAndThereAreNoListenersThenApplicationStarts(CapturedOutput output) {
		this.contextRunner.withPropertyValues("server.port=-1").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output).contains("No gateway listener is configured");
		});
	}

	@Test
	void whenPortIsNegativeThenContextCanBeStoppedAndStarted() {
		this.contextRunner.withPropertyValues("server.port=-1", "gateway.listeners.fastcgi.bind=0").run((context) -> {
			context.getSourceApplicationContext().stop();
			context.getSourceApplicationContext().start();
			assertThat(context.getBean(GatewayListener.class).getState()).isEqualTo(State.RUNNING);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "server.port=0", "server.port=", "server.ports=-1" })
	void whenPortIsNotNegativeThenFactoryIsThatOfSpringBoot(String property) {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(NoHttpPortAutoConfiguration.class,
					NettyReactiveWebServerAutoConfiguration.class))
			.withPropertyValues(property)
			.run((context) -> assertThat(context.getBean(ReactiveWebServerFactory.class))
				.isExactlyInstanceOf(NettyReactiveWebServerFactory.class));
	}

	@Test
	void whenApplicationHasFactoryThenItIsUsed() {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(NoHttpPortAutoConfiguration.class,
					NettyReactiveWebServerAutoConfiguration.class))
			.withBean("custom", NettyReactiveWebServerFactory.class)
			.withPropertyValues("server.port=-1")
			.run((context) -> assertThat(context).getBeanNames(ReactiveWebServerFactory.class)
				.containsExactly("custom"));
	}

	@Test
	void whenActuatorHasPortOfItsOwnThenItIsServedThere() {
		try (ConfigurableApplicationContext context = run("--server.port=-1", "--management.server.port=0",
				"--gateway.listeners.fastcgi.bind=0")) {
			assertThat(context.getEnvironment().getProperty("local.server.port", Integer.class)).isEqualTo(-1);
			int port = context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
			WebTestClient.bindToServer()
				.baseUrl("http://localhost:" + port)
				.build()
				.get()
				.uri("/actuator/health")
				.exchange()
				.expectBody()
				.jsonPath("$.status")
				.isEqualTo("UP");
			assertThat(context.getBean(GatewayListener.class).getState()).isEqualTo(State.RUNNING);
			assertThat(context.getEnvironment().getProperty("local.gateway.fastcgi.port", Integer.class)).isPositive();
		}
	}

	private static ConfigurableApplicationContext run(String... arguments) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.REACTIVE)
			.properties("spring.reactor.netty.shutdown-quiet-period=0s")
			.run(arguments);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(
			excludeName = "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration")
	static class Application {

	}

}
