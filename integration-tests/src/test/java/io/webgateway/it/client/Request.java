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

package io.webgateway.it.client;

import java.util.ArrayList;
import java.util.List;

/**
 * One request as a browser sends it: nothing is normalised, encoded or added except the
 * Host header.
 *
 * @param method the method, any token
 * @param target the raw request target
 * @param host the value of the Host header
 * @param headers the other headers in their order
 * @param body the body
 */
public record Request(String method, String target, String host, List<Header> headers, RequestBody body) {

	/**
	 * The Host header of a request that does not care.
	 */
	public static final String DEFAULT_HOST = "www.example.org:8123";

	public static Request of(String method, String target) {
		return new Request(method, target, DEFAULT_HOST, List.of(), RequestBody.none());
	}

	public static Request get(String target) {
		return of("GET", target);
	}

	public static Request post(String target, byte[] body) {
		return of("POST", target).body(RequestBody.of(body));
	}

	public Request header(String name, String value) {
		List<Header> headers = new ArrayList<>(this.headers);
		headers.add(new Header(name, value));
		return new Request(this.method, this.target, this.host, List.copyOf(headers), this.body);
	}

	public Request host(String host) {
		return new Request(this.method, this.target, host, this.headers, this.body);
	}

	public Request body(RequestBody body) {
		return new Request(this.method, this.target, this.host, this.headers, body);
	}

	/**
	 * Return the same request for an application that is mounted.
	 * @param mount the path under which the application is mounted, empty for the root
	 * @return the request with the path before its target
	 */
	public Request below(String mount) {
		return new Request(this.method, mount + this.target, this.host, this.headers, this.body);
	}

	public String path() {
		int query = this.target.indexOf('?');
		return (query != -1) ? this.target.substring(0, query) : this.target;
	}

	public String query() {
		int query = this.target.indexOf('?');
		return (query != -1) ? this.target.substring(query + 1) : "";
	}

	@Override
	public String toString() {
		return this.method + " " + this.target;
	}

}
