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
 * Counts and logs what the web servers of one listener say and is not believed: one
 * warning in a while for each kind, which never has the bytes themselves.
 */
final class UntrustedLog {

	private static final Logger logger = Loggers.getLogger(GatewayListener.class);

	private final String listener;

	private final ListenerStatistics statistics;

	private final Map<Untrusted, ThrottledWarning> warnings = new EnumMap<>(Untrusted.class);

	UntrustedLog(String listener, ListenerStatistics statistics) {
		this.listener = listener;
		this.statistics = statistics;
		for (Untrusted untrusted : Untrusted.values()) {
			this.warnings.put(untrusted, new ThrottledWarning());
		}
	}

	void log(Untrusted untrusted) {
		this.statistics.untrusted(untrusted);
		ThrottledWarning warning = this.warnings.get(untrusted);
		if (warning != null) {
			warning.log((suppressed) -> logger.warn("Gateway listener '{}' was told {}, and takes it for none{}",
					this.listener, untrusted.description(), suppressed));
		}
	}

}
