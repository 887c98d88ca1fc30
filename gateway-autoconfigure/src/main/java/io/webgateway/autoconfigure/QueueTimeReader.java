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

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.webgateway.autoconfigure.ListenerProperties.QueueTime;
import io.webgateway.server.RequestStart;

/**
 * Reads in which variable the web server of one listener tells when it got a request.
 */
class QueueTimeReader {

	private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

	private final String listener;

	private final QueueTime properties;

	QueueTimeReader(String listener, QueueTime properties) {
		this.listener = listener;
		this.properties = properties;
	}

	/**
	 * Return the variable.
	 * @return the variable, or {@code null} if none is to be looked at
	 */
	@Nullable RequestStart read() {
		String variable = this.properties.getVariable();
		if (variable.isEmpty()) {
			return null;
		}
		if (!NAME.matcher(variable).matches()) {
			String property = ListenerNames.property(this.listener, "queue-time.variable");
			throw new InvalidListenerPropertyException(property, variable, "it is not the name of a variable", "Set '"
					+ property + "' to the name of a variable that the web server sets, such as REQUEST_START.");
		}
		return new RequestStart(variable);
	}

}
