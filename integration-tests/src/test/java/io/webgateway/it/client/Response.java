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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A response that was read to its end.
 *
 * @param status the status code, {@code 0} if there was no response at all
 * @param reason the reason phrase
 * @param headers the headers in the order of arrival
 * @param body the bytes of the body
 * @param failure why the response is not complete, empty if it is
 */
public record Response(int status, String reason, List<Header> headers, byte[] body, String failure) {

	private static final int SHOWN_BODY = 600;

	/**
	 * Create what stands for a response where none came.
	 * @param failure what came instead
	 * @return the response
	 */
	public static Response none(String failure) {
		return new Response(0, "", List.of(), new byte[0], failure);
	}

	public boolean isComplete() {
		return this.failure.isEmpty();
	}

	public List<String> headers(String name) {
		return values(this.headers, name);
	}

	public String header(String name) {
		List<String> values = headers(name);
		return values.isEmpty() ? null : String.join(", ", values);
	}

	public String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	static List<String> values(List<Header> headers, String name) {
		List<String> values = new ArrayList<>();
		for (Header header : headers) {
			if (header.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
				values.add(header.value());
			}
		}
		return values;
	}

	@Override
	public String toString() {
		String text = text();
		return this.status + " " + this.reason + " " + this.headers + ", " + this.body.length + " bytes"
				+ (isComplete() ? "" : " (" + this.failure + ")") + ": "
				+ text.substring(0, Math.min(text.length(), SHOWN_BODY));
	}

}
