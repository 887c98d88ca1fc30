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

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.GatewayProtocol;

/**
 * The header fields that a client sent, made of the meta-variables that begin with
 * {@code HTTP_} (RFC 3875, section 4.1.18) and of {@code CONTENT_TYPE} and
 * {@code CONTENT_LENGTH}.
 */
final class RequestHeaders {

	private static final String PREFIX = "HTTP_";

	private static final int VALID = -1;

	private static final DefaultHttpHeadersFactory FACTORY = DefaultHttpHeadersFactory.headersFactory()
		.withNameValidation(false)
		.withValueValidation(true);

	private RequestHeaders() {
	}

	/**
	 * Return the header fields of a request. Fields about the connection between client
	 * and web server are left out, as is {@code Proxy}, by which clients have set an
	 * environment variable of CGI programs.
	 * @param variables the meta-variables
	 * @param protocol the protocol by which they came
	 * @return the header fields
	 * @throws BadRequestException if there is something in them that no field can hold
	 */
	static HttpHeaders of(MetaVariables variables, GatewayProtocol protocol) throws BadRequestException {
		HttpHeaders headers = FACTORY.newHeaders();
		try {
			for (int i = 0; i < variables.size(); i++) {
				if (variables.nameStartsWith(i, PREFIX)) {
					addField(variables, i, headers);
				}
			}
			ContentFields.add(variables, protocol, headers);
		}
		catch (IllegalArgumentException ex) {
			throw new BadRequestException("A header field is not valid", ex);
		}
		return headers;
	}

	private static void addField(MetaVariables variables, int index, HttpHeaders headers) {
		FieldName usual = FieldName.of(variables, index);
		if (usual == FieldName.COOKIE) {
			addCookies(value(variables, index), headers);
		}
		else if (usual != null) {
			headers.add(usual.text(), value(variables, index));
		}
		else {
			String name = name(variables, index);
			if (!isLeftOut(name)) {
				addUnusual(name, value(variables, index), headers);
			}
		}
	}

	private static String value(MetaVariables variables, int index) {
		return FieldValue.of(variables.value(index));
	}

	private static void addUnusual(String name, String value, HttpHeaders headers) {
		if (HttpHeaderValidationUtil.validateToken(name) != VALID) {
			throw new IllegalArgumentException("The name of a header field is not a token");
		}
		if (name.equalsIgnoreCase("Cookie")) {
			addCookies(value, headers);
		}
		else {
			headers.add(name, value);
		}
	}

	/**
	 * Several {@code Cookie} fields are one with its parts joined by semicolons (RFC
	 * 9113, section 8.2.3).
	 */
	private static void addCookies(String cookies, HttpHeaders headers) {
		String others = headers.get(FieldName.COOKIE.text());
		headers.set(FieldName.COOKIE.text(), (others != null) ? others + "; " + cookies : cookies);
	}

	private static boolean isLeftOut(String name) {
		// The length tells most names apart
		return switch (name.length()) {
			case 0 -> true; // No field has an empty name
			case 2 -> name.equalsIgnoreCase("TE");
			case 5 -> name.equalsIgnoreCase("Proxy");
			case 6 -> name.equalsIgnoreCase("Expect");
			case 7 -> name.equalsIgnoreCase("Upgrade") || name.equalsIgnoreCase("Trailer");
			case 10 -> name.equalsIgnoreCase("Connection") || name.equalsIgnoreCase("Keep-Alive");
			case 12 -> name.equalsIgnoreCase("Content-Type");
			case 14 -> name.equalsIgnoreCase("Content-Length");
			case 16 -> name.equalsIgnoreCase("Proxy-Connection");
			case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
			case 19 -> name.equalsIgnoreCase("Proxy-Authorization");
			default -> false;
		};
	}

	/**
	 * Return the name of a field as clients usually write it: {@code HTTP_USER_AGENT} is
	 * {@code User-Agent}.
	 */
	private static String name(MetaVariables variables, int index) {
		int length = variables.nameLength(index) - PREFIX.length();
		char[] name = new char[length];
		boolean first = true;
		for (int i = 0; i < length; i++) {
			char character = (char) (variables.nameByte(index, PREFIX.length() + i) & 0xFF);
			if (character == '_') {
				name[i] = '-';
			}
			else if (!first && character >= 'A' && character <= 'Z') {
				name[i] = (char) (character + ('a' - 'A'));
			}
			else {
				name[i] = character;
			}
			first = character == '_';
		}
		return new String(name);
	}

}
