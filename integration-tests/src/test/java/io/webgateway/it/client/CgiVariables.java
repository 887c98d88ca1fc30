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

package io.webgateway.it.client;

import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The meta-variables of a request as a careful web server would send them.
 */
final class CgiVariables {

	static final InetSocketAddress REMOTE_ADDRESS = InetSocketAddress.createUnresolved("203.0.113.7", 40123);

	static final InetSocketAddress LOCAL_ADDRESS = InetSocketAddress.createUnresolved("198.51.100.1", 8123);

	static final String SERVER_SOFTWARE = "contract-client/1.0";

	private final List<Map.Entry<String, String>> entries = new ArrayList<>();

	private final boolean repeatNames;

	private CgiVariables(boolean repeatNames) {
		this.repeatNames = repeatNames;
	}

	/**
	 * Return the variables of the given request. The length of its body is not among
	 * them.
	 * @param request the request
	 * @param repeatNames whether a repeated header is to be a repeated variable, or one
	 * with all values
	 * @return the variables in the order in which to send them
	 */
	static List<Map.Entry<String, String>> of(Request request, boolean repeatNames) {
		CgiVariables variables = new CgiVariables(repeatNames);
		variables.add("GATEWAY_INTERFACE", "CGI/1.1");
		variables.add("SERVER_SOFTWARE", SERVER_SOFTWARE);
		variables.add("SERVER_PROTOCOL", "HTTP/1.1");
		variables.add("SERVER_NAME", request.host().replaceFirst(":[0-9]+$", ""));
		variables.add("SERVER_ADDR", LOCAL_ADDRESS.getHostString());
		variables.add("SERVER_PORT", String.valueOf(LOCAL_ADDRESS.getPort()));
		variables.add("REMOTE_ADDR", REMOTE_ADDRESS.getHostString());
		variables.add("REMOTE_PORT", String.valueOf(REMOTE_ADDRESS.getPort()));
		variables.add("REQUEST_SCHEME", "http");
		variables.add("REQUEST_METHOD", request.method());
		variables.add("REQUEST_URI", request.target());
		variables.add("QUERY_STRING", request.query());
		variables.add("SCRIPT_NAME", "");
		variables.add("PATH_INFO", URLDecoder.decode(request.path().replace("+", "%2B"), StandardCharsets.ISO_8859_1));
		variables.add("HTTP_HOST", request.host());
		request.headers().forEach((header) -> variables.addHeader(header));
		return variables.entries;
	}

	private void addHeader(Header header) {
		String name = header.name().toUpperCase(Locale.ROOT).replace('-', '_');
		if (name.equals("CONTENT_TYPE")) {
			add(name, header.value());
			return;
		}
		String variable = "HTTP_" + name;
		for (int i = 0; i < this.entries.size() && !this.repeatNames; i++) {
			Map.Entry<String, String> entry = this.entries.get(i);
			if (entry.getKey().equals(variable)) {
				String separator = name.equals("COOKIE") ? "; " : ", ";
				this.entries.set(i, Map.entry(variable, entry.getValue() + separator + header.value()));
				return;
			}
		}
		add(variable, header.value());
	}

	private void add(String name, String value) {
		this.entries.add(Map.entry(name, value));
	}

}
