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

import java.io.IOException;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a behaviour of the contract works with. The behaviours know nothing of the door:
 * what a web server makes different is written down in {@link Deviations}.
 */
interface Contract {

	JsonMapper JSON = JsonMapper.builder().build();

	Door door();

	default Response exchange(Request request) {
		return door().exchange(request).response();
	}

	/**
	 * Ask and require a complete response with status 200.
	 * @param request the request
	 * @return the response
	 */
	default Response exchangeOk(Request request) {
		Response response = exchange(request);
		assertOk(request, response);
		return response;
	}

	/**
	 * Ask what the application sees of the request.
	 * @param request the request, for a target below {@code /inspect}
	 * @return what the application sees
	 */
	default JsonNode inspect(Request request) {
		return json(exchangeOk(request));
	}

	default JsonNode json(Response response) {
		return JSON.readTree(response.body());
	}

	static void assertOk(Request request, Response response) {
		assertThat(response.status()).as("%s -> %s", request, response).isEqualTo(200);
		assertComplete(request, response);
	}

	static void assertComplete(Request request, Response response) {
		assertThat(response.isComplete()).as("%s -> %s", request, response).isTrue();
	}

	/**
	 * Something that may fail on the way.
	 */
	@FunctionalInterface
	interface Action {

		void run() throws IOException;

	}

}
