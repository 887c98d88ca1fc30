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

package io.webgateway.http;

import java.net.InetSocketAddress;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.ObservedRequest;
import io.webgateway.server.Outcome;

/**
 * A request that has ended, and who made it as far as its listener believes that.
 *
 * @param request the request
 * @param outcome how it ended, {@code null} if the application never got it
 * @param client the address of the client
 * @param user the name of the user
 * @param end when it ended
 * @param duration how long it took in nanoseconds
 */
record AccessLogEntry(ObservedRequest request, @Nullable Outcome outcome, @Nullable InetSocketAddress client,
		@Nullable String user, Instant end, long duration) {

	MetaVariables variables() {
		return this.request.getVariables();
	}

	/**
	 * Return when the head of the request began to arrive.
	 */
	Instant start() {
		return this.end.minusNanos(this.duration);
	}

}
