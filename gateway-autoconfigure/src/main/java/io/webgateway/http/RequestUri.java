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

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * The URI that a client asked for, as far as its web server knows it.
 */
final class RequestUri {

	private static final String HTTP = "http";

	private static final String HTTPS = "https";

	private static final String HTTP_PORT = "80";

	private static final String HTTPS_PORT = "443";

	private static final String ALLOWED_IN_HOST = "-._~!$&'()*+,;=";

	private RequestUri() {
	}

	/**
	 * Return the URI of a request.
	 * @param variables the meta-variables
	 * @param target the target in origin-form
	 * @return the URI
	 * @throws BadRequestException if the meta-variables do not make a URI
	 */
	static URI of(MetaVariables variables, String target) throws BadRequestException {
		String scheme = scheme(variables);
		StringBuilder uri = new StringBuilder(scheme.length() + target.length() + 40);
		uri.append(scheme).append("://");
		appendAuthority(variables, scheme, uri);
		uri.append(target);
		try {
			return new URI(uri.toString());
		}
		catch (URISyntaxException ex) {
			throw new BadRequestException("The request has no valid URI", ex);
		}
	}

	private static String scheme(MetaVariables variables) {
		String https = variables.get("HTTPS");
		if (https != null && (https.equalsIgnoreCase("on") || https.equals("1") || https.equalsIgnoreCase(HTTPS))) {
			return HTTPS;
		}
		String scheme = variables.get("REQUEST_SCHEME");
		if (scheme != null && (scheme.equals(HTTP) || scheme.equals(HTTPS))) {
			return scheme;
		}
		return (hasValue(variables, "SSL_PROTOCOL") || hasValue(variables, "SSL_CIPHER")) ? HTTPS : HTTP;
	}

	private static boolean hasValue(MetaVariables variables, String name) {
		int index = variables.indexOf(name);
		return index != -1 && variables.valueLength(index) > 0;
	}

	private static void appendAuthority(MetaVariables variables, String scheme, StringBuilder uri)
			throws BadRequestException {
		String host = variables.get("HTTP_HOST");
		if (host != null && !host.isEmpty()) {
			appendHostAndPort(host, scheme, null, uri);
			return;
		}
		String name = variables.get("SERVER_NAME");
		if (name == null || name.isEmpty()) {
			throw new BadRequestException("Both HTTP_HOST and SERVER_NAME are missing");
		}
		appendHostAndPort(name, scheme, variables.get("SERVER_PORT"), uri);
	}

	private static void appendHostAndPort(String authority, String scheme, @Nullable String defaultPort,
			StringBuilder uri) throws BadRequestException {
		int colon = portSeparator(authority);
		appendHost((colon != -1) ? authority.substring(0, colon) : authority, uri);
		String port = (colon != -1) ? authority.substring(colon + 1) : defaultPort;
		if (port == null || port.isEmpty() || port.equals("0") || port.equals(defaultPortOf(scheme))) {
			return;
		}
		if (!isPort(port)) {
			throw new BadRequestException("The port of the request is not a number");
		}
		uri.append(':').append(port);
	}

	/**
	 * Return where the port is split off, looking at the brackets of an IPv6 address,
	 * which {@code SERVER_NAME} may lack.
	 */
	private static int portSeparator(String authority) {
		int colon = authority.lastIndexOf(':');
		boolean partOfAddress = colon < authority.lastIndexOf(']')
				|| (!authority.startsWith("[") && authority.indexOf(':') != colon);
		return partOfAddress ? -1 : colon;
	}

	private static void appendHost(String host, StringBuilder uri) {
		if (host.indexOf(':') != -1) {
			uri.append(host.startsWith("[") ? host : "[" + host + "]");
			return;
		}
		for (int i = 0; i < host.length(); i++) {
			char character = host.charAt(i);
			if (Character.isLetterOrDigit(character) && character < 0x80 || ALLOWED_IN_HOST.indexOf(character) != -1
					|| isEscape(host, i)) {
				uri.append(character);
			}
			else {
				uri.append('%')
					.append(Character.toUpperCase(Character.forDigit(character >> 4 & 0xF, 16)))
					.append(Character.toUpperCase(Character.forDigit(character & 0xF, 16)));
			}
		}
	}

	private static boolean isEscape(String host, int index) {
		return host.charAt(index) == '%' && index + 2 < host.length()
				&& Character.digit(host.charAt(index + 1), 16) != -1
				&& Character.digit(host.charAt(index + 2), 16) != -1;
	}

	private static boolean isPort(String port) {
		return port.length() <= 5 && port.chars().allMatch((character) -> character >= '0' && character <= '9')
				&& Integer.parseInt(port) <= 65535;
	}

	private static String defaultPortOf(String scheme) {
		return scheme.equals(HTTPS) ? HTTPS_PORT : HTTP_PORT;
	}

}
