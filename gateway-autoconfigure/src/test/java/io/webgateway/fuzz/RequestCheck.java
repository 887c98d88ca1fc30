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

package io.webgateway.fuzz;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

import io.webgateway.codec.MetaVariables;
import io.webgateway.http.ContextPathResolver;
import io.webgateway.http.GatewayHttpHandlerAdapter;
import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks what becomes of meta-variables: a request that says the same, or an answer with
 * status 400, but never an exception.
 */
final class RequestCheck {

	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private static final Pattern BLANKS_AROUND = Pattern.compile("^[ \t]+|[ \t]+$");

	/** More digits are refused by the connection, as is anything else. */
	private static final Pattern CONTENT_LENGTH = Pattern.compile("(-1|[0-9]{0,18})");

	private static final Pattern DIGITS = Pattern.compile("[0-9]+");

	/** Not the client's business, or not in this form. */
	private static final Set<String> LEFT_OUT = Set.of("", "connection", "content-length", "content-type", "expect",
			"forwarded", "keep-alive", "proxy", "proxy-authorization", "proxy-connection", "te", "trailer",
			"transfer-encoding", "upgrade");

	/** Of these there can be one value, which may be said several times. */
	private static final Set<String> SINGLE = Set.of("access-control-request-method", "authorization", "content-range",
			"date", "from", "host", "if-modified-since", "if-range", "if-unmodified-since", "last-event-id",
			"max-forwards", "origin", "range", "referer", "sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site",
			"sec-fetch-user", "upgrade-insecure-requests", "user-agent");

	private final MetaVariables variables;

	private final ServerHttpRequest request;

	private RequestCheck(MetaVariables variables, ServerHttpRequest request) {
		this.variables = variables;
		this.request = request;
	}

	/**
	 * Check what becomes of meta-variables.
	 * @param variables the meta-variables
	 */
	static void check(MetaVariables variables) {
		if (!variables.getAll("CONTENT_LENGTH")
			.stream()
			.allMatch((length) -> CONTENT_LENGTH.matcher(length).matches())) {
			return;
		}
		ServerHttpRequest request = request(GatewayProtocol.FASTCGI, variables, ContextPathResolver.none());
		if (request == null) {
			return;
		}
		new RequestCheck(variables, request).check();
		for (ContextPathResolver resolver : List.of(ContextPathResolver.gatewayVariable(),
				ContextPathResolver.scriptName())) {
			ServerHttpRequest mounted = request(GatewayProtocol.FASTCGI, variables, resolver);
			assertThat(mounted).isNotNull();
			assertThat(mounted.getURI()).isEqualTo(request.getURI());
			checkPath(mounted.getPath(), request.getURI());
		}
		ServerHttpRequest other = request(GatewayProtocol.SCGI, variables, ContextPathResolver.none());
		assertThat(other).isNotNull();
		assertThat(other.getURI()).isEqualTo(request.getURI());
		assertThat(headers(other)).isEqualTo(headers(request));
	}

	/**
	 * Return the request, or {@code null} if it was answered.
	 */
	static ServerHttpRequest request(GatewayProtocol protocol, MetaVariables variables,
			ContextPathResolver contextPath) {
		StubExchange exchange = new StubExchange(protocol, variables);
		AtomicReference<ServerHttpRequest> handled = new AtomicReference<>();
		new GatewayHttpHandlerAdapter((request, response) -> {
			handled.set(request);
			return Mono.never();
		}, contextPath).handle(exchange);
		if (handled.get() == null) {
			assertThat(exchange.head()).isNotNull();
			assertThat(exchange.head().status().code()).isEqualTo(400);
		}
		else {
			assertThat(exchange.head()).isNull();
		}
		return handled.get();
	}

	private void check() {
		String method = this.request.getMethod().name();
		assertThat(method).matches(TOKEN).isEqualTo(this.variables.get("REQUEST_METHOD"));
		checkUri(this.request.getURI());
		checkPath(this.request.getPath(), this.request.getURI());
		checkHeaders();
		// None of these may throw
		this.request.getQueryParams();
		this.request.getCookies();
		this.request.getRemoteAddress();
		this.request.getLocalAddress();
	}

