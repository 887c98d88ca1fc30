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
import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayExchange;
import io.webgateway.server.GatewayHandler;
import io.webgateway.server.ListenerStatistics;
import io.webgateway.server.ResponseHead;

/**
 * Hands the requests of a listener to Spring's {@link HttpHandler}.
 */
public class GatewayHttpHandlerAdapter implements GatewayHandler {

	private static final Log logger = LogFactory.getLog(GatewayHttpHandlerAdapter.class);

	private final HttpHandler httpHandler;

	private final ContextPathResolver contextPathResolver;

	private final boolean rejectDotSegments;

	private final HeaderPolicy headerPolicy;

	private final WebServerInstructions instructions;

	/** Connections share their allocator, so that one factory mostly serves them all. */
	private volatile @Nullable NettyDataBufferFactory bufferFactory;

	/**
	 * Create a new adapter that rejects paths with dot segments and has the default
	 * header policy.
	 * @param httpHandler handles the requests
	 * @param contextPathResolver decides the context path of each request
	 */
	public GatewayHttpHandlerAdapter(HttpHandler httpHandler, ContextPathResolver contextPathResolver) {
		this(httpHandler, contextPathResolver, true);
	}

	/**
	 * Create a new adapter that has the default header policy and leaves no files to the
	 * web server.
	 * @param httpHandler handles the requests
	 * @param contextPathResolver decides the context path of each request
	 * @param rejectDotSegments whether a request is answered with status 400 if its
	 * decoded path has a segment {@code .} or {@code ..}
	 */
	public GatewayHttpHandlerAdapter(HttpHandler httpHandler, ContextPathResolver contextPathResolver,
			boolean rejectDotSegments) {
		this(httpHandler, contextPathResolver, rejectDotSegments, HeaderPolicy.DEFAULTS,
				new WebServerInstructions("", new ListenerStatistics(), null, false));
	}

	/**
	 * Create a new adapter.
	 * @param httpHandler handles the requests
	 * @param contextPathResolver decides the context path of each request
	 * @param rejectDotSegments whether a request is answered with status 400 if its
	 * decoded path has a segment {@code .} or {@code ..}. The web server has resolved it
	 * before it decided that access is granted, the application sees the raw path.
	 * @param headerPolicy which header fields are believed
	 * @param instructions what responses may tell the web server to do
	 */
	public GatewayHttpHandlerAdapter(HttpHandler httpHandler, ContextPathResolver contextPathResolver,
			boolean rejectDotSegments, HeaderPolicy headerPolicy, WebServerInstructions instructions) {
		this.httpHandler = httpHandler;
		this.contextPathResolver = contextPathResolver;
		this.rejectDotSegments = rejectDotSegments;
		this.headerPolicy = headerPolicy;
		this.instructions = instructions;
	}

	@Override
	public Mono<Void> handle(GatewayExchange exchange) {
		NettyDataBufferFactory bufferFactory = bufferFactory(exchange.getAllocator());
		GatewayServerHttpRequest request;
		try {
			request = createRequest(exchange, bufferFactory);
		}
		catch (BadRequestException ex) {
			if (logger.isDebugEnabled()) {
				logger.debug("[" + exchange.getId() + "] " + ex.getMessage(), ex);
			}
			if (ex.getDistrust() != null) {
				exchange.distrust(ex.getDistrust());
			}
			exchange.commit(badRequest());
			return Mono.empty();
		}
		GatewayServerHttpResponse response = new GatewayServerHttpResponse(exchange, bufferFactory, request,
				this.instructions);
		ServerHttpResponse decorated = (request.getMethod() == HttpMethod.HEAD)
				? new HttpHeadResponseDecorator(response) : response;
		return this.httpHandler.handle(request, decorated).then(Mono.defer(response::end));
	}

	private GatewayServerHttpRequest createRequest(GatewayExchange exchange, NettyDataBufferFactory bufferFactory)
			throws BadRequestException {
		MetaVariables variables = exchange.getVariables();
		HttpMethod method = RequestMethod.of(variables);
		URI uri = RequestUri.of(variables, RequestTarget.of(variables));
		String rawPath = uri.getRawPath();
		if (this.rejectDotSegments && DotSegments.areIn(rawPath)) {
			throw new BadRequestException("The path has a dot segment", Distrust.DOT_SEGMENT);
		}
		HttpHeaders headers = RequestHeaders.of(exchange, this.headerPolicy);
		return new GatewayServerHttpRequest(exchange, method, uri, contextPath(exchange, rawPath),
				new org.springframework.http.HttpHeaders(new Netty4HeadersAdapter(headers)), bufferFactory);
	}

	private @Nullable String contextPath(GatewayExchange exchange, String rawPath) {
		String contextPath = this.contextPathResolver.resolve(exchange.getVariables(), rawPath);
		if (contextPath.isEmpty()) {
			return null;
		}
		if (!ContextPaths.isPrefix(contextPath, rawPath)) {
			exchange.distrust(Distrust.CONTEXT_PATH);
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
