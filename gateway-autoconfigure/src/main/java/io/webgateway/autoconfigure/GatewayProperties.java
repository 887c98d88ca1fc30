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
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * Configuration properties of the gateway listeners.
 *
 * @param listeners Listeners by their names. A listener that is named after its protocol
 * needs no other property than 'bind'.
 * @param idleExit Time without a request after which the application ends. If a duration
 * suffix is not specified, seconds will be used. If not set, the application never ends
 * by itself.
 * @param management Management endpoints.
 */
@ConfigurationProperties("gateway")
record GatewayProperties(@DefaultValue Map<String, ListenerProperties> listeners,
		@DurationUnit(ChronoUnit.SECONDS) @Nullable Duration idleExit, @DefaultValue Management management) {

	/**
	 * Properties of the management endpoints.
	 *
	 * @param listener Name of the listener that serves the management endpoints in place
	 * of the application. No other does, nor does an HTTP port other than
	 * 'management.server.port'.
	 */
	record Management(@Nullable String listener) {

	}

}
