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

import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Keeps an application from starting whose management endpoints would be elsewhere than
 * on the listener that it says, or nowhere.
 */
class ManagementListenerGuard implements SmartInitializingSingleton {

	static final String ACTUATOR = "org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration";

	private static final String PROPERTY = ManagementListener.PROPERTY;

	private final Environment environment;

	private final ConfiguredListeners listeners;

	private final ObjectProvider<ManagementListener> managementListener;

	ManagementListenerGuard(Environment environment, ConfiguredListeners listeners,
			ObjectProvider<ManagementListener> managementListener) {
		this.environment = environment;
		this.listeners = listeners;
		this.managementListener = managementListener;
	}

	@Override
	public void afterSingletonsInstantiated() {
		String name = ManagementListener.in(this.environment);
		ManagementListener listener = this.managementListener.getIfAvailable();
		if (name == null) {
			if (listener != null) {
				throw invalid(null, "the application has been processed ahead of time with it",
						"Set '" + PROPERTY + "' to the name of a listener, or process the application without it.");
			}
			return;
		}
		if (!this.listeners.contains(name)) {
			throw invalid(name, "there is no listener with this name", "Set '" + PROPERTY
					+ "' to the name of a listener, or configure '" + ListenerNames.property(name, "bind") + "'.");
		}
		if (listener == null) {
			throw notSeparated(name);
		}
	}

	private InvalidListenerPropertyException notSeparated(String name) {
		if (!ClassUtils.isPresent(ACTUATOR, null)) {
			return invalid(name, "Actuator is not on the class path",
					"Add the dependency 'spring-boot-starter-actuator', or remove '" + PROPERTY + "'.");
		}
		if (AotDetector.useGeneratedArtifacts()) {
			return invalid(name, "the application has been processed ahead of time without it",
					"Set '" + PROPERTY + "' when the application is processed ahead of time as well.");
		}
		return invalid(name,
				"'management.server.port' is the port of the application, or there is no port for management at all",
				"Remove 'management.server.port', or set it to a port that is to be opened as well.");
	}

	private static InvalidListenerPropertyException invalid(@Nullable String value, String reason, String action) {
		return new InvalidListenerPropertyException(PROPERTY, value, reason, action);
	}

}
