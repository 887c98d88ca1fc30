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

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

import io.webgateway.server.GatewayListener;

/**
 * Publishes the TCP port of each listener that has started as the property
 * {@code local.gateway.<name>.port}, beside the ports that Spring Boot publishes.
 */
class GatewayListenerPortInfo implements ApplicationListener<GatewayListenerInitializedEvent>, Ordered {

	private static final String PROPERTY_SOURCE_NAME = "server.ports";

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(GatewayListenerInitializedEvent event) {
		GatewayListener listener = event.getListener();
		if (listener.getPort() != -1) {
			setPortProperty(event.getApplicationContext(), "local.gateway." + listener.getName() + ".port",
					listener.getPort());
		}
	}

	private void setPortProperty(@Nullable ApplicationContext context, String property, int port) {
		if (context instanceof ConfigurableApplicationContext configurableContext) {
			ports(configurableContext.getEnvironment().getPropertySources()).put(property, port);
		}
		if (context != null) {
			setPortProperty(context.getParent(), property, port);
		}
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> ports(MutablePropertySources sources) {
		PropertySource<?> source = sources.get(PROPERTY_SOURCE_NAME);
		if (source == null) {
			source = new MapPropertySource(PROPERTY_SOURCE_NAME, new HashMap<>());
			sources.addFirst(source);
		}
		return (Map<String, Object>) source.getSource();
	}

}
