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

package io.webgateway.it;

import java.util.Map;
import java.util.function.Supplier;

import io.webgateway.it.client.Response;

/**
 * What HAProxy 2.6 answers by itself to requests on a connection that several share, and
 * that the application never sees: when its buffers have too little room at that moment,
 * and when the connection ends with a response that was broken off just then.
 */
final class HaproxyRefusal {

	private static final Map<Integer, String> PAGES = Map.of(500,
			"<html><body><h1>500 Internal Server Error</h1>\nAn internal server error occurred.\n</body></html>\n", 502,
			"<html><body><h1>502 Bad Gateway</h1>\nThe server returned an invalid or incomplete response.\n"
					+ "</body></html>\n");

	private static final int ATTEMPTS = 100;

	private HaproxyRefusal() {
	}

	/**
	 * Ask again while the answer is HAProxy's own refusal, but not for ever.
	 * @param exchange asks
	 * @return the answer
	 */
	static Response repeatWhenRefused(Supplier<Response> exchange) {
		Response response = exchange.get();
		for (int i = 1; i < ATTEMPTS && response.text().equals(PAGES.get(response.status())); i++) {
			response = exchange.get();
		}
		return response;
	}

}
