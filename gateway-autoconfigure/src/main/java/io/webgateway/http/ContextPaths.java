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
	 * Return whether a context path is valid for a raw path: it begins with one slash,
	 * does not end with one, and the path goes on after it with a slash or not at all. A
	 * link that begins with two slashes would lead to another host.
	 */
	static boolean isPrefix(String contextPath, String rawPath) {
		int length = contextPath.length();
		return length > 1 && contextPath.charAt(0) == '/' && contextPath.charAt(1) != '/'
				&& contextPath.charAt(length - 1) != '/' && rawPath.startsWith(contextPath)
				&& isEndOfSegment(length, rawPath);
	}

	private static boolean isEndOfSegment(int position, String rawPath) {
		return position == rawPath.length() || rawPath.charAt(position) == '/';
	}

	static String ofVariable(MetaVariables variables, String rawPath) {
		String value = variables.get("GATEWAY_CONTEXT_PATH");
		if (value == null) {
			return "";
		}
		String mount = withoutTrailingSlash(value);
		String prefix = prefixOf(mount, rawPath);
		return (prefix != null) ? prefix : mount;
	}

	/**
	 * Return the beginning of a raw path that is a mount point. Web servers compare
	 * decoded paths, so both may be encoded differently: {@code /a b}, {@code /a%20b} and
	 * {@code /%61%20b} are the same. A slash that is encoded is part of a segment.
	 */
	private static @Nullable String prefixOf(String mount, String rawPath) {
		if (isPrefix(mount, rawPath)) {
			return mount;
		}
		int end = endOfEquivalent(mount, rawPath);
		return (end != -1 && isEndOfSegment(end, rawPath)) ? rawPath.substring(0, end) : null;
	}

	private static int endOfEquivalent(String mount, String rawPath) {
		int position = 0;
		int i = 0;
		while (i < mount.length()) {
			if (position == rawPath.length()) {
				return -1;
			}
			int decodedMount = PercentEncoding.decode(mount, i);
			int decodedPath = PercentEncoding.decode(rawPath, position);
			int inMount = (decodedMount != -1) ? decodedMount : mount.charAt(i);
			int inPath = (decodedPath != -1) ? decodedPath : rawPath.charAt(position);
			if (inMount != inPath || (inMount == '/' && decodedMount != decodedPath)) {
				return -1;
			}
			i += (decodedMount != -1) ? 3 : 1;
			position += (decodedPath != -1) ? 3 : 1;
		}
		return position;
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
		String longest = "";
		for (String path : paths) {
			String prefix = prefixOf(path, rawPath);
			if (prefix != null && prefix.length() > longest.length()) {
				longest = prefix;
			}
		}
		return longest;
	}

}
