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

package io.webgateway.it.application;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Answers every method below {@code /inspect} with what the application sees of the
 * request.
 */
@Configuration(proxyBeanMethods = false)
class InspectionRoutes {

	@Bean
	RouterFunction<ServerResponse> inspection() {
		return RouterFunctions.route()
			.path("/inspect", (builder) -> builder.route((request) -> true, this::inspect))
			.build();
	}

	private Mono<ServerResponse> inspect(ServerRequest request) {
		return ServerResponse.ok().bodyValue(describe(request.exchange().getRequest()));
	}

	private Map<String, Object> describe(ServerHttpRequest request) {
		Map<String, Object> description = new LinkedHashMap<>();
		URI uri = request.getURI();
		description.put("method", request.getMethod().name());
		description.put("uri", uri.toString());
		description.put("scheme", uri.getScheme());
		description.put("host", uri.getHost());
		description.put("port", uri.getPort());
		description.put("rawPath", uri.getRawPath());
		description.put("rawQuery", uri.getRawQuery());
		description.put("contextPath", request.getPath().contextPath().value());
		description.put("pathWithinApplication", request.getPath().pathWithinApplication().value());
		description.put("queryParams", request.getQueryParams());
		Map<String, List<String>> headers = new LinkedHashMap<>();
		request.getHeaders().forEach(headers::put);
		description.put("headers", headers);
		Map<String, List<String>> cookies = new LinkedHashMap<>();
		request.getCookies()
			.forEach((name, values) -> cookies.put(name, values.stream().map(HttpCookie::getValue).toList()));
		description.put("cookies", cookies);
		description.put("remote", describe(request.getRemoteAddress()));
		description.put("local", describe(request.getLocalAddress()));
		description.put("secure", request.getSslInfo() != null);
		return description;
	}

	private Map<String, Object> describe(InetSocketAddress address) {
		if (address == null) {
			return Map.of();
		}
		return Map.of("host", address.getAddress().getHostAddress(), "port", address.getPort());
	}

}
