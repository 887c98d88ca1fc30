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

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import io.webgateway.server.ExchangeObserver;
import io.webgateway.server.ExchangeObserverFactory;
import io.webgateway.server.SlowRequestLog;

/**
 * Lets the requests of all listeners be looked at for slow ones.
 */
class SlowRequests implements ExchangeObserverFactory {

	private static final String PROPERTY = "gateway.slow-request-threshold";

	private final @Nullable SlowRequestLog log;

	SlowRequests(GatewayProperties properties) {
		Duration threshold = properties.slowRequestThreshold();
		if (threshold != null && (threshold.isNegative() || threshold.isZero())) {
			throw new InvalidListenerPropertyException(PROPERTY, threshold, "every request would be slow", "Set '"
					+ PROPERTY + "' to a time such as '5s', or remove it if slow requests are not to be logged.");
		}
		this.log = (threshold != null) ? new SlowRequestLog(threshold) : null;
	}

	static boolean areLogged(Environment environment) {
		return environment.containsProperty(PROPERTY);
	}

	@Override
	public @Nullable ExchangeObserver create(String listener) {
		return this.log;
	}

}
