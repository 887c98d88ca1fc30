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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.RequestBody;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many requests, at once and one after the other, do not mix.
 */
interface LoadContract extends Contract {

	int PARALLEL = 50;

	int SEQUENCE = 100;

	@Test
	default void parallelRequestsAreAnsweredEachWithItsOwn() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(PARALLEL);
		try {
			List<Callable<Response>> calls = new ArrayList<>();
			for (int i = 0; i < PARALLEL; i++) {
				byte[] body = TestBytes.slice(i * 1000L, 1000 * i);
				calls.add(() -> exchangeOk(Request.of("POST", "/echo")
					.header("Content-Type", "application/octet-stream")
					.body(RequestBody.of(body))));
			}
			List<Future<Response>> responses = executor.invokeAll(calls);
			for (int i = 0; i < PARALLEL; i++) {
				assertThat(TestBytes.digest(responses.get(i).get().body()))
					.isEqualTo(TestBytes.digest(TestBytes.slice(i * 1000L, 1000 * i)));
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	default void requestsInSequenceAreAnsweredInSequence() throws Exception {
		try (Door.Session session = door().open()) {
			for (int i = 0; i < SEQUENCE; i++) {
				Request request = Request.get("/bytes/" + i * 10);
				Response response = session.exchange(request);
				Contract.assertOk(request, response);
				assertThat(response.body()).isEqualTo(TestBytes.first(i * 10));
			}
			assertThat(session.connections()).isLessThanOrEqualTo(SEQUENCE);
		}
	}

}
