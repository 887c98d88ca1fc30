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

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * Names of the configured listeners and of their properties.
 */
final class ListenerNames {

	private static final String PREFIX = "gateway.listeners";

	private static final Pattern NEEDS_NO_BRACKETS = Pattern.compile("[A-Za-z0-9-]+");

	private ListenerNames() {
	}

	/**
	 * Return the names of the listeners that the environment configures. Placeholders in
	 * the values of their properties are left alone: when an application is processed
	 * ahead of time, they cannot be resolved yet.
	 * @param environment the environment of the application
	 * @return the names in the order of their appearance
	 * @throws InvalidListenerPropertyException if a listener is a value instead of a
	 * group of properties
	 */
	static Set<String> in(Environment environment) {
		Binder binder = new Binder(ConfigurationPropertySources.get(environment));
		Map<String, Object> listeners = binder.bind(PREFIX, Bindable.mapOf(String.class, Object.class))
			.orElseGet(Map::of);
		listeners.forEach(ListenerNames::checkGroup);
		return new LinkedHashSet<>(listeners.keySet());
	}

	private static void checkGroup(String listener, Object properties) {
		if (properties instanceof String value) {
			throw new InvalidListenerPropertyException(listener(listener), value, "a listener is a group of properties",
					"Set '" + property(listener, "bind") + "' instead.");
		}
	}

	/**
	 * Return the full name of a property.
	 * @param listener the name of the listener
	 * @param property the name of the property within the listener
	 * @return the name as a user writes it
	 */
	static String property(String listener, String property) {
		return listener(listener) + "." + property;
	}

	private static String listener(String name) {
		return PREFIX + (NEEDS_NO_BRACKETS.matcher(name).matches() ? "." + name : "[" + name + "]");
	}

}
