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

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * Ways to find the context path of a request.
 */
final class ContextPaths {

	private ContextPaths() {
	}

	/**
	 * Return whether a context path is valid for a raw path: it begins with a slash, does
	 * not end with one, and the path goes on after it with a slash or not at all.
	 */
	static boolean isPrefix(String contextPath, String rawPath) {
		int length = contextPath.length();
		return length > 1 && contextPath.charAt(0) == '/' && contextPath.charAt(length - 1) != '/'
				&& rawPath.startsWith(contextPath) && (rawPath.length() == length || rawPath.charAt(length) == '/');
	}

	static String ofVariable(MetaVariables variables, String rawPath) {
		String value = variables.get("GATEWAY_CONTEXT_PATH");
		return (value != null) ? withoutTrailingSlash(value) : "";
	}

	/**
	 * Return what of the raw path is {@code SCRIPT_NAME} decoded. Web servers fill that
	 * variable in many ways, of which only one splits the path.
	 */
	static String ofScriptName(MetaVariables variables, String rawPath) {
		String scriptName = variables.get("SCRIPT_NAME");
		String pathInfo = variables.get("PATH_INFO");
		if (scriptName == null || scriptName.isEmpty() || pathInfo == null) {
			return "";
		}
		String decoded = scriptName + pathInfo;
		int position = 0;
		int end = -1;
		for (int i = 0; i < decoded.length(); i++) {
			if (i == scriptName.length()) {
				end = position;
			}
			int character = characterAt(rawPath, position);
			if (character != decoded.charAt(i)) {
				return "";
			}
			position += (rawPath.charAt(position) == '%') ? 3 : 1;
		}
		if (position != rawPath.length()) {
			return "";
		}
		return withoutTrailingSlash((end != -1) ? rawPath.substring(0, end) : rawPath);
	}

	private static int characterAt(String rawPath, int position) {
		if (position >= rawPath.length()) {
			return -1;
		}
		char character = rawPath.charAt(position);
		if (character != '%' || position + 2 >= rawPath.length()) {
			return character;
		}
		int high = Character.digit(rawPath.charAt(position + 1), 16);
		int low = Character.digit(rawPath.charAt(position + 2), 16);
		return (high != -1 && low != -1) ? high << 4 | low : -1;
	}

	private static String withoutTrailingSlash(String path) {
		return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
	}

	static String longestPrefix(List<String> paths, String rawPath) {
		@Nullable String longest = null;
		for (String path : paths) {
			if (isPrefix(path, rawPath) && (longest == null || path.length() > longest.length())) {
				longest = path;
			}
		}
		return (longest != null) ? longest : "";
	}

}
