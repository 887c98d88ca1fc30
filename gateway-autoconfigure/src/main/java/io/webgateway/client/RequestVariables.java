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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;

import io.webgateway.codec.ConnectionFields;
import io.webgateway.codec.FieldSyntax;

/**
 * The meta-variables of a request (RFC 3875, section 4.1), as a careful web server tells
 * them.
 */
final class RequestVariables {

	/** Of which others are made, or which are dangerous as variables. */
	private static final Set<String> NOT_AS_VARIABLES = Set.of("host", "content-type", "content-length", "proxy",
			"expect");

	private final Map<String, String> variables = new LinkedHashMap<>();

	private RequestVariables() {
	}

	static Map<String, String> of(String method, URI uri, String host, List<Map.Entry<String, String>> headers,
			ScriptMapping scripts) {
		RequestVariables result = new RequestVariables();
		boolean secure = "https".equalsIgnoreCase(uri.getScheme());
		String path = StringUtils.hasLength(uri.getRawPath()) ? uri.getRawPath() : "/";
		String query = (uri.getRawQuery() != null) ? uri.getRawQuery() : "";
		result.variables.put("GATEWAY_INTERFACE", "CGI/1.1");
		result.variables.put("SERVER_SOFTWARE", "webgateway");
		result.variables.put("SERVER_PROTOCOL", "HTTP/1.1");
		result.variables.put("SERVER_NAME", (uri.getHost() != null) ? uri.getHost() : "localhost");
		result.variables.put("SERVER_PORT", String.valueOf(port(uri, secure)));
		result.variables.put("SERVER_ADDR", "127.0.0.1");
		result.variables.put("REMOTE_ADDR", "127.0.0.1");
		result.variables.put("REMOTE_PORT", "0");
		result.variables.put("REQUEST_SCHEME", secure ? "https" : "http");
		if (secure) {
			result.variables.put("HTTPS", "on");
		}
		result.variables.put("REQUEST_METHOD", method);
		result.variables.put("REQUEST_URI", (uri.getRawQuery() != null) ? path + "?" + query : path);
		result.variables.put("QUERY_STRING", query);
		result.variables.putAll(scripts.map(octets(path)));
		result.variables.put("HTTP_HOST", host);
		headers.forEach((header) -> result.addHeader(header.getKey(), header.getValue()));
		return result.variables;
	}

	private static int port(URI uri, boolean secure) {
		return (uri.getPort() != -1) ? uri.getPort() : secure ? 443 : 80;
	}

	/**
	 * Return the fields that are for the application, in pairs.
	 * @throws IllegalArgumentException if one could be taken for several
	 */
	static List<Map.Entry<String, String>> fields(HttpHeaders headers) {
		List<Map.Entry<String, String>> fields = new ArrayList<>();
		headers.forEach((name, values) -> {
			FieldSyntax.checkName(name);
			if (!ConnectionFields.contains(name)) {
				for (String value : values) {
					FieldSyntax.checkValue(name, value);
					fields.add(Map.entry(name, value));
				}
			}
		});
		return fields;
	}

	/**
	 * Return whether a field is sent over AJP as it is.
	 */
	static boolean isForAjp(String name) {
		String lowerCaseName = name.toLowerCase(Locale.ROOT);
		return lowerCaseName.equals("content-type") || !NOT_AS_VARIABLES.contains(lowerCaseName);
	}

	private void addHeader(String name, String value) {
		String lowerCaseName = name.toLowerCase(Locale.ROOT);
		if (lowerCaseName.equals("content-type")) {
			this.variables.put("CONTENT_TYPE", value);
		}
		else if (!NOT_AS_VARIABLES.contains(lowerCaseName)) {
			String separator = lowerCaseName.equals("cookie") ? "; " : ", ";
			this.variables.merge("HTTP_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), value,
					(first, second) -> first + separator + second);
		}
	}

	/**
	 * Decode a path, each byte as a character of its own.
	 */
	private static String octets(String path) {
		StringBuilder octets = new StringBuilder(path.length());
		for (int i = 0; i < path.length(); i++) {
			char character = path.charAt(i);
			if (character == '%' && i + 2 < path.length()) {
				octets.append((char) Integer.parseInt(path, i + 1, i + 3, 16));
				i += 2;
			}
			else {
				octets.append(new String(String.valueOf(character).getBytes(StandardCharsets.UTF_8),
						StandardCharsets.ISO_8859_1));
			}
		}
		return octets.toString();
	}

}
