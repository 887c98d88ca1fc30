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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpCookie;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/**
 * Answers with all that Spring sees of a request, one property a line.
 */
final class Mirror implements HttpHandler {

	/**
	 * Fields that are between client and web server, and those of which a gateway
	 * listener knows only that there was one.
	 */
	private static final Set<String> HOP_BY_HOP = Set.of("connection", "expect", "keep-alive", "proxy",
			"proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		return DataBufferUtils.join(request.getBody())
			.map(Mirror::textOf)
			.defaultIfEmpty("")
			.flatMap((content) -> response.writeWith(Mono.fromSupplier(
					() -> response.bufferFactory().wrap(bytes(describe(request) + line("content", content))))));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String textOf(DataBuffer buffer) {
		String text = buffer.toString(StandardCharsets.ISO_8859_1);
		DataBufferUtils.release(buffer);
		return text;
	}

	private static String describe(ServerHttpRequest request) {
		URI uri = request.getURI();
		RequestPath path = request.getPath();
		return line("method", request.getMethod()) + line("uri", uri) + line("scheme", uri.getScheme())
				+ line("host", uri.getHost()) + line("port", uri.getPort()) + line("rawPath", uri.getRawPath())
				+ line("path", path) + line("contextPath", path.contextPath())
				+ line("pathWithinApplication", path.pathWithinApplication()) + line("rawQuery", uri.getRawQuery())
				+ line("queryParams", request.getQueryParams()) + line("headers", headers(request))
				+ line("cookies", cookies(request)) + line("remoteAddress", address(request.getRemoteAddress()))
				+ line("localAddress", address(request.getLocalAddress())) + line("sslInfo", request.getSslInfo());
	}

	private static Map<String, List<String>> headers(ServerHttpRequest request) {
		Map<String, List<String>> headers = new TreeMap<>();
		request.getHeaders()
			.forEach((name, values) -> headers
				.computeIfAbsent(name.toLowerCase(Locale.ROOT), (key) -> new java.util.ArrayList<>())
				.addAll(values));
		headers.keySet().removeAll(HOP_BY_HOP);
		// One field says as much as several
		headers.computeIfPresent("cookie", (name, values) -> List.of(String.join("; ", values)));
		return headers;
	}

	private static Map<String, List<String>> cookies(ServerHttpRequest request) {
		Map<String, List<String>> cookies = new TreeMap<>();
		request.getCookies()
			.forEach((name, values) -> cookies.put(name, values.stream().map(HttpCookie::getValue).toList()));
		return cookies;
	}

	private static @Nullable String address(@Nullable InetSocketAddress address) {
		return (address != null) ? address.getHostString() : null;
	}

	private static String line(String name, @Nullable Object value) {
		return name + ": " + value + "\n";
	}

}
