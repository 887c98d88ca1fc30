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

package io.webgateway.autoconfigure.status;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.ObservedExchange;
import io.webgateway.server.ObservedExchange.Awaited;
import io.webgateway.server.RequestSummary;

/**
 * A request that the application is working on.
 *
 * @param id its id, as in the log
 * @param method its method
 * @param path its path without a query
 * @param age for how long it has been in progress
 * @param awaits what it waits for
 * @param contentLength the length of its body in bytes, {@code null} if it has none or it
 * is not known
 * @param received how much of its body has arrived, in bytes
 * @param sent how much of the body of its response has been written, in bytes
 */
public record RequestInProgress(String id, String method, String path, Duration age, Awaited awaits,
		@Nullable Long contentLength, long received, long sent) {

	static RequestInProgress of(ObservedExchange exchange) {
		MetaVariables variables = exchange.getVariables();
		RequestSummary summary = RequestSummary.of(variables);
		return new RequestInProgress(exchange.getExchange().getId(), summary.method(), summary.path(),
				Duration.ofNanos(System.nanoTime() - exchange.getStartTime()).truncatedTo(ChronoUnit.MICROS),
				exchange.getAwaited(), contentLength(variables), exchange.getReceivedBytes(), exchange.getSentBytes());
	}

	private static @Nullable Long contentLength(MetaVariables variables) {
		String length = variables.get("CONTENT_LENGTH");
		try {
			return (length != null) ? Long.valueOf(length) : null;
		}
		catch (NumberFormatException ex) {
			return null;
		}
	}

}
