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
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The listener that serves the management endpoints in place of the application.
 *
 * @param name its name
 */
record ManagementListener(String name) {

	static final String PROPERTY = "gateway.management.listener";

	/**
	 * Return the name of the listener for the management endpoints.
	 * @param environment the environment of the application
	 * @return the name, or {@code null} if there is no such listener
	 */
	static @Nullable String in(Environment environment) {
		String name = environment.getProperty(PROPERTY);
		return StringUtils.hasText(name) ? name : null;
	}

}
