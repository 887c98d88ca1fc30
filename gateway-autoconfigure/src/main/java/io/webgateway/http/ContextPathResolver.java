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

import io.webgateway.codec.MetaVariables;

/**
 * Decides under which path the web server has mounted the application.
 */
@FunctionalInterface
public interface ContextPathResolver {

	/**
	 * Return the candidate for the context path of a request. It becomes the context path
	 * only if it is a prefix of the raw path that ends at a segment's end and does not
	 * begin with two slashes.
	 * @param variables the meta-variables of the request
	 * @param rawPath the raw path of the request
	 * @return the candidate, empty for none
	 */
	String resolve(MetaVariables variables, String rawPath);

	/**
	 * Return a resolver that knows no context path.
	 * @return the resolver
	 */
	static ContextPathResolver none() {
		return (variables, rawPath) -> "";
	}

	/**
	 * Return a resolver that takes the value of {@code GATEWAY_CONTEXT_PATH}, as the
	 * client has encoded it.
	 * @return the resolver
	 */
	static ContextPathResolver gatewayVariable() {
		return ContextPaths::ofVariable;
	}

	/**
	 * Return a resolver that takes the value of {@code SCRIPT_NAME} where it and
	 * {@code PATH_INFO} together are the path.
	 * @return the resolver
	 */
	static ContextPathResolver scriptName() {
		return ContextPaths::ofScriptName;
	}

	/**
	 * Return a resolver that takes the longest of the given paths that is a prefix of the
	 * path, as the client has encoded it.
	 * @param paths the paths, each beginning with a slash
	 * @return the resolver
	 */
	static ContextPathResolver fixed(List<String> paths) {
		List<String> copy = List.copyOf(paths);
		return (variables, rawPath) -> ContextPaths.longestPrefix(copy, rawPath);
	}

}
