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

package io.webgateway.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a browser sends, and the meta-variables that a web server makes of it.
 */
final class Fields {

	private static final String AUTHORITY = "www.example.org";

	/** {@link Request#FEW_VARIABLES} of them. */
	private static final Set<String> INDISPENSABLE = Set.of("CONTENT_LENGTH", "QUERY_STRING", "REQUEST_URI",
			"SCRIPT_NAME", "REQUEST_METHOD", "SERVER_PROTOCOL", "SERVER_NAME", "SERVER_PORT", "REMOTE_ADDR",
			"HTTP_HOST");

	private Fields() {
	}

	/**
	 * Return the headers of a request, without those about its connection.
	 */
	static Map<String, String> headers(Request request) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Host", AUTHORITY);
		if (request.variables() >= Request.USUAL_VARIABLES) {
			addHeadersOfBrowser(headers);
		}
		if (request.bodyBytes() > 0) {
			headers.put("Content-Type", "application/octet-stream");
			headers.put("Content-Length", String.valueOf(request.bodyBytes()));
		}
		for (int i = Request.USUAL_VARIABLES; i < request.variables(); i++) {
			headers.put("X-Header-" + i, "value of header " + i);
		}
		return headers;
	}

	private static void addHeadersOfBrowser(Map<String, String> headers) {
		headers.put("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
		headers.put("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
		headers.put("Accept-Language", "en-US,en;q=0.5");
		headers.put("Accept-Encoding", "gzip, deflate, br, zstd");
		headers.put("Upgrade-Insecure-Requests", "1");
		headers.put("Sec-Fetch-Dest", "document");
		headers.put("Sec-Fetch-Mode", "navigate");
		headers.put("Sec-Fetch-Site", "none");
	}

	/**
	 * Return the meta-variables of a request as lighttpd has them, or as few as can be.
	 */
	static Map<String, String> variables(Request request) {
		Map<String, String> variables = new LinkedHashMap<>();
		variables.put("CONTENT_LENGTH", String.valueOf(request.bodyBytes()));
		variables.put("QUERY_STRING", request.query());
		variables.put("REQUEST_URI", request.target());
		variables.put("REDIRECT_STATUS", "200");
		variables.put("SCRIPT_NAME", "");
		variables.put("PATH_INFO", request.path());
		variables.put("SCRIPT_FILENAME", request.documentRoot() + request.path());
		variables.put("DOCUMENT_ROOT", request.documentRoot());
		variables.put("REQUEST_METHOD", request.method());
		variables.put("SERVER_PROTOCOL", "HTTP/1.1");
		variables.put("SERVER_SOFTWARE", "lighttpd/1.4.69");
		variables.put("GATEWAY_INTERFACE", "CGI/1.1");
		variables.put("REQUEST_SCHEME", "http");
		variables.put("SERVER_PORT", "80");
		variables.put("SERVER_ADDR", "127.0.0.1");
		variables.put("SERVER_NAME", AUTHORITY);
		variables.put("REMOTE_ADDR", "127.0.0.1");
		variables.put("REMOTE_PORT", "51234");
		headers(request).forEach((name, value) -> variables.put(variableOf(name), value));
		if (request.variables() == Request.FEW_VARIABLES) {
			variables.keySet().retainAll(INDISPENSABLE);
		}
		return variables;
	}

	private static String variableOf(String header) {
		String name = header.toUpperCase(Locale.ROOT).replace('-', '_');
		return name.startsWith("CONTENT_") ? name : "HTTP_" + name;
	}

}
