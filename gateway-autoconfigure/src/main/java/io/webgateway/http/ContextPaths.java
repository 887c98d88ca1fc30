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
	 * Return what of the raw path is {@code SCRIPT_NAME}. Web servers fill that variable
	 * in many ways, of which one splits the path: {@code PATH_INFO} is all the rest. Some
	 * leave that encoded, and some put the slash between both at the end of the one as
	 * well as at the beginning of the other.
	 */
	static String ofScriptName(MetaVariables variables, String rawPath) {
		String scriptName = variables.get("SCRIPT_NAME");
		String pathInfo = variables.get("PATH_INFO");
		if (scriptName == null || pathInfo == null) {
			return "";
		}
		String mount = withoutTrailingSlash(scriptName);
		int end = endOf(mount, rawPath);
		if (end == -1) {
			return "";
		}
		String rest = rawPath.substring(end);
		boolean split = isSame(pathInfo, rest) || isSame(scriptName.substring(mount.length()) + pathInfo, rest);
		return split ? rawPath.substring(0, end) : "";
	}

	private static boolean isSame(String text, String raw) {
		return text.equals(raw) || endOf(text, raw) == raw.length();
	}

	/**
	 * Return where in the raw path a decoded prefix ends, or {@code -1} if it is none.
	 */
	private static int endOf(String decodedPrefix, String rawPath) {
		int position = 0;
		for (int i = 0; i < decodedPrefix.length(); i++) {
			if (position == rawPath.length()) {
				return -1;
			}
			int decoded = PercentEncoding.decode(rawPath, position);
			int character = (decoded != -1) ? decoded : rawPath.charAt(position);
			if (character != decodedPrefix.charAt(i)) {
				return -1;
			}
			position += (decoded != -1) ? 3 : 1;
		}
		return position;
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
