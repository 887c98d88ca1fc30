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

import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import reactor.core.publisher.Mono;

/**
 * Answers each request of a web server that speaks the wrong protocol with a page that
 * says so.
 */
final class MistakenRequestHandler implements GatewayHandler {

	private final byte[] page;

	MistakenRequestHandler(String page) {
		this.page = page.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public Mono<Void> handle(GatewayExchange exchange) {
		HttpHeaders headers = new DefaultHttpHeaders();
		headers.set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
		headers.set("X-Content-Type-Options", "nosniff");
		headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
		headers.set(HttpHeaderNames.CONTENT_LENGTH, this.page.length);
		boolean bodyAllowed = !"HEAD".equals(exchange.getVariables().get("REQUEST_METHOD"));
		exchange.commit(new ResponseHead(HttpResponseStatus.BAD_REQUEST, headers, bodyAllowed));
		return exchange.write(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(this.page)));
	}

}
