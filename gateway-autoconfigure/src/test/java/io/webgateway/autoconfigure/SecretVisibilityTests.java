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

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint.PropertySourceDescriptor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.reactive.context.AnnotationConfigReactiveWebServerApplicationContext;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;

import io.webgateway.server.GatewayListener;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nobody who looks at an application sees the secret of its listeners.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretVisibilityTests {

	private static final String SECRET = "0a1b2c3d4e5f6071";

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner(
			AnnotationConfigReactiveWebServerApplicationContext::new)
		.withConfiguration(AutoConfigurations.of(GatewayAutoConfiguration.class,
				NettyReactiveWebServerAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
				WebFluxAutoConfiguration.class, LifecycleAutoConfiguration.class))
		.withPropertyValues("server.port=0", "spring.reactor.netty.shutdown-quiet-period=0s",
				"gateway.listeners.scgi.bind=0", "gateway.listeners.scgi.secret=" + SECRET, "debug=true");

	@Test
	void logsAndTextsDoNotShowIt(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			assertThat(context.getBean(GatewayProperties.class).toString()).contains("scgi").doesNotContain(SECRET);
			assertThat(context.getBean(ConfiguredListeners.class).get("scgi").toString()).contains("scgi")
				.doesNotContain(SECRET);
			assertThat(context.getBean(GatewayListener.class).getAccess().toString()).contains("GATEWAY_SECRET")
				.doesNotContain(SECRET);
		});
		assertThat(output).doesNotContain(SECRET);
	}

	@Test
	void endpointsDoNotShowItUnlessTheyAreToldTo() {
		this.contextRunner.run((context) -> {
			ConfigurationPropertiesReportEndpoint properties = new ConfigurationPropertiesReportEndpoint(List.of(),
					Show.NEVER);
			properties.setApplicationContext(context.getSourceApplicationContext());
			String report = properties.configurationProperties()
				.getContexts()
				.values()
				.stream()
				.flatMap((beans) -> beans.getBeans().values().stream())
				.map((bean) -> bean.getPrefix() + "=" + bean.getProperties() + bean.getInputs())
				.toList()
				.toString();
			assertThat(report).contains("gateway=").contains("scgi").doesNotContain(SECRET);
			List<String> values = new EnvironmentEndpoint(context.getEnvironment(), List.of(), Show.NEVER)
				.environment("gateway")
				.getPropertySources()
				.stream()
				.map(PropertySourceDescriptor::getProperties)
				.flatMap((map) -> map.entrySet().stream())
				.map((property) -> property.getKey() + "=" + property.getValue().getValue())
				.toList();
			assertThat(values).contains("gateway.listeners.scgi.secret=******")
				.noneMatch((value) -> value.contains(SECRET));
		});
	}

}
