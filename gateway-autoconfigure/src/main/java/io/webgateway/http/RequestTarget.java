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
		return (target.charAt(0) != '/') ? toOriginForm(target, variables) : target;
	}

	private static String toOriginForm(String target, MetaVariables variables) throws BadRequestException {
		if (target.equals("*") && "OPTIONS".equals(variables.get("REQUEST_METHOD"))) {
			return "/*";
		}
		int scheme = endOf(target, 0, "/?#:");
		if (!target.startsWith("://", scheme)) {
			throw new BadRequestException("REQUEST_URI is neither a path nor a URI");
		}
		int path = endOf(target, scheme + 3, "/?#");
		return target.startsWith("/", path) ? target.substring(path) : "/" + target.substring(path);
	}

	/**
	 * Return where the part that starts at the given position is ended by one of the
	 * delimiters, or by the end of the text.
	 */
	private static int endOf(String text, int start, String delimiters) {
		int end = start;
		while (end < text.length() && delimiters.indexOf(text.charAt(end)) == -1) {
			end++;
		}
		return end;
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
			PercentEncoding.append(path.charAt(i), UNRESERVED_IN_PATH, encoded);
		}
		return encoded.toString();
	}

}
