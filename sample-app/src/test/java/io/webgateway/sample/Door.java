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

package io.webgateway.sample;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.springframework.context.ApplicationContext;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

import io.webgateway.codec.MetaVariables;
import io.webgateway.http.GatewayRequest;
import io.webgateway.server.GatewayProtocol;

/**
 * Lets requests of a {@link WebTestClient} look as if they came through a listener.
 */
final class Door implements WebFilter {

	private final GatewayRequest gatewayRequest;

	private final String contextPath;

	private Door(GatewayRequest gatewayRequest, String contextPath) {
		this.gatewayRequest = gatewayRequest;
		this.contextPath = contextPath;
	}

	static WebTestClient http(ApplicationContext context) {
		return WebTestClient.bindToApplicationContext(context).build();
	}

	static WebTestClient gateway(ApplicationContext context, GatewayProtocol protocol, String contextPath,
			String... namesAndValues) {
		GatewayRequest request = new GatewayRequest("the-listener", protocol, variables(namesAndValues));
		return WebTestClient.bindToApplicationContext(context).webFilter(new Door(request, contextPath)).build();
	}

	private static MetaVariables variables(String... namesAndValues) {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		List<Integer> lengths = new ArrayList<>();
		for (String text : namesAndValues) {
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			block.writeBytes(bytes);
			lengths.add(bytes.length);
		}
		MetaVariables.Builder builder = new MetaVariables.Builder(block.toByteArray(), namesAndValues.length);
		int start = 0;
		for (int i = 0; i < lengths.size(); i += 2) {
			int nameLength = lengths.get(i);
			int valueLength = lengths.get(i + 1);
			builder.add(start, nameLength, start + nameLength, valueLength);
			start += nameLength + valueLength;
		}
		return builder.build();
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		exchange.getAttributes().put(GatewayRequest.ATTRIBUTE, this.gatewayRequest);
		return chain.filter(exchange.mutate().request(new MountedRequest(exchange.getRequest())).build());
	}

	private final class MountedRequest extends ServerHttpRequestDecorator {

		MountedRequest(ServerHttpRequest delegate) {
			super(delegate);
		}

		@Override
		public RequestPath getPath() {
			return RequestPath.parse(getURI(), Door.this.contextPath);
		}

	}

}
