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

package io.webgateway.autoconfigure.actuate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

import io.webgateway.autoconfigure.GatewayAutoConfiguration;
import io.webgateway.server.Distrust;
import io.webgateway.server.ExchangeObserverFactory;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.Limit;
import io.webgateway.server.Outcome;
import io.webgateway.server.Rejection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link GatewayListenerMetricsAutoConfiguration}.
 */
class GatewayListenerMetricsAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class,
				GatewayListenerMetricsAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class, LifecycleAutoConfiguration.class))
		.withPropertyValues("server.port=0", "spring.reactor.netty.shutdown-quiet-period=0s",
				"gateway.listeners.scgi.bind=0", "gateway.listeners.scgi.max-head-size=100");

	@Test
	void whenThereIsNoRegistryThenThereAreNoMeters() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(GatewayListenerMetrics.class));
	}

	@Test
	void whenThereIsNoMicrometerThenListenersStart() {
		this.contextRunner.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasSingleBean(GatewayListener.class)
				.doesNotHaveBean(GatewayListenerMetrics.class));
	}

	@Test
	void whenPeersConnectThenMetersTell() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			context.getBean(GatewayListenerMetrics.class).bindTo(registry);
			int port = context.getBean(GatewayListener.class).getPort();
			assertThat(send(port, "57:CONTENT_LENGTH\0" + "0\0SCGI\0" + "1\0REQUEST_METHOD\0GET\0REQUEST_URI\0/\0,"))
				.contains("Status: 404");
			assertThat(send(port, "101:")).contains("Status: 431");
			assertThat(send(port, "what?")).contains("Status: 400");
			await().until(() -> value(registry, "gateway.listener.connections") == 0);
			assertThat(value(registry, "gateway.listener.connections.accepted")).isEqualTo(3);
			assertThat(value(registry, "gateway.listener.requests")).isEqualTo(1);
			assertThat(value(registry, "gateway.listener.requests.active")).isZero();
			assertThat(value(registry, "gateway.listener.malformed", "kind", "other")).isEqualTo(1);
			assertThat(send(port, "GET / HTTP/1.1\r\n\r\n")).contains("HTTP/1.1 400 ");
			assertThat(value(registry, "gateway.listener.malformed", "kind", "http")).isEqualTo(1);
			assertThat(registry.find("gateway.listener.malformed").meters())
				.extracting((meter) -> meter.getId().getTag("kind"))
				.containsExactlyInAnyOrder("fastcgi", "scgi", "uwsgi", "ajp", "http", "http-2", "tls", "proxy-protocol",
						"other");
			context.getBean(GatewayListener.class).getStatistics().fileOffloaded();
			assertThat(value(registry, "gateway.listener.files.offloaded")).isEqualTo(1);
			assertThat(value(registry, "gateway.listener.instructions.refused")).isZero();
			assertThat(value(registry, "gateway.listener.limit.reached", "limit", "max-head-size")).isEqualTo(1);
			assertThat(value(registry, "gateway.listener.requests.rejected", "reason", "max-head-size")).isEqualTo(1);
			assertThat(value(registry, "gateway.listener.requests.rejected", "reason", "malformed")).isEqualTo(1);
			assertThat(registry.find("gateway.listener.requests.rejected").meters()).hasSize(Rejection.values().length);
			assertThat(registry.find("gateway.listener.limit.reached").meters()).hasSize(Limit.values().length);
			assertThat(registry.find("gateway.listener.distrusted").meters()).hasSize(Distrust.values().length);
			assertThat(value(registry, "gateway.listener.distrusted", "reason", "proxy-header")).isZero();
			send(port, "73:CONTENT_LENGTH\0" + "0\0SCGI\0"
					+ "1\0REQUEST_METHOD\0GET\0REQUEST_URI\0/\0HTTP_PROXY\0evil\0,");
			assertThat(value(registry, "gateway.listener.distrusted", "reason", "proxy-header")).isEqualTo(1);
		});
	}

	@Test
	void whenRequestsEndThenTheirTimesAndSizesAreMeasured() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(WebFilter.class,
					() -> (exchange, chain) -> exchange.getResponse()
						.writeWith(exchange.getRequest()
							.getBody()
							.switchIfEmpty(Mono.error(() -> new IllegalStateException("expected")))))
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				int port = context.getBean(GatewayListener.class).getPort();
				long start = System.currentTimeMillis() - 1500;
				assertThat(send(port, "85:CONTENT_LENGTH\0" + "4\0SCGI\0"
						+ "1\0REQUEST_METHOD\0PUT\0REQUEST_URI\0/\0REQUEST_START\0" + start + "\0,body"))
					.contains("Status: 200")
					.endsWith("body");
				assertThat(
						send(port, "57:CONTENT_LENGTH\0" + "0\0SCGI\0" + "1\0REQUEST_METHOD\0GET\0REQUEST_URI\0/\0,"))
					.contains("Status: 500");
				assertThat(value(registry, "gateway.listener.data.received")).isEqualTo(4);
				assertThat(value(registry, "gateway.listener.data.sent")).isGreaterThanOrEqualTo(4);
				assertThat(value(registry, "gateway.listener.requests.ended", "outcome", "completed")).isEqualTo(2);
				assertThat(value(registry, "gateway.listener.requests.ended", "outcome", "aborted")).isZero();
				assertThat(registry.find("gateway.listener.requests.ended").meters()).hasSize(Outcome.values().length);
				Timer queue = registry.get("gateway.listener.queue.time").tag("listener", "scgi").timer();
				assertThat(queue.count()).isEqualTo(1);
				assertThat(queue.totalTime(TimeUnit.MILLISECONDS)).isBetween(1500.0, 60_000.0);
				assertThat(registry.get("gateway.listener.head.time").tag("listener", "scgi").timer().count())
					.isEqualTo(2);
			});
	}

	@Test
	void whenThereIsNoRegistryThenExchangesAreNotObserved() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(ExchangeObserverFactory.class));
	}

	static String send(int port, String bytes) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
			socket.shutdownOutput();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	private static double value(MeterRegistry registry, String name, String... tags) {
		Meter meter = registry.get(name).tag("listener", "scgi").tags(tags).meter();
		return meter.measure().iterator().next().getValue();
	}

}
