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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A request as a client sends it, good or bad, for any door. Text stands for bytes of
 * ISO-8859-1.
 */
record RawRequest(String method, String target, List<Field> headers, byte @Nullable [] content) {

	static final String HOST = "www.example.org:8080";

	static RawRequest of(String method, String target) {
		return new RawRequest(method, target, List.of(), null);
	}

	static RawRequest get(String target) {
		return of("GET", target);
	}

	static RawRequest post(String target, String content) {
		return of("POST", target).content(content.getBytes(StandardCharsets.UTF_8));
	}

	RawRequest header(String name, String value) {
		List<Field> headers = new ArrayList<>(this.headers);
		headers.add(new Field(name, value));
		return new RawRequest(this.method, this.target, headers, this.content);
	}

	RawRequest content(byte[] content) {
		return new RawRequest(this.method, this.target, this.headers, content);
	}

	boolean hasHeader(String name) {
		return this.headers.stream().anyMatch((header) -> header.name().equalsIgnoreCase(name));
	}

	/**
	 * Return the header fields with a host, which most requests do not care about.
	 */
	List<Field> headersWithHost() {
		if (hasHeader("Host")) {
			return this.headers.stream().filter((header) -> !isMissingHost(header)).toList();
		}
		List<Field> headers = new ArrayList<>(this.headers);
		headers.add(0, new Field("Host", HOST));
		return headers;
	}

	/**
	 * Return the request without a host.
	 */
	RawRequest withoutHost() {
		return header("Host", "(none)");
	}

	private static boolean isMissingHost(Field header) {
		return header.name().equals("Host") && header.value().equals("(none)");
	}

	@Override
	public String toString() {
		return this.method + " " + this.target + (this.headers.isEmpty() ? "" : " " + this.headers)
				+ ((this.content != null) ? " with " + this.content.length + " bytes" : "");
	}

}
