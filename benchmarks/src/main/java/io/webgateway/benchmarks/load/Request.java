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

package io.webgateway.benchmarks.load;

/**
 * A request, and what the response to it must be.
 *
 * @param target path and query
 * @param bodyBytes the length of the body, {@code 0} for a {@code GET}
 * @param variables the number of meta-variables of a request without a body
 * @param responseBytes the length of the body of the response
 * @param documentRoot the directory of the web server's files
 */
public record Request(String target, long bodyBytes, int variables, long responseBytes, String documentRoot) {

	/**
	 * The number of meta-variables without which no web server does, one of them a
	 * header.
	 */
	public static final int FEW_VARIABLES = 10;

	/**
	 * The number of meta-variables that lighttpd makes of a browser's request.
	 */
	public static final int USUAL_VARIABLES = 27;

	private static final String DEBIAN_DOCUMENT_ROOT = "/var/www/html";

	/**
	 * Create a {@code GET}.
	 * @param target path and query
	 * @param responseBytes the length of the body of the response
	 * @return the request
	 */
	public static Request get(String target, long responseBytes) {
		return new Request(target, 0, USUAL_VARIABLES, responseBytes, DEBIAN_DOCUMENT_ROOT);
	}

	/**
	 * Create a {@code POST}.
	 * @param target path and query
	 * @param bodyBytes the length of the body
	 * @param responseBytes the length of the body of the response
	 * @return the request
	 */
	public static Request post(String target, long bodyBytes, long responseBytes) {
		return new Request(target, bodyBytes, USUAL_VARIABLES, responseBytes, DEBIAN_DOCUMENT_ROOT);
	}

	/**
	 * Return the same request with fewer or more meta-variables, and the headers that
	 * these are made of.
	 * @param variables the number of meta-variables: {@link #FEW_VARIABLES}, or at least
	 * {@link #USUAL_VARIABLES}
	 * @return the request
	 */
	public Request withVariables(int variables) {
		if (variables != FEW_VARIABLES && variables < USUAL_VARIABLES) {
			throw new IllegalArgumentException("No request has " + variables + " variables");
		}
		return new Request(this.target, this.bodyBytes, variables, this.responseBytes, this.documentRoot);
	}

	/**
	 * Return the same request with files elsewhere.
	 * @param documentRoot the directory of the web server's files
	 * @return the request
	 */
	public Request in(String documentRoot) {
		return new Request(this.target, this.bodyBytes, this.variables, this.responseBytes, documentRoot);
	}

	/**
	 * Return the first segment of the path, by which samples are called.
	 * @return the name
	 */
	public String name() {
		int end = path().indexOf('/', 1);
		return (end > 0) ? path().substring(0, end) : path();
	}

	String method() {
		return (this.bodyBytes > 0) ? "POST" : "GET";
	}

	String path() {
		int query = this.target.indexOf('?');
		return (query >= 0) ? this.target.substring(0, query) : this.target;
	}

	String query() {
		int query = this.target.indexOf('?');
		return (query >= 0) ? this.target.substring(query + 1) : "";
	}

}