	private void checkUri(URI uri) {
		assertThat(URI.create(uri.toString())).isEqualTo(uri);
		assertThat(uri.getScheme()).isIn("http", "https");
		assertThat(uri.getRawUserInfo()).isNull();
		assertThat(uri.getRawPath()).startsWith("/");
		assertThat(decode(uri.getRawPath()).split("/", -1)).doesNotContain(".", "..");
		String base = uri.getScheme() + "://" + uri.getRawAuthority();
		String target = this.variables.get("REQUEST_URI");
		if (target != null && target.startsWith("/")) {
			assertThat(uri.toString()).isEqualTo(base + target);
		}
		String sameTarget = uri.toString().substring(base.length());
		MetaVariables same = Variables
			.of(List.of(Map.entry("REQUEST_METHOD", "GET"), Map.entry("REQUEST_SCHEME", uri.getScheme()),
					Map.entry("HTTP_HOST", uri.getRawAuthority()), Map.entry("REQUEST_URI", sameTarget)));
		ServerHttpRequest again = request(GatewayProtocol.UWSGI, same, ContextPathResolver.none());
		assertThat(again).isNotNull();
		assertThat(again.getURI()).isEqualTo(uri);
	}

	private static String decode(String rawPath) {
		StringBuilder path = new StringBuilder();
		for (int i = 0; i < rawPath.length(); i++) {
			if (rawPath.charAt(i) == '%') {
				path.append((char) Integer.parseInt(rawPath, i + 1, i + 3, 16));
				i += 2;
			}
			else {
				path.append(rawPath.charAt(i));
			}
		}
		return path.toString();
	}

	private static void checkPath(RequestPath path, URI uri) {
		assertThat(path.value()).isEqualTo(uri.getRawPath());
		assertThat(path.contextPath().value() + path.pathWithinApplication().value()).isEqualTo(path.value());
	}

	private void checkHeaders() {
		Map<String, List<String>> headers = headers(this.request);
		assertThat(headers.keySet()).allMatch(TOKEN.asMatchPredicate(), "is a token");
		List<String> types = headers.remove("content-type");
		if (types != null) {
			assertThat(types).containsExactly(withoutBlanks(this.variables.get("CONTENT_TYPE")));
		}
		List<String> lengths = headers.remove("content-length");
		if (lengths != null) {
			assertThat(lengths).hasSize(1).allMatch(DIGITS.asMatchPredicate(), "is a number");
			assertThat(Long.parseLong(lengths.get(0))).isEqualTo(Long.parseLong(this.variables.get("CONTENT_LENGTH")));
		}
		assertThat(headers).isEqualTo(expectedHeaders());
		headers.values()
			.forEach((values) -> assertThat(values)
				.noneMatch((value) -> value.chars().anyMatch((character) -> "\r\n\0".indexOf(character) != -1)));
	}

	private static Map<String, List<String>> headers(ServerHttpRequest request) {
		Map<String, List<String>> headers = new TreeMap<>();
		request.getHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
		return headers;
	}

	private Map<String, List<String>> expectedHeaders() {
		Map<String, List<String>> headers = new TreeMap<>();
		this.variables.forEach((variable) -> {
			if (variable.getKey().startsWith("HTTP_")) {
				String name = variable.getKey().substring(5).replace('_', '-').toLowerCase(Locale.ROOT);
				headers.computeIfAbsent(name, (key) -> new ArrayList<>()).add(withoutBlanks(variable.getValue()));
			}
		});
		headers.computeIfPresent("cookie", (name, values) -> List.of(String.join("; ", values)));
		headers.keySet().removeAll(LEFT_OUT);
		headers.keySet().removeIf((name) -> name.startsWith("x-forwarded-"));
		headers.forEach((name, values) -> {
			if (SINGLE.contains(name)) {
				assertThat(Set.copyOf(values)).as(name).hasSize(1);
			}
		});
		headers.replaceAll((name, values) -> SINGLE.contains(name) ? values.subList(0, 1) : values);
		return headers;
	}

	private static String withoutBlanks(String value) {
		return BLANKS_AROUND.matcher(value).replaceAll("");
	}

}
