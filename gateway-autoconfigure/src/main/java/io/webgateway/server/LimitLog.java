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

package io.webgateway.server;

import java.util.EnumMap;
import java.util.Map;

import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Logs which limits of one listener are reached, by the names of their properties: one
 * warning in a while for each.
 */
final class LimitLog {

	private static final Logger logger = Loggers.getLogger(GatewayListener.class);

	private final String listener;

	private final Map<Limit, ThrottledWarning> warnings = new EnumMap<>(Limit.class);

	LimitLog(String listener) {
		this.listener = listener;
		for (Limit limit : Limit.values()) {
			this.warnings.put(limit, new ThrottledWarning());
		}
	}

	/**
	 * Log that a limit was reached.
	 * @param consequence what the listener does about it
	 */
	void log(Limit limit, String consequence) {
		ThrottledWarning warning = this.warnings.get(limit);
		if (warning != null) {
			warning.log((suppressed) -> logger.warn("Gateway listener '{}' has reached its '{}': {}{}", this.listener,
					limit.getProperty(), consequence, suppressed));
		}
	}

}
