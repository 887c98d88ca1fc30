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
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.reactive.ConfigurableReactiveWebServerFactory;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.webgateway.server.GatewayListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link IdleExit}, {@link HttpRequests} and {@link IdleExitAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class IdleExitTests {

	private static final Duration LIMIT = Duration.ofMillis(300);

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private ConfigurableApplicationContext context;

	private IdleApplication application;

	@BeforeEach
	void start() {
		this.context = new SpringApplicationBuilder(IdleApplication.class).web(WebApplicationType.REACTIVE)
			.bannerMode(Banner.Mode.OFF)
			.run("--server.port=0", "--gateway.listeners.scgi.bind=0",
					"--spring.reactor.netty.shutdown-quiet-period=0s");
		this.application = this.context.getBean(IdleApplication.class);
	}

	@AfterEach
	void close() {
		this.application.held.tryEmitComplete();
		this.context.close();
	}

	@Test
	void whenNobodyAsksThenApplicationEndsOnce(CapturedOutput output) throws InterruptedException {
		assertThat(this.application.exits.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isSameAs(this.context);
		assertThat(output)
			.containsOnlyOnce("The application ends, because no request has come for 300ms (gateway.idle-exit)");
		assertThat(this.application.exits.poll(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "local.server.port", "local.gateway.scgi.port" })
	void whenRequestIsInProgressThenApplicationDoesNotEnd(String port) throws Exception {
		try (Socket connection = connect(port)) {
			connection.getOutputStream().write(request(port));
			Awaitility.await().atMost(PATIENCE).until(() -> this.application.held.currentSubscriberCount() == 1);
			restartIdleExit();
			assertThat(this.application.exits.poll(3 * LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isNull();
			long end = System.nanoTime();
			this.application.held.tryEmitComplete();
			assertThat(new String(connection.getInputStream().readNBytes(8), StandardCharsets.US_ASCII))
				.isIn("HTTP/1.1", "Status: ");
			// The HTTP connection stays open, and does not count
			assertThat(this.application.exits.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
			assertThat(System.nanoTime() - end).isGreaterThanOrEqualTo(LIMIT.toNanos());
		}
	}

	@Test
	void whenHttpClientGoesAwayThenItsRequestHasEnded() throws Exception {
		HttpRequests requests = this.context.getBean(HttpRequests.class);
		try (Socket connection = connect("local.server.port")) {
			connection.getOutputStream().write(request("local.server.port"));
			Awaitility.await().atMost(PATIENCE).until(() -> requests.getActive() == 1);
		}
		Awaitility.await().atMost(PATIENCE).until(() -> requests.getActive() == 0);
		assertThat(requests.getRequests()).isEqualTo(1);
	}

	@Test
	void whenHttpRequestsFollowOneAnotherThenEachIsCountedOnce() throws Exception {
		HttpRequests requests = this.context.getBean(HttpRequests.class);
		this.application.held.tryEmitComplete();
		try (Socket connection = connect("local.server.port")) {
			for (int i = 1; i <= 3; i++) {
				connection.getOutputStream().write(request("local.server.port"));
				connection.getInputStream().readNBytes(8);
				int count = i;
				Awaitility.await()
					.atMost(PATIENCE)
					.until(() -> requests.getRequests() == count && requests.getActive() == 0);
			}
		}
		assertThat(requests.getActive()).isZero();
	}

	@Test
	void whenContextIsStoppedThenApplicationDoesNotEndBeforeItIsStarted() throws Exception {
		this.context.stop();
		this.application.exits.clear();
		assertThat(this.application.exits.poll(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS)).isNull();
		this.context.start();
		assertThat(this.application.exits.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
	}

	@Test
	void whenPropertyIsNotSetThenNothingIsCounted() {
		contextRunner().run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(IdleExit.class)
			.doesNotHaveBean(HttpRequests.class));
	}

	@Test
	void whenPropertyIsSetThenApplicationLooks() {
		contextRunner().withPropertyValues("gateway.idle-exit=10m")
			.run((context) -> assertThat(context.getBean(IdleExit.class).isRunning()).isTrue());
	}

	@Test
	void whenPropertyIsEmptyThenApplicationNeverEnds() {
		contextRunner().withPropertyValues("gateway.idle-exit=")
			.run((context) -> assertThat(context.getBean(IdleExit.class).isRunning()).isFalse());
	}

	@Test
	void whenWebEnvironmentIsMockThenApplicationNeverEnds() {
		new ReactiveWebApplicationContextRunner().withConfiguration(autoConfigurations())
			.withPropertyValues("gateway.idle-exit=10m")
			.run((context) -> assertThat(context.getBean(IdleExit.class).isRunning()).isFalse());
	}

	@Test
	void whenWebServerIsNotReactorNettyThenItIsRefused() {
		HttpRequests requests = new HttpRequests(LIMIT);
		assertThatExceptionOfType(InvalidListenerPropertyException.class)
			.isThrownBy(() -> requests.customize(mock(ConfigurableReactiveWebServerFactory.class)))
			.withMessageContaining("requests over HTTP are seen with Reactor Netty only");
	}

	private static ReactiveWebApplicationContextRunner contextRunner() {
		return new ReactiveWebApplicationContextRunner(AnnotationConfigReactiveWebServerApplicationContext::new)
			.withConfiguration(autoConfigurations())
			.withPropertyValues("server.port=-1", "spring.reactor.netty.shutdown-quiet-period=0s")
			.withBean(HttpHandler.class, () -> (request, response) -> Mono.empty());
	}

	private static AutoConfigurations autoConfigurations() {
		return AutoConfigurations.of(GatewayAutoConfiguration.class, IdleExitAutoConfiguration.class,
				NoHttpPortAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class);
	}

	/**
	 * On a slow machine it was too late.
	 */
	private void restartIdleExit() throws InterruptedException {
		IdleExit idleExit = this.context.getBean(IdleExit.class);
		idleExit.stop();
		this.application.exits.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
		idleExit.start();
	}

	private Socket connect(String port) throws IOException {
		return new Socket(InetAddress.getLoopbackAddress(),
				this.context.getEnvironment().getRequiredProperty(port, Integer.class));
	}

	private static byte[] request(String port) {
		String request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
		if (port.contains("scgi")) {
			String head = String.join("\0", "CONTENT_LENGTH", "0", "SCGI", "1", "REQUEST_METHOD", "GET", "REQUEST_URI",
					"/", "SERVER_PROTOCOL", "HTTP/1.1", "");
			request = head.length() + ":" + head + ",";
		}
		return request.getBytes(StandardCharsets.US_ASCII);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ GatewayAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class })
	static class IdleApplication {

		private final BlockingQueue<ApplicationContext> exits = new LinkedBlockingQueue<>();

		private final Sinks.Many<String> held = Sinks.many().multicast().directBestEffort();

		@Bean
		HttpHandler httpHandler() {
			return (request, response) -> this.held.asFlux().then(Mono.defer(response::setComplete));
		}

		@Bean
		HttpRequests httpRequests() {
			return new HttpRequests(LIMIT);
		}

		@Bean
		IdleExit idleExit(HttpRequests httpRequests, ObjectProvider<GatewayListener> listeners,
				ReactorResourceFactory resourceFactory) {
			return new IdleExit(LIMIT, httpRequests, listeners, resourceFactory, this.exits::add);
		}

	}

}
