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

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;

import io.webgateway.codec.MetaVariables;

/**
 * Resolves arguments of controller methods of the types {@link GatewayRequest} and
 * {@link MetaVariables}. They are {@code null} where the request came through another
 * door, such as the HTTP port.
 */
public class GatewayRequestArgumentResolver implements SyncHandlerMethodArgumentResolver {

	/**
	 * Create a new resolver.
	 */
	public GatewayRequestArgumentResolver() {
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		return type == GatewayRequest.class || type == MetaVariables.class;
	}

	@Override
	public @Nullable Object resolveArgumentValue(MethodParameter parameter, BindingContext bindingContext,
			ServerWebExchange exchange) {
		GatewayRequest request = exchange.getAttribute(GatewayRequest.ATTRIBUTE);
		if (request == null) {
			request = GatewayRequest.of(exchange.getRequest());
		}
		if (request == null || parameter.getParameterType() == GatewayRequest.class) {
			return request;
		}
		return request.variables();
	}

}
