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
import java.net.URI;
import java.time.Instant;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ForwardedHeaderUtils;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.ExchangeObserver;
import io.webgateway.server.ObservedExchange;
import io.webgateway.server.ObservedRequest;
import io.webgateway.server.Outcome;
import io.webgateway.server.RefusedRequest;

/**
 * Logs a line for each request of a listener when it has ended.
 */
public final class AccessLog implements ExchangeObserver {

	/**
	 * What the name of each logger begins with. The name of the listener follows.
	 */
	public static final String LOGGER_PREFIX = "io.webgateway.access.";

	private static final URI ANY_URI = URI.create("/");

	private final Log logger;

	private final AccessLogPattern pattern;

	private final boolean trustForwarded;

	private final @Nullable PrincipalResolver principalResolver;

	/**
	 * Create a new access log.
	 * @param listener the name of the listener
	 * @param pattern how a line is made
	 * @param headerPolicy whether the listener believes who the client of a proxy is
	 * @param identity the variables that tell who the user is, {@code null} if none does
	 */
	public AccessLog(String listener, AccessLogPattern pattern, HeaderPolicy headerPolicy,
			@Nullable IdentityVariables identity) {
		this.logger = LogFactory.getLog(LOGGER_PREFIX + listener);
		this.pattern = pattern;
		this.trustForwarded = headerPolicy.trustForwarded();
		// What is not believed has been counted when the application was told
		this.principalResolver = (identity != null) ? new PrincipalResolver(identity, () -> {
		}) : null;
	}

	@Override
	public void requestEnded(ObservedExchange exchange, Outcome outcome) {
		log(exchange, outcome);
	}

	@Override
	public void requestRefused(RefusedRequest request) {
		log(request, null);
	}

	private void log(ObservedRequest request, @Nullable Outcome outcome) {
		if (this.logger.isInfoEnabled()) {
			this.logger.info(this.pattern.format(entry(request, outcome)));
		}
	}

	private AccessLogEntry entry(ObservedRequest request, @Nullable Outcome outcome) {
		long duration = System.nanoTime() - request.getStartTime() + request.getHeadTime();
		MetaVariables variables = request.getVariables();
		String user = (this.principalResolver != null) ? this.principalResolver.resolveName(variables) : null;
		return new AccessLogEntry(request, outcome, client(variables), user, Instant.now(), duration);
	}

	private @Nullable InetSocketAddress client(MetaVariables variables) {
		InetSocketAddress address = RequestAddress.of(variables, "REMOTE_ADDR", "REMOTE_PORT");
		if (!this.trustForwarded) {
			return address;
		}
		HttpHeaders headers = new HttpHeaders();
		add("Forwarded", variables.getAll("HTTP_FORWARDED"), headers);
		add("X-Forwarded-For", variables.getAll("HTTP_X_FORWARDED_FOR"), headers);
		try {
			InetSocketAddress forwarded = ForwardedHeaderUtils.parseForwardedFor(ANY_URI, headers, address);
			return (forwarded != null) ? forwarded : address;
		}
		catch (IllegalArgumentException ex) {
			// A port that is none
			return address;
		}
	}

	private static void add(String name, Iterable<String> values, HttpHeaders headers) {
		values.forEach((value) -> headers.add(name, value));
	}

}
