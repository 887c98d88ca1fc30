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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.webgateway.autoconfigure.GatewayAutoConfiguration;
import io.webgateway.server.GatewayListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GatewayWebServerLogAutoConfiguration}.
 */
class GatewayWebServerLogAutoConfigurationTests {

	private static final String WARN = "gateway.listeners.fastcgi.web-server-log.level=warn";

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class,
				GatewayWebServerLogAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class, LifecycleAutoConfiguration.class))
		.withUserConfiguration(Routes.class)
		.withPropertyValues("server.port=0", "spring.reactor.netty.shutdown-quiet-period=0s",
				"gateway.listeners.fastcgi.bind=0");

	@Test
	void whenListenerWantsLinesThenTheyAreHandedOnAsLongAsContextIsOpen() {
		this.contextRunner.withPropertyValues(WARN).run((context) -> {
			assertThat(isAttached()).isTrue();
			assertThat(exchange(context.getBean(GatewayListener.class))).contains("] WARN shop: here\n")
				.doesNotContain("elsewhere");
		});
		assertThat(isAttached()).isFalse();
	}

	@Test
	void whenNoListenerWantsLinesThenNoneIsHandedOn() {
		this.contextRunner.run((context) -> {
			assertThat(isAttached()).isFalse();
			assertThat(exchange(context.getBean(GatewayListener.class))).doesNotContain("WARN shop");
		});
	}

	@Test
	void whenContextIsPropagatedThenLinesOfOtherThreadsAreHandedOn() {
		Hooks.enableAutomaticContextPropagation();
		try {
			this.contextRunner.withPropertyValues(WARN)
				.run((context) -> assertThat(exchange(context.getBean(GatewayListener.class)))
					.contains("] WARN shop: here\n", "] WARN shop: elsewhere\n"));
		}
		finally {
			Hooks.disableAutomaticContextPropagation();
		}
	}

	@Test
	void whenThereIsNoLogbackThenListenerStartsUnlessItWantsLines() {
		ReactiveWebApplicationContextRunner withoutLogback = this.contextRunner
			.withClassLoader(new FilteredClassLoader(LoggerContext.class));
		withoutLogback.run((context) -> assertThat(context).hasSingleBean(GatewayListener.class)
			.doesNotHaveBean(WebServerLogAttachment.class));
		withoutLogback.withPropertyValues(WARN)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("it needs Logback, which is not on the class path"));
	}

	@Test
	void whenThereIsNoContextPropagationThenLinesAreHandedOn() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.micrometer.context"))
			.withPropertyValues(WARN)
			.run((context) -> assertThat(exchange(context.getBean(GatewayListener.class)))
				.contains("] WARN shop: here\n"));
	}

	private static boolean isAttached() {
		ch.qos.logback.classic.Logger root = (ch.qos.logback.classic.Logger) LoggerFactory
			.getLogger(Logger.ROOT_LOGGER_NAME);
		return root.getAppender("gateway") != null;
	}

	private static String exchange(GatewayListener listener) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.getPort())) {
			ByteArrayOutputStream variables = new ByteArrayOutputStream();
			Map.of("REQUEST_METHOD", "GET", "REQUEST_URI", "/").forEach((name, value) -> {
				variables.write(name.length());
				variables.write(value.length());
				variables.writeBytes((name + value).getBytes(StandardCharsets.US_ASCII));
			});
			socket.getOutputStream().write(record(1, new byte[] { 0, 1, 0, 0, 0, 0, 0, 0 }));
			socket.getOutputStream().write(record(4, variables.toByteArray()));
			socket.getOutputStream().write(record(4, new byte[0]));
			socket.getOutputStream().write(record(5, new byte[0]));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private static byte[] record(int type, byte[] content) {
		ByteArrayOutputStream record = new ByteArrayOutputStream();
		record.writeBytes(new byte[] { 1, (byte) type, 0, 1, 0, (byte) content.length, 0, 0 });
		record.writeBytes(content);
		return record.toByteArray();
	}

	@Configuration(proxyBeanMethods = false)
	static class Routes {

		private static final Logger logger = LoggerFactory.getLogger("shop");

		@Bean
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route(RequestPredicates.all(), (request) -> {
				logger.warn("here");
				return Mono.fromRunnable(() -> logger.warn("elsewhere"))
					.subscribeOn(Schedulers.boundedElastic())
					.then(ServerResponse.ok().build());
			});
		}

	}

}
