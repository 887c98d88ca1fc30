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

import java.util.Locale;
import java.util.Set;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.GatewayExchange;
import io.webgateway.server.GatewayProtocol;

/**
 * Asks nginx not to collect a stream of events before it sends it. The field is an order
 * to nginx, which does not pass it on to the client.
 */
final class AccelBuffering {

	private static final String FIELD = "X-Accel-Buffering";

	private static final Set<String> STREAMS = Set.of("text/event-stream", "application/x-ndjson", "application/jsonl");

	private AccelBuffering() {
	}

	/**
	 * Add the field where it is of use and the application has not said otherwise. What
	 * announces its length is a document, and no stream.
	 * @param exchange the exchange
	 * @param headers the header fields of the response
	 */
	static void apply(GatewayExchange exchange, HttpHeaders headers) {
		if (isStream(headers.get(HttpHeaderNames.CONTENT_TYPE)) && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
				&& !headers.contains(FIELD) && isNginx(exchange.getVariables(), exchange.getProtocol())) {
			headers.set(FIELD, "no");
		}
	}

	private static boolean isStream(@Nullable String contentType) {
		if (contentType == null) {
			return false;
		}
		int parameters = contentType.indexOf(';');
		String mediaType = (parameters != -1) ? contentType.substring(0, parameters) : contentType;
		return STREAMS.contains(mediaType.strip().toLowerCase(Locale.ROOT));
	}

	/**
	 * Return whether the web server is nginx. It says so over FastCGI; the parameters
	 * that come with it for SCGI and uwsgi say nothing of the web server. It does not
	 * speak AJP.
	 */
	private static boolean isNginx(MetaVariables variables, GatewayProtocol protocol) {
		String software = variables.get("SERVER_SOFTWARE");
		return (software != null) ? software.startsWith("nginx/")
				: protocol == GatewayProtocol.SCGI || protocol == GatewayProtocol.UWSGI;
	}

}
