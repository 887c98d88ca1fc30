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

import java.util.function.Supplier;

import io.webgateway.it.client.Response;

/**
 * What HAProxy 2.6 answers by itself to a request for which the buffers of a shared
 * connection have too little room at that moment. The application never sees such a
 * request.
 */
final class HaproxyRefusal {

	private static final String PAGE = "<html><body><h1>500 Internal Server Error</h1>\n"
			+ "An internal server error occurred.\n</body></html>\n";

	private HaproxyRefusal() {
	}

	/**
	 * Ask again until the answer is not HAProxy's own refusal.
	 * @param exchange asks
	 * @return the answer
	 */
	static Response repeatWhenRefused(Supplier<Response> exchange) {
		Response response = exchange.get();
		while (response.status() == 500 && response.text().equals(PAGE)) {
			response = exchange.get();
		}
		return response;
	}

}
