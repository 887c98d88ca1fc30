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

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.GatewayExchange;
import io.webgateway.server.GatewayHandler;
import io.webgateway.server.ResponseHead;

/**
 * Answers like php-fpm who asks the listener for its status, and leaves everything else
 * to the application.
 * <p>
 * Only programs are answered that connect to the listener themselves. What a web server
 * passes on has the target that its client asked for, so that no client can get here.
 */
public final class StatusPathHandler implements GatewayHandler {

	private final String path;

	private final ListenerStatus status;

	private final GatewayHandler application;

	/**
	 * Create a new handler.
	 * @param path what the variable {@code SCRIPT_NAME} is to be
	 * @param status the status of the listener
	 * @param application handles all other requests
	 */
	public StatusPathHandler(String path, ListenerStatus status, GatewayHandler application) {
		this.path = path;
		this.status = status;
		this.application = application;
	}

	@Override
	public Mono<Void> handle(GatewayExchange exchange) {
		return isForStatus(exchange.getVariables()) ? answer(exchange) : this.application.handle(exchange);
	}

	private boolean isForStatus(MetaVariables variables) {
		return variables.valueEquals("SCRIPT_NAME", this.path) && !variables.contains("REQUEST_URI")
				&& !variables.contains("HTTP_HOST");
	}

	private Mono<Void> answer(GatewayExchange exchange) {
		Set<String> parameters = parameters(exchange.getVariables().get("QUERY_STRING"));
		PhpFpmFormat format = PhpFpmFormat.of(parameters::contains);
		String page = this.status.phpFpm(format, parameters.contains("full"));
		HttpHeaders headers = new DefaultHttpHeaders();
		headers.set(HttpHeaderNames.EXPIRES, "Thu, 01 Jan 1970 00:00:00 GMT");
		headers.set(HttpHeaderNames.CACHE_CONTROL, "no-cache, no-store, must-revalidate, max-age=0");
		headers.set(HttpHeaderNames.CONTENT_TYPE, format.getContentType());
		if (exchange.getVariables().valueEquals("REQUEST_METHOD", "HEAD")) {
			exchange.commit(new ResponseHead(HttpResponseStatus.OK, headers, false));
			return Mono.empty();
		}
		exchange.commit(new ResponseHead(HttpResponseStatus.OK, headers, true));
		return exchange.write(Mono.fromSupplier(() -> encode(page, exchange)));
	}

	private static ByteBuf encode(String page, GatewayExchange exchange) {
		return ByteBufUtil.writeUtf8(exchange.getAllocator(), page);
	}

	private static Set<String> parameters(@Nullable String query) {
		return (query != null) ? Arrays.stream(query.split("&"))
			.map((parameter) -> parameter.split("=", 2)[0])
			.collect(Collectors.toSet()) : Set.of();
	}

}
