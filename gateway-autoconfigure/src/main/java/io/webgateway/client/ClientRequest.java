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

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;

/**
 * A request whose head is complete.
 *
 * @param method the method
 * @param uri what is asked for
 * @param headers the header fields that are for the application
 * @param variables the meta-variables
 * @param length the length of the body, {@link #UNKNOWN} if it is not known
 * @param body the body, {@code null} if there is none
 */
record ClientRequest(String method, URI uri, List<Map.Entry<String, String>> headers, Map<String, String> variables,
		long length, @Nullable Flux<DataBuffer> body) {

	static final long UNKNOWN = -1;

	ClientRequest {
		headers = List.copyOf(headers);
	}

	ClientRequest withBody(Flux<DataBuffer> body) {
		return new ClientRequest(this.method, this.uri, this.headers, this.variables, this.length, body);
	}

	/**
	 * Return the path as it is in the request line.
	 */
	String path() {
		String path = this.uri.getRawPath();
		return (path == null || path.isEmpty()) ? "/" : path;
	}

	/**
	 * Return whether the application may see the request twice (RFC 9110, section 9.2.2).
	 */
	boolean isIdempotent() {
		return switch (this.method) {
			case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
			default -> false;
		};
	}

}
