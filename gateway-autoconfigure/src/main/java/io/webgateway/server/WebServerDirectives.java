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

package io.webgateway.server;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * By which directives web servers speak a protocol.
 */
final class WebServerDirectives {

	private static final String NGINX = "nginx";

	private static final String APACHE = "Apache httpd";

	private static final String LIGHTTPD = "lighttpd";

	private static final String HAPROXY = "HAProxy";

	private WebServerDirectives() {
	}

	/**
	 * Return the directives in one line, as in {@code scgi_pass in nginx}.
	 */
	static String line(List<GatewayProtocol> protocols) {
		return byWebServer(protocols).entrySet()
			.stream()
			.map((entry) -> entry.getValue() + " in " + entry.getKey())
			.collect(Collectors.joining(", "));
	}

	/**
	 * Return the directives with a line for each web server.
	 */
	static String table(List<GatewayProtocol> protocols) {
		return byWebServer(protocols).entrySet()
			.stream()
			.map((entry) -> "    %-14s%s%n".formatted(entry.getKey(), entry.getValue()))
			.collect(Collectors.joining());
	}

	private static Map<String, String> byWebServer(List<GatewayProtocol> protocols) {
		Map<String, String> directives = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (GatewayProtocol protocol : protocols) {
			of(protocol)
				.forEach((webServer, directive) -> directives.merge(webServer, directive, WebServerDirectives::either));
		}
		directives.computeIfPresent(APACHE, (webServer, schemes) -> "ProxyPass to " + schemes);
		return directives;
	}

	private static String either(String first, String second) {
		return first + " or " + second;
	}

	/**
	 * Return the directives by the web servers that speak the protocol.
	 */
	private static Map<String, String> of(GatewayProtocol protocol) {
		return switch (protocol) {
			case FASTCGI -> Map.of(NGINX, "fastcgi_pass", APACHE, "fcgi://", LIGHTTPD, "fastcgi.server", HAPROXY,
					"use-fcgi-app with 'proto fcgi'");
			case SCGI -> Map.of(NGINX, "scgi_pass", APACHE, "scgi://", LIGHTTPD, "scgi.server");
			case UWSGI ->
				Map.of(NGINX, "uwsgi_pass", APACHE, "uwsgi://", LIGHTTPD, "scgi.server with scgi.protocol = \"uwsgi\"");
			case AJP -> Map.of(APACHE, "ajp://", LIGHTTPD, "ajp13.server");
			case AUTO -> Map.of();
		};
	}

}
