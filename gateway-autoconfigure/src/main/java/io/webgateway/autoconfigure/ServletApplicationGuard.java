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

import java.util.Set;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/**
 * Registers nothing but keeps a servlet application with configured listeners from
 * starting before any of its beans is made.
 */
class ServletApplicationGuard implements BeanRegistrar {

	@Override
	public void register(BeanRegistry registry, Environment environment) {
		Set<String> listeners = ListenerNames.in(environment);
		if (!listeners.isEmpty()) {
			throw new ServletApplicationException(listeners);
		}
	}

}
