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

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * What may be shown of a request to those who watch the application: no query and no path
 * parameters, in which there may be secrets, and nothing but visible characters.
 *
 * @param method the method, {@code -} if it is none
 * @param path the path, percent-encoded and cut if it is long, {@code -} if there is none
 */
public record RequestSummary(String method, String path) {

	static final int MAX_PATH_LENGTH = 200;

	private static final int MAX_METHOD_LENGTH = 20;

	private static final String NONE = "-";

	private static final String CUT = "...";

	/**
	 * Summarize a request.
	 * @param variables the meta-variables of the request
	 * @return the summary
	 */
	public static RequestSummary of(MetaVariables variables) {
		return new RequestSummary(method(variables.get("REQUEST_METHOD")), path(target(variables)));
	}

	private static String method(@Nullable String method) {
		return (method != null && !method.isEmpty() && method.length() <= MAX_METHOD_LENGTH
				&& method.chars().allMatch(RequestSummary::isLetter)) ? method : NONE;
	}

	private static boolean isLetter(int character) {
		return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z') || character == '-';
	}

	private static String target(MetaVariables variables) {
		String target = variables.get("REQUEST_URI");
		if (target == null || target.isEmpty()) {
			target = variables.get("DOCUMENT_URI");
		}
		return (target != null && !target.isEmpty()) ? target
				: valueOf(variables.get("SCRIPT_NAME")) + valueOf(variables.get("PATH_INFO"));
	}

	private static String valueOf(@Nullable String value) {
		return (value != null) ? value : "";
	}

	private static String path(String target) {
		int position = startOfPath(target);
		if (position == -1) {
			return target.equals("*") ? target : NONE;
		}
		StringBuilder path = new StringBuilder();
		boolean parameters = false;
		while (position < target.length() && target.charAt(position) != '?' && target.charAt(position) != '#') {
			char character = target.charAt(position++);
			parameters = (character == ';') || (parameters && character != '/');
			if (!parameters) {
				append(character, path);
			}
			if (path.length() > MAX_PATH_LENGTH) {
				path.setLength(MAX_PATH_LENGTH);
				return path.append(CUT).toString();
			}
		}
		return path.toString();
	}

	/**
	 * Return where the path of an absolute URI or of a target in origin-form begins: who
	 * stands before the host of a URI is nobody's business.
	 */
	private static int startOfPath(String target) {
		if (target.startsWith("/")) {
			return 0;
		}
		int scheme = target.indexOf("://");
		return (scheme != -1) ? target.indexOf('/', scheme + 3) : -1;
	}

	/**
	 * Characters stand for bytes here, of whatever encoding.
	 */
	private static void append(char character, StringBuilder path) {
		if (character > ' ' && character <= '~') {
			path.append(character);
		}
		else {
			path.append('%')
				.append(Character.toUpperCase(Character.forDigit((character >> 4) & 0xF, 16)))
				.append(Character.toUpperCase(Character.forDigit(character & 0xF, 16)));
		}
	}

}
