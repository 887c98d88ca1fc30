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

import java.net.URI;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHeadResponseDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.support.Netty4HeadersAdapter;
import reactor.core.publisher.Mono;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.GatewayExchange;
import io.webgateway.server.GatewayHandler;
import io.webgateway.server.ResponseHead;

/**
 * Hands the requests of a listener to Spring's {@link HttpHandler}.
 */
public class GatewayHttpHandlerAdapter implements GatewayHandler {

	private static final Log logger = LogFactory.getLog(GatewayHttpHandlerAdapter.class);

	private final HttpHandler httpHandler;

	private final ContextPathResolver contextPathResolver;

	/** Connections share their allocator, so that one factory mostly serves them all. */
	private volatile @Nullable NettyDataBufferFactory bufferFactory;

	/**
	 * Create a new adapter.
	 * @param httpHandler handles the requests
	 * @param contextPathResolver decides the context path of each request
	 */
	public GatewayHttpHandlerAdapter(HttpHandler httpHandler, ContextPathResolver contextPathResolver) {
		this.httpHandler = httpHandler;
		this.contextPathResolver = contextPathResolver;
	}

	@Override
	public Mono<Void> handle(GatewayExchange exchange) {
		NettyDataBufferFactory bufferFactory = bufferFactory(exchange.getAllocator());
		GatewayServerHttpRequest request;
		try {
			request = createRequest(exchange, bufferFactory);
		}
		catch (BadRequestException ex) {
			logger.debug("[" + exchange.getId() + "] " + ex.getMessage(), ex);
			exchange.commit(badRequest());
			return Mono.empty();
		}
		boolean head = request.getMethod() == HttpMethod.HEAD;
		ServerHttpResponse response = new GatewayServerHttpResponse(exchange, bufferFactory, head);
		ServerHttpResponse decorated = head ? new HttpHeadResponseDecorator(response) : response;
		return this.httpHandler.handle(request, decorated).then(Mono.defer(response::setComplete));
	}

	private GatewayServerHttpRequest createRequest(GatewayExchange exchange, NettyDataBufferFactory bufferFactory)
			throws BadRequestException {
		MetaVariables variables = exchange.getVariables();
		String method = variables.get("REQUEST_METHOD");
		if (method == null || method.isEmpty()) {
			throw new BadRequestException("REQUEST_METHOD is missing");
		}
		URI uri = RequestUri.of(variables, RequestTarget.of(variables));
		String contextPath = contextPath(variables, uri.getRawPath());
		HttpHeaders headers = RequestHeaders.of(variables);
		return new GatewayServerHttpRequest(exchange, HttpMethod.valueOf(method), uri, contextPath,
				new org.springframework.http.HttpHeaders(new Netty4HeadersAdapter(headers)), bufferFactory);
	}

	private @Nullable String contextPath(MetaVariables variables, String rawPath) {
		String contextPath = this.contextPathResolver.resolve(variables, rawPath);
		if (contextPath.isEmpty()) {
			return null;
		}
		if (!ContextPaths.isPrefix(contextPath, rawPath)) {
			logger.debug("Context path is ignored because the path of the request is not below it");
			return null;
		}
		return contextPath;
	}

	private static ResponseHead badRequest() {
		HttpHeaders headers = new DefaultHttpHeaders();
		headers.set(HttpHeaderNames.CONTENT_LENGTH, 0);
		return new ResponseHead(HttpResponseStatus.BAD_REQUEST, headers, false);
	}

	private NettyDataBufferFactory bufferFactory(ByteBufAllocator allocator) {
		NettyDataBufferFactory bufferFactory = this.bufferFactory;
		if (bufferFactory == null || bufferFactory.getByteBufAllocator() != allocator) {
			bufferFactory = new NettyDataBufferFactory(allocator);
			this.bufferFactory = bufferFactory;
		}
		return bufferFactory;
	}

}
