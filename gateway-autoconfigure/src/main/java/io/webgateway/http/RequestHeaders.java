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
import io.webgateway.http.HeaderPolicy.AmbiguousHeaders;
import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayExchange;

/**
 * The header fields that a client sent, made of the meta-variables that begin with
 * {@code HTTP_} (RFC 3875, section 4.1.18) and of {@code CONTENT_TYPE} and
 * {@code CONTENT_LENGTH}.
 */
final class RequestHeaders {

	private static final String PREFIX = "HTTP_";

	private static final String PROXY = "Proxy";

	private static final String FORWARDED_PREFIX = "X-Forwarded-";

	private static final int VALID = -1;

	private static final DefaultHttpHeadersFactory FACTORY = DefaultHttpHeadersFactory.headersFactory()
		.withNameValidation(false)
		.withValueValidation(true);

	private RequestHeaders() {
	}

	/**
	 * Return the header fields of a request. Fields about the connection between client
	 * and web server are left out, as is {@code Proxy}, by which clients have set an
	 * environment variable of CGI programs, and what the policy does not believe.
	 * @param exchange the exchange with its meta-variables
	 * @param policy which fields are believed
	 * @return the header fields
	 * @throws BadRequestException if there is something in them that no field can hold,
	 * or if a field has several values that can have only one
	 */
	static HttpHeaders of(GatewayExchange exchange, HeaderPolicy policy) throws BadRequestException {
		MetaVariables variables = exchange.getVariables();
		HttpHeaders headers = FACTORY.newHeaders();
		try {
			addAll(variables, exchange, policy, headers);
			ContentFields.add(variables, exchange.getProtocol(), headers);
		}
		catch (IllegalArgumentException ex) {
			throw new BadRequestException("A header field is not valid", ex);
		}
		return headers;
	}

	private static void addAll(MetaVariables variables, GatewayExchange exchange, HeaderPolicy policy,
			HttpHeaders headers) throws BadRequestException {
		long added = 0;
		for (int i = 0; i < variables.size(); i++) {
			if (!variables.nameStartsWith(i, PREFIX)) {
				continue;
			}
			FieldName usual = FieldName.of(variables, i);
			if (usual == null) {
				addUnusual(variables, i, exchange, policy, headers);
			}
			else if (usual.isForwarded() && !policy.trustForwarded()) {
				exchange.distrust(Distrust.FORWARDED_HEADER);
			}
			else if ((added & usual.bit()) == 0) {
				added |= usual.bit();
				headers.add(usual.text(), value(variables, i));
			}
			else {
				addAgain(usual, value(variables, i), policy, headers);
			}
		}
	}

	private static String value(MetaVariables variables, int index) {
		return FieldValue.of(variables.value(index));
	}

	private static void addAgain(FieldName field, String value, HeaderPolicy policy, HttpHeaders headers)
			throws BadRequestException {
		switch (field.kind()) {
			case COOKIE -> addCookies(value, headers);
			case LIST -> headers.add(field.text(), value);
			case SINGLE -> requireSame(field.text(), value, headers);
			case OTHER -> addAmbiguous(field.text(), value, policy, headers);
		}
	}

	/**
	 * Several {@code Cookie} fields are one with its parts joined by semicolons (RFC
	 * 9113, section 8.2.3).
	 */
	private static void addCookies(String cookies, HttpHeaders headers) {
		headers.set(FieldName.COOKIE.text(), headers.get(FieldName.COOKIE.text()) + "; " + cookies);
	}

	/**
	 * To say the same twice does no harm.
	 */
	private static void requireSame(CharSequence name, String value, HttpHeaders headers) throws BadRequestException {
		if (!value.equals(headers.get(name))) {
			throw new BadRequestException("Header field " + name + " has several values", Distrust.REPEATED_HEADER);
		}
	}

	private static void addAmbiguous(CharSequence name, String value, HeaderPolicy policy, HttpHeaders headers)
			throws BadRequestException {
		if (policy.ambiguous() == AmbiguousHeaders.REFUSE && headers.contains(name)) {
			requireSame(name, value, headers);
		}
		else {
			headers.add(name, value);
		}
	}

	private static void addUnusual(MetaVariables variables, int index, GatewayExchange exchange, HeaderPolicy policy,
			HttpHeaders headers) throws BadRequestException {
		String name = name(variables, index);
		if (isLeftOut(name)) {
			if (name.equalsIgnoreCase(PROXY)) {
				exchange.distrust(Distrust.PROXY_HEADER);
			}
			return;
		}
		if (HttpHeaderValidationUtil.validateToken(name) != VALID) {
			throw new IllegalArgumentException("The name of a header field is not a token");
		}
		if (FieldName.isMisspelled(name, variables, index)) {
			throw new BadRequestException("Header field " + name + " is not named as web servers do",
					Distrust.REPEATED_HEADER);
		}
		if (!policy.trustForwarded() && isForwarded(name)) {
			exchange.distrust(Distrust.FORWARDED_HEADER);
		}
		else {
			addAmbiguous(name, value(variables, index), policy, headers);
		}
	}

	private static boolean isForwarded(String name) {
		return name.regionMatches(true, 0, FORWARDED_PREFIX, 0, FORWARDED_PREFIX.length());
	}

	private static boolean isLeftOut(String name) {
		// The length tells most names apart
		return switch (name.length()) {
			case 0 -> true; // No field has an empty name
			case 2 -> name.equalsIgnoreCase("TE");
			case 5 -> name.equalsIgnoreCase(PROXY);
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
