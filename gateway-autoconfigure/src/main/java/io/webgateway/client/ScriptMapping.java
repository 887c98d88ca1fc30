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

package io.webgateway.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the path of a request becomes {@code SCRIPT_NAME} and {@code PATH_INFO}, and the
 * names of files where the application is made of scripts.
 */
@FunctionalInterface
interface ScriptMapping {

	/**
	 * The path is that of the application, which is no script.
	 */
	ScriptMapping NONE = (path) -> Map.of("SCRIPT_NAME", "", "PATH_INFO", path);

	/** A dot segment, a backslash or NUL. */
	Pattern UNSAFE = Pattern.compile("/\\.\\.?(/|$)|[\\\\\\x00]");

	/**
	 * Return the variables of a path.
	 * @param path the decoded path
	 */
	Map<String, String> map(String path);

	/**
	 * Each path names a script below a directory, up to the suffix that scripts have.
	 */
	static ScriptMapping scripts(String documentRoot, String suffix) {
		return (path) -> {
			if (UNSAFE.matcher(path).find()) {
				throw new IllegalArgumentException(
						"Path of a script must not contain dot segments, backslashes or NUL");
			}
			int end = path.indexOf(suffix + "/");
			int length = (end != -1) ? end + suffix.length() : path.length();
			return variables(documentRoot, path.substring(0, length), path.substring(length));
		};
	}

	/**
	 * All paths are those of one script.
	 */
	static ScriptMapping frontController(String documentRoot, String script) {
		return (path) -> variables(documentRoot, script, path);
	}

	private static Map<String, String> variables(String documentRoot, String scriptName, String pathInfo) {
		Map<String, String> variables = new LinkedHashMap<>();
		variables.put("DOCUMENT_ROOT", documentRoot);
		variables.put("SCRIPT_FILENAME", documentRoot + scriptName);
		variables.put("SCRIPT_NAME", scriptName);
		if (!pathInfo.isEmpty()) {
			variables.put("PATH_INFO", pathInfo);
		}
		return variables;
	}

}
