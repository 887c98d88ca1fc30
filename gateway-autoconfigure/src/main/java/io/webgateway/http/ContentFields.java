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

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayProtocol;

/**
 * The fields about the content of a request, for which there are meta-variables of their
 * own (RFC 3875, sections 4.1.2 and 4.1.3).
 */
final class ContentFields {

	private static final String FORM = "application/x-www-form-urlencoded";

	private ContentFields() {
	}

	/**
	 * Add the fields to those that the client sent.
	 * @param variables the meta-variables
	 * @param protocol the protocol by which they came
	 * @param headers where to add the fields
	 * @throws BadRequestException if client and web server say different things
	 */
	static void add(MetaVariables variables, GatewayProtocol protocol, HttpHeaders headers) throws BadRequestException {
		String type = onlyValue("CONTENT_TYPE", variables, Distrust.REPEATED_HEADER);
		if (type != null && !type.isEmpty() && !isInvented(type, variables)) {
			headers.set(HttpHeaderNames.CONTENT_TYPE, FieldValue.of(type));
		}
		int length = variables.indexOf("CONTENT_LENGTH");
		if (length != -1 && variables.valueLength(length) > 0 && !variables.valueEquals(length, "-1")) {
			addLength(length, variables, protocol, headers);
		}
	}

	/**
	 * Return the value of a variable, which may be there several times if it says the
	 * same each time.
	 */
	private static @Nullable String onlyValue(String name, MetaVariables variables, Distrust distrust)
			throws BadRequestException {
		int first = variables.indexOf(name);
		if (first == -1) {
			return null;
		}
		String value = variables.value(first);
		for (int i = first + 1; i < variables.size(); i++) {
			if (variables.nameEquals(i, name) && !variables.valueEquals(i, value)) {
				throw new BadRequestException(name + " has several values", distrust);
			}
		}
		return value;
	}

	/**
	 * Caddy takes what has no type for a form. The client has sent the type only if it is
	 * among the other fields as well.
	 */
	private static boolean isInvented(String type, MetaVariables variables) {
		return type.equals(FORM) && !variables.contains("HTTP_CONTENT_TYPE")
				&& startsWith(variables.get("SERVER_SOFTWARE"), "Caddy");
	}

	private static boolean startsWith(@Nullable String text, String prefix) {
		return text != null && text.startsWith(prefix);
	}

	private static void addLength(int index, MetaVariables variables, GatewayProtocol protocol, HttpHeaders headers)
			throws BadRequestException {
		String clientLength = onlyValue("HTTP_CONTENT_LENGTH", variables, Distrust.CONTENT_LENGTH);
		if (clientLength == null) {
			if (!variables.valueEquals(index, "0") || isContentUsual(variables)) {
				headers.set(HttpHeaderNames.CONTENT_LENGTH, variables.value(index));
			}
			return;
		}
		long difference = parse(clientLength) - parse(variables.value(index));
		// Over SCGI, nginx before 1.29.6 may say how much of the content it has
		if (difference != 0 && !(difference > 0 && protocol == GatewayProtocol.SCGI && mayBeNginx(variables))) {
			throw differentLengths();
		}
		headers.set(HttpHeaderNames.CONTENT_LENGTH, clientLength);
	}

	private static boolean mayBeNginx(MetaVariables variables) {
		String software = variables.get("SERVER_SOFTWARE");
		return software == null || software.startsWith("nginx/");
	}

	private static BadRequestException differentLengths() {
		return new BadRequestException("CONTENT_LENGTH is not the Content-Length of the client",
				Distrust.CONTENT_LENGTH);
	}

	private static long parse(String length) throws BadRequestException {
		if (length.isEmpty() || !Character.isDigit(length.charAt(0))) {
			throw new BadRequestException("Content-Length is not a number");
		}
		return Long.parseLong(length);
	}

	/**
	 * Return whether clients announce even the absence of content. Otherwise it is web
	 * servers that make a zero of nothing.
	 */
	private static boolean isContentUsual(MetaVariables variables) {
		int method = variables.indexOf("REQUEST_METHOD");
		return method != -1 && (variables.valueEquals(method, "POST") || variables.valueEquals(method, "PUT")
				|| variables.valueEquals(method, "PATCH"));
	}

}
