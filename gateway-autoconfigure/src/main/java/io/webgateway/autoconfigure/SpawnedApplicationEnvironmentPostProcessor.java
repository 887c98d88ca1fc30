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

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

import io.webgateway.server.DescriptorListenAddress;
import io.webgateway.server.InheritedListenAddress;

/**
 * An {@link EnvironmentPostProcessor} for applications that a web server has spawned with
 * the socket for one of their listeners. They have no HTTP port, unless somebody says
 * which: a web server may spawn several, and the port of a hosting company's machine is
 * not theirs. The same application has its HTTP port when it is started by hand.
 */
class SpawnedApplicationEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private final InheritedListenAddress socket;

	SpawnedApplicationEnvironmentPostProcessor() {
		this(new DescriptorListenAddress(0));
	}

	SpawnedApplicationEnvironmentPostProcessor(InheritedListenAddress socket) {
		this.socket = socket;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (this.socket.isInherited() && isListenedOn(environment)) {
			environment.getPropertySources()
				.addLast(new MapPropertySource("gatewaySpawnedApplication", Map.of("server.port", -1)));
		}
	}

	private boolean isListenedOn(Environment environment) {
		return ListenerNames.in(environment)
			.stream()
			.map((listener) -> environment.getProperty(ListenerNames.property(listener, "bind"), ""))
			.anyMatch((bind) -> bind.strip().equals(DescriptorListenAddress.INHERITED));
	}

	/**
	 * After all configuration files have been read.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
