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

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * The raw path and query that a client asked for, in origin-form.
 */
final class RequestTarget {

	private static final String UNRESERVED_IN_PATH = "-._~!$&'()*+,;=:@/";

	private RequestTarget() {
	}

	/**
	 * Return the target of a request: {@code REQUEST_URI}, which is what the client sent
	 * and includes the query, or else what the web server has decoded of it.
	 * @param variables the meta-variables
	 * @return the target, beginning with a slash
	 * @throws BadRequestException if the target has none of the forms of RFC 9112,
	 * section 3.2, that can be served
	 */
	static String of(MetaVariables variables) throws BadRequestException {
		String target = variables.get("REQUEST_URI");
		if (target == null || target.isEmpty()) {
			return decodedTarget(variables);
		}
		if (target.charAt(0) != '/') {
			target = toOriginForm(target, variables);
		}
		int fragment = target.indexOf('#');
		return (fragment != -1) ? target.substring(0, fragment) : target;
	}

	private static String toOriginForm(String target, MetaVariables variables) throws BadRequestException {
		if (target.equals("*") && "OPTIONS".equals(variables.get("REQUEST_METHOD"))) {
			return "/*";
		}
		int authority = target.indexOf("://");
		if (authority == -1 || target.indexOf('/') < authority) {
			throw new BadRequestException("REQUEST_URI is neither a path nor a URI");
		}
		for (int i = authority + 3; i < target.length(); i++) {
			switch (target.charAt(i)) {
				case '/' -> {
					return target.substring(i);
				}
				case '?', '#' -> {
					return "/" + target.substring(i);
				}
				default -> {
					// Part of the authority
				}
			}
		}
		return "/";
	}

	private static String decodedTarget(MetaVariables variables) throws BadRequestException {
		String path = variables.get("DOCUMENT_URI");
		if (path == null || path.isEmpty()) {
			path = valueOf(variables.get("SCRIPT_NAME")) + valueOf(variables.get("PATH_INFO"));
		}
		if (!path.startsWith("/")) {
			throw new BadRequestException("REQUEST_URI is missing");
		}
		String query = valueOf(variables.get("QUERY_STRING"));
		return query.isEmpty() ? encode(path) : encode(path) + "?" + query;
	}

	private static String valueOf(@Nullable String value) {
		return (value != null) ? value : "";
	}

	private static String encode(String path) {
		StringBuilder encoded = new StringBuilder(path.length() + 16);
		for (int i = 0; i < path.length(); i++) {
			char character = path.charAt(i);
			if (isAlphanumeric(character) || UNRESERVED_IN_PATH.indexOf(character) != -1) {
				encoded.append(character);
			}
			else {
				encoded.append('%')
					.append(Character.toUpperCase(Character.forDigit(character >> 4 & 0xF, 16)))
					.append(Character.toUpperCase(Character.forDigit(character & 0xF, 16)));
			}
		}
		return encoded.toString();
	}

	private static boolean isAlphanumeric(char character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9');
	}

}
