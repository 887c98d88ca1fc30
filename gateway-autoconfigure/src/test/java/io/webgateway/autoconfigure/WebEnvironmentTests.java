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

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What tests of an application without an HTTP port find, in each of the environments
 * that Spring Boot has for them.
 */
@ExtendWith(OutputCaptureExtension.class)
class WebEnvironmentTests {

	private static final String CONFIGURATION = "spring.config.location=file:../docs/application/without-http.yml";

	private static final String BIND = "gateway.listeners.scgi.bind=0";

	private static final String QUIET_PERIOD = "spring.reactor.netty.shutdown-quiet-period=0s";

	private static final String TYPE = "spring.main.web-application-type=reactive";

	private static final String PORT = "local.server.port";

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
			properties = { CONFIGURATION, BIND, QUIET_PERIOD, TYPE })
	@DirtiesContext
	class RandomPort {

		@Test
		void whenPortIsRandomThenHttpPortIsOpenBesideListeners(@Autowired Environment environment) throws IOException {
			int port = environment.getRequiredProperty(PORT, Integer.class);
			WebTestClient.bindToServer()
				.baseUrl("http://localhost:" + port)
				.build()
				.get()
				.uri("/")
				.exchange()
				.expectBody(String.class)
				.isEqualTo("Hello");
			assertThat(ScgiExchange.get(environment, "scgi", "/")).endsWith("Hello");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.DEFINED_PORT,
			properties = { CONFIGURATION, BIND, QUIET_PERIOD, TYPE })
	@DirtiesContext
	class DefinedPort {

		@Test
		void whenPortIsDefinedThenOnlyListenersAreOpen(@Autowired Environment environment) throws IOException {
			assertThat(environment.getProperty(PORT, Integer.class)).isEqualTo(-1);
			assertThat(ScgiExchange.get(environment, "scgi", "/")).endsWith("Hello");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.MOCK,
			properties = { CONFIGURATION, BIND, QUIET_PERIOD, TYPE })
	@DirtiesContext
	class Mock {

		@Test
		void whenEnvironmentIsMockThenNothingIsOpen(@Autowired ApplicationContext context) {
			assertThat(context.getBean(GatewayListener.class).getState()).isEqualTo(State.STOPPED);
			WebTestClient.bindToApplicationContext(context)
				.build()
				.get()
				.uri("/")
				.exchange()
				.expectBody(String.class)
				.isEqualTo("Hello");
		}

	}

	@Nested
	@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.NONE,
			properties = { CONFIGURATION, BIND })
	@DirtiesContext
	class None {

		@Test
		void whenThereIsNoWebEnvironmentThenThereAreNoListeners(@Autowired ApplicationContext context,
				CapturedOutput output) {
			assertThat(context.getBeansOfType(GatewayListener.class)).isEmpty();
			assertThat(output).contains("Gateway listeners [scgi] are configured but not started");
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(
			excludeName = "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration")
	static class Application {

		@Bean
		@ConditionalOnWebApplication(type = Type.REACTIVE)
		RouterFunction<ServerResponse> routes() {
			return RouterFunctions.route().GET("/", (request) -> ServerResponse.ok().bodyValue("Hello")).build();
		}

	}

}
