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

package io.webgateway.client;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.cookie.ClientCookieDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.client.reactive.AbstractClientHttpResponse;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.util.CollectionUtils;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

import io.webgateway.codec.DecodedResponseHead;

/**
 * A response whose head has arrived.
 */
final class GatewayClientHttpResponse extends AbstractClientHttpResponse {

	GatewayClientHttpResponse(DecodedResponseHead head, Flux<DataBuffer> body) {
		super(HttpStatusCode.valueOf(head.status().code()),
				new org.springframework.http.HttpHeaders(new Netty4HeadersAdapter(head.headers())),
				cookies(head.headers()), body);
	}

	private static MultiValueMap<String, ResponseCookie> cookies(HttpHeaders headers) {
		MultiValueMap<String, ResponseCookie> cookies = new LinkedMultiValueMap<>();
		for (String value : headers.getAll(HttpHeaderNames.SET_COOKIE)) {
			Cookie cookie = ClientCookieDecoder.LAX.decode(value);
			if (cookie != null) {
				cookies.add(cookie.name(),
						ResponseCookie.fromClientResponse(cookie.name(), cookie.value())
							.domain(cookie.domain())
							.path(cookie.path())
							.maxAge(cookie.maxAge())
							.secure(cookie.isSecure())
							.httpOnly(cookie.isHttpOnly())
							.sameSite(sameSite(cookie))
							.partitioned(cookie instanceof DefaultCookie known && known.isPartitioned())
							.build());
			}
		}
		return CollectionUtils.unmodifiableMultiValueMap(cookies);
	}

	private static @Nullable String sameSite(Cookie cookie) {
		return (cookie instanceof DefaultCookie known && known.sameSite() != null) ? known.sameSite().name() : null;
	}

}
