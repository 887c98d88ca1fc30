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

import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Keeps the port of the management endpoints closed where a listener serves them, unless
 * the application asks for a port as well.
 */
class ManagementPortCustomizer implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {

	private final Environment environment;

	ManagementPortCustomizer(Environment environment) {
		this.environment = environment;
	}

	@Override
	public int getOrder() {
		// After all that set the port
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(ConfigurableWebServerFactory factory) {
		if (!ManagementListenerEnvironmentPostProcessor.hasAddedPort(this.environment)) {
			return;
		}
		if (!(factory instanceof HttpOptionalReactiveWebServerFactory)) {
			throw new InvalidListenerPropertyException(ManagementListener.PROPERTY,
					ManagementListener.in(this.environment),
					"the web server that the application chooses opens a port for the management endpoints",
					"Set 'management.server.port' to the port that is to be opened as well, or let Reactor Netty be the "
							+ "web server of the application.");
		}
		factory.setPort(-1);
	}

}
