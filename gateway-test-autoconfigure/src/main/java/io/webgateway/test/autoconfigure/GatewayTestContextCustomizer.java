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

package io.webgateway.test.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Binds the listeners of an application to free ports. A record so that tests with the
 * same listeners share an application.
 *
 * @param client the listener that the client talks to, {@code null} if listeners are left
 * as they are configured
 * @param listeners the names of listeners to open besides those that are configured
 */
record GatewayTestContextCustomizer(@Nullable String client, List<String> listeners) implements ContextCustomizer {

	static final String CLIENT_PROPERTY = "gateway.test.client.listener";

	private static final String LISTENERS = "gateway.listeners";

	private static final String AJP = "ajp";

	private static final String UNIX = "unix:";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		if (context.getBeanFactory() instanceof DefaultListableBeanFactory beanFactory) {
			beanFactory.setAutowireCandidateResolver(new LocalGatewayPortResolver());
		}
		if (this.client != null) {
			ConfigurableEnvironment environment = context.getEnvironment();
			environment.getPropertySources()
				.addFirst(new MapPropertySource("gatewayTestClient", properties(this.client, environment)));
		}
	}

	private Map<String, Object> properties(String client, ConfigurableEnvironment environment) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put(CLIENT_PROPERTY, client);
		Set<String> names = new LinkedHashSet<>(Binder.get(environment)
			.bind(LISTENERS, Bindable.mapOf(String.class, Object.class))
			.orElseGet(Map::of)
			.keySet());
		names.addAll(this.listeners);
		names.forEach((name) -> properties.put(bindProperty(name), freeAddress(name, environment)));
		if (names.contains(AJP) && !environment.containsProperty(LISTENERS + ".ajp.secret")) {
			properties.put(LISTENERS + ".ajp.secret", UUID.randomUUID().toString());
		}
		return properties;
	}

	private static String bindProperty(String name) {
		return LISTENERS + "." + name + ".bind";
	}

	/**
	 * Return an address of the same kind as the configured one, to which other properties
	 * may belong.
	 */
	private static String freeAddress(String name, ConfigurableEnvironment environment) {
		return environment.getProperty(bindProperty(name), "").startsWith(UNIX) ? UNIX + temporarySocket(name)
				: "127.0.0.1:0";
	}

	private static Path temporarySocket(String name) {
		try {
			Path directory = Files.createTempDirectory("gateway");
			directory.toFile().deleteOnExit();
			return directory.resolve(name + ".sock");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
