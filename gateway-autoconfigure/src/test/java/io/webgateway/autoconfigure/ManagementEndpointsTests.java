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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests of where the management endpoints of an application without an HTTP port are
 * served: on a listener of their own, on a port of their own, on all listeners, or
 * nowhere.
 */
@ExtendWith(OutputCaptureExtension.class)
class ManagementEndpointsTests {

	private static final Path DOCUMENTATION = Path.of("..", "docs", "without-http");

	private static final String HEALTH = "/actuator/health";

	private static final String READINESS = "/actuator/health/readiness";

	private static final String UP = "\"status\":\"UP\"";

	private static final String OUT_OF_SERVICE = "\"status\":\"OUT_OF_SERVICE\"";

	private final KeepAliveThreads keepAliveThreads = new KeepAliveThreads();

	@Test
	void whenManagementHasListenerThenEachServesItsOwn(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = run("management-listener.yml",
				"gateway.listeners.admin.bind=0")) {
			GatewayListener application = listener(context, "fastcgi");
			GatewayListener admin = listener(context, "admin");
			assertThat(ScgiExchange.get(application, "/")).startsWith("Status: 200").endsWith("Hello");
			assertThat(ScgiExchange.get(application, HEALTH)).startsWith("Status: 404");
			assertThat(ScgiExchange.get(admin, HEALTH)).startsWith("Status: 200").contains(UP);
			assertThat(ScgiExchange.get(context.getEnvironment(), "admin", "/")).startsWith("Status: 404");
			assertThat(context.getEnvironment().getProperty("local.management.port", Integer.class)).isEqualTo(-1);
			assertThat(output).doesNotContain("Netty started");
			assertReadinessWhileDraining(context, () -> ScgiExchange.get(admin, READINESS), context::close);
			assertThat(admin.getState()).isEqualTo(State.STOPPED);
		}
		this.keepAliveThreads.assertEnded();
	}

	@Test
	void whenManagementHasListenerThenBothCanBeStoppedAndStarted() throws IOException {
		try (ConfigurableApplicationContext context = run("management-listener.yml",
				"gateway.listeners.admin.bind=0")) {
			context.stop();
			assertThat(listener(context, "fastcgi").getState()).isEqualTo(State.STOPPED);
			assertThat(listener(context, "admin").getState()).isEqualTo(State.STOPPED);
			context.start();
			assertThat(ScgiExchange.get(listener(context, "fastcgi"), "/")).startsWith("Status: 200");
			assertThat(ScgiExchange.get(listener(context, "admin"), READINESS)).contains(UP);
		}
	}

	@Test
	void whenManagementHasListenerAndPortThenBothServeIt() throws IOException {
		try (ConfigurableApplicationContext context = run("management-listener.yml", "gateway.listeners.admin.bind=0",
				"management.server.port=0")) {
			assertThat(ScgiExchange.get(listener(context, "admin"), HEALTH)).contains(UP);
			assertThat(http(context, HEALTH)).contains(UP);
		}
	}

	@Test
	void whenManagementHasPortThenItIsServedOnlyThereUntilRequestsHaveEnded() throws Exception {
		try (ConfigurableApplicationContext context = run("management-port.yml", "management.server.port=0",
				"management.endpoint.shutdown.access=unrestricted",
				"management.endpoints.web.exposure.include=health,shutdown")) {
			assertThat(context.getEnvironment().getProperty("local.server.port", Integer.class)).isEqualTo(-1);
			assertThat(ScgiExchange.get(listener(context, "fastcgi"), HEALTH)).startsWith("Status: 404");
			assertThat(http(context, READINESS)).contains(UP);
			assertReadinessWhileDraining(context, () -> http(context, READINESS),
					() -> client(context).post()
						.uri("/actuator/shutdown")
						.exchange()
						.expectStatus()
						.isOk()
						.expectBody()
						.jsonPath("$.message")
						.exists());
		}
		this.keepAliveThreads.assertEnded();
	}

	@Test
	void whenManagementHasNeitherThenAllListenersServeIt() throws IOException {
		try (ConfigurableApplicationContext context = run("../application/without-http.yml",
				"gateway.listeners.scgi.bind=0")) {
			assertThat(ScgiExchange.get(listener(context, "scgi"), HEALTH)).startsWith("Status: 200").contains(UP);
			assertThat(ScgiExchange.get(listener(context, "fastcgi"), HEALTH)).startsWith("Status: 200").contains(UP);
		}
	}

	@Test
	void whenManagementIsSwitchedOffThenNothingServesIt() throws IOException {
		try (ConfigurableApplicationContext context = run("management-off.yml")) {
			assertThat(ScgiExchange.get(listener(context, "fastcgi"), "/")).startsWith("Status: 200");
			assertThat(ScgiExchange.get(listener(context, "fastcgi"), HEALTH)).startsWith("Status: 404");
			assertThat(context.getEnvironment().containsProperty("local.management.port")).isFalse();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			gateway.management.listener=shop | there is no listener with this name
			management.server.port=-1 | or there is no port for management at all
			""")
	void whenManagementCannotBeServedByListenerThenApplicationDoesNotStart(String property, String reason) {
		assertThatExceptionOfType(InvalidListenerPropertyException.class)
			.isThrownBy(() -> run("management-listener.yml", "gateway.listeners.admin.bind=0", property))
			.satisfies((ex) -> assertThat(ex.getProperty()).isEqualTo("gateway.management.listener"))
			.withMessageContaining(reason);
	}

	@Test
	void whenWebServerOfApplicationWouldOpenPortThenApplicationDoesNotStart() {
		SpringApplicationBuilder application = application();
		application.application()
			.addInitializers((ApplicationContextInitializer<GenericApplicationContext>) (context) -> context
				.registerBean(NettyReactiveWebServerFactory.class, () -> new NettyReactiveWebServerFactory(0)));
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> application
				.run(arguments("management-listener.yml", "server.port=0", "gateway.listeners.admin.bind=0")))
			.havingRootCause()
			.isInstanceOf(InvalidListenerPropertyException.class)
			.withMessageContaining("opens a port for the management endpoints");
	}

	@Test
	void whenThereIsNoActuatorThenApplicationDoesNotStart() {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class,
					NettyReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
					WebFluxAutoConfiguration.class, LifecycleAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.withPropertyValues("gateway.listeners.admin.protocol=scgi", "gateway.listeners.admin.bind=0",
					"gateway.management.listener=admin")
			.run((context) -> assertThat(context).getFailure()
				.hasMessageContaining("Actuator is not on the class path"));
	}

	/**
	 * Whoever asks whether the application is ready learns that it is not any more, while
	 * a request that it works on is answered.
	 */
	private static void assertReadinessWhileDraining(ConfigurableApplicationContext context, Probe probe, Runnable end)
			throws Exception {
		GatewayListener application = listener(context, "fastcgi");
		try (ScgiExchange exchange = ScgiExchange.start(application, "GET", "/slow")) {
			await().until(() -> application.getStatistics().getActiveRequests() == 1);
			CompletableFuture<Void> ended = CompletableFuture.runAsync(end);
			await().until(() -> application.getState() == State.DRAINING);
			assertThat(probe.ask()).contains(OUT_OF_SERVICE);
			context.getBean(Application.class).release.tryEmitValue("Slow");
			assertThat(exchange.response()).startsWith("Status: 200").endsWith("Slow");
			assertThat(ended).succeedsWithin(Duration.ofSeconds(20));
			await().until(() -> !context.isActive());
			await().until(() -> application.getState() == State.STOPPED);
		}
	}

	private static GatewayListener listener(ConfigurableApplicationContext context, String name) {
		return context.getBean(name + "GatewayListener", GatewayListener.class);
	}

	private static String http(ConfigurableApplicationContext context, String path) {
		return String.valueOf(
				client(context).get().uri(path).exchange().expectBody(String.class).returnResult().getResponseBody());
	}

	private static WebTestClient client(ConfigurableApplicationContext context) {
		int port = context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
		return WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	private static ConfigurableApplicationContext run(String file, String... properties) {
		return application().run(arguments(file, properties));
	}

	private static SpringApplicationBuilder application() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.REACTIVE)
			.properties("spring.reactor.netty.shutdown-quiet-period=0s");
	}

	private static String[] arguments(String file, String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("--spring.config.additional-location=" + DOCUMENTATION.resolve(file).toUri(),
						"--gateway.listeners.fastcgi.protocol=scgi", "--gateway.listeners.fastcgi.bind=0"));
		Arrays.stream(properties).map((property) -> "--" + property).forEach(arguments::add);
		return arguments.toArray(String[]::new);
	}

	interface Probe {

		String ask() throws IOException;

	}

	@RestController
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(
			excludeName = "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration")
	static class Application {

		private final Sinks.One<String> release = Sinks.one();

		@GetMapping("/")
		String hello() {
			return "Hello";
		}

		@GetMapping("/slow")
		Mono<String> slow() {
			return this.release.asMono();
		}

	}

}
