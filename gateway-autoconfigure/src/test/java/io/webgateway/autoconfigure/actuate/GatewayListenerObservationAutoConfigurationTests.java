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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxObservationAutoConfiguration;
import org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.http.server.reactive.observation.ServerRequestObservationConvention;

import io.webgateway.autoconfigure.GatewayAutoConfiguration;
import io.webgateway.autoconfigure.GatewayWebFluxAutoConfiguration;
import io.webgateway.server.GatewayListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link GatewayListenerObservationAutoConfiguration}.
 */
class GatewayListenerObservationAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner withoutListener = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class, GatewayWebFluxAutoConfiguration.class,
				GatewayListenerObservationAutoConfiguration.class, GatewayListenerMetricsAutoConfiguration.class,
				NettyReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
				WebFluxAutoConfiguration.class, LifecycleAutoConfiguration.class, MetricsAutoConfiguration.class,
				SimpleMetricsExportAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
				ObservationAutoConfiguration.class, WebFluxObservationAutoConfiguration.class))
		.withPropertyValues("server.port=0", "spring.reactor.netty.shutdown-quiet-period=0s");

	private final ReactiveWebApplicationContextRunner contextRunner = this.withoutListener
		.withPropertyValues("gateway.listeners.shop.protocol=scgi", "gateway.listeners.shop.bind=0");

	@Test
	void whenRequestsComeThroughListenersAndHttpThenTheyHaveTheSameKeys() {
		this.contextRunner.run((context) -> {
			askListener(context);
			askHttp(context);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await().until(() -> registry.find("http.server.requests").timers().size() == 2);
			List<Timer> timers = List.copyOf(registry.find("http.server.requests").timers());
			assertThat(timers).extracting((timer) -> timer.getId().getTag("listener"))
				.containsExactlyInAnyOrder("shop", "none");
			assertThat(timers.get(0).getId().getTags()).extracting("key")
				.isEqualTo(timers.get(1).getId().getTags().stream().map((tag) -> tag.getKey()).toList());
			assertThat(registry.get("gateway.listener.requests.active").tag("listener", "shop").gauge().value())
				.isZero();
		});
	}

	@Test
	void whenApplicationHasConventionOfItsOwnThenListenerIsAdded() {
		this.contextRunner
			.withBean(ServerRequestObservationConvention.class,
					() -> new DefaultServerRequestObservationConvention("my.requests"))
			.run((context) -> {
				askListener(context);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				await().until(() -> !registry.find("my.requests").tag("listener", "shop").timers().isEmpty());
			});
	}

	@Test
	void whenConventionHasSuchKeyItselfThenItIsLeftAlone() {
		this.contextRunner
			.withBean(ServerRequestObservationConvention.class, () -> new DefaultServerRequestObservationConvention() {

				@Override
				public KeyValues getLowCardinalityKeyValues(ServerRequestObservationContext context) {
					return super.getLowCardinalityKeyValues(context).and(KeyValue.of("listener", "mine"));
				}

			})
			.run((context) -> {
				askListener(context);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				await().until(() -> registry.find("http.server.requests").timers().size() == 1);
				assertThat(registry.get("http.server.requests").timer().getId().getTag("listener")).isEqualTo("mine");
			});
	}

	@Test
	void whenThereIsNoListenerThenKeysAreThoseOfSpring() {
		this.withoutListener.run((context) -> {
			askHttp(context);
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			await().until(() -> registry.find("http.server.requests").timers().size() == 1);
			assertThat(registry.get("http.server.requests").timer().getId().getTag("listener")).isNull();
			assertThat(context).doesNotHaveBean(GatewayExchangeMetrics.class);
		});
	}

	@Test
	void whenNothingIsObservedThenThereIsNoFilter() {
		new ReactiveWebApplicationContextRunner(AnnotationConfigReactiveWebServerApplicationContext::new)
			.withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class,
					GatewayListenerObservationAutoConfiguration.class, NettyReactiveWebServerAutoConfiguration.class,
					HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
			.withPropertyValues("server.port=0", "spring.reactor.netty.shutdown-quiet-period=0s",
					"gateway.listeners.scgi.bind=0")
			.run((context) -> assertThat(context).hasSingleBean(GatewayListener.class)
				.doesNotHaveBean(GatewayListenerObservationFilter.class));
	}

	private static void askListener(AssertableReactiveWebApplicationContext context) throws Exception {
		int port = context.getBean(GatewayListener.class).getPort();
		assertThat(GatewayListenerMetricsAutoConfigurationTests.send(port,
				"57:CONTENT_LENGTH\0" + "0\0SCGI\0" + "1\0REQUEST_METHOD\0GET\0REQUEST_URI\0/\0,"))
			.contains("Status: 404");
	}

	private static void askHttp(AssertableReactiveWebApplicationContext context) throws Exception {
		int port = context.getSourceApplicationContext(AnnotationConfigReactiveWebServerApplicationContext.class)
			.getWebServer()
			.getPort();
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
		assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
			.isEqualTo(404);
	}

}
