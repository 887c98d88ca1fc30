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

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.GatewayExchange;

/**
 * A request of a web server as Spring sees it.
 */
final class GatewayServerHttpRequest extends AbstractServerHttpRequest {

	private final GatewayExchange exchange;

	private final GatewayRequest gatewayRequest;

	private final Flux<DataBuffer> body;

	/**
	 * Create a new request.
	 * @param exchange the exchange
	 * @param method the method
	 * @param uri the URI
	 * @param contextPath the context path, valid for the URI, or {@code null}
	 * @param headers the header fields
	 * @param bufferFactory wraps the buffers of the body
	 */
	GatewayServerHttpRequest(GatewayExchange exchange, HttpMethod method, URI uri, @Nullable String contextPath,
			HttpHeaders headers, NettyDataBufferFactory bufferFactory) {
		super(method, uri, contextPath, headers);
		this.exchange = exchange;
		this.gatewayRequest = new GatewayRequest(exchange.getListener(), exchange.getProtocol(),
				exchange.getVariables());
		this.body = exchange.getRequestBody().map(bufferFactory::wrap);
	}

	@Override
	public Flux<DataBuffer> getBody() {
		return this.body;
	}

	@Override
	public @Nullable InetSocketAddress getRemoteAddress() {
		return RequestAddress.of(variables(), "REMOTE_ADDR", "REMOTE_PORT");
	}

	@Override
	public @Nullable InetSocketAddress getLocalAddress() {
		return RequestAddress.of(variables(), "SERVER_ADDR", "SERVER_PORT");
	}

	@Override
	protected MultiValueMap<String, HttpCookie> initCookies() {
		MultiValueMap<String, HttpCookie> cookies = new LinkedMultiValueMap<>();
		for (String header : getHeaders().getOrEmpty(HttpHeaders.COOKIE)) {
			for (Cookie cookie : ServerCookieDecoder.STRICT.decodeAll(header)) {
				cookies.add(cookie.name(), new HttpCookie(cookie.name(), cookie.value()));
			}
		}
		return cookies;
	}

	@Override
	protected @Nullable SslInfo initSslInfo() {
		return "https".equals(getURI().getScheme()) ? new GatewaySslInfo(this.exchange) : null;
	}

	@Override
	protected String initId() {
		return this.exchange.getId();
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> T getNativeRequest() {
		return (T) this.gatewayRequest;
	}

	private MetaVariables variables() {
		return this.gatewayRequest.variables();
	}

}
