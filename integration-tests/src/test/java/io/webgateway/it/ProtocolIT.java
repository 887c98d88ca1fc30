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

import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.IncomingResponse;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.RequestBody;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What only a client that speaks the protocol itself can try.
 */
@ResourceLock(SharedDoors.LOCK)
@ExtendWith(SharedDoors.class)
class ProtocolIT {

	/** Far more than fits into the buffers of a socket. */
	private static final int LENGTH = 16 * 1024 * 1024;

	static List<DoorDescription> doors() {
		return Doors.direct();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("doors")
	void whenRequestEndsWhileResponseIsLeavingThenResponseIsComplete(DoorDescription description) throws Exception {
		CountDownLatch headArrived = new CountDownLatch(1);
		RequestBody body = RequestBody.of(2, (output) -> {
			output.write(1);
			output.flush();
			await(headArrived);
			output.write(2);
			output.flush();
		});
		try (Door.Session session = SharedDoors.open(description).open()) {
			Request request = Request.of("GET", "/bytes/" + LENGTH).body(body);
			IncomingResponse incoming = session.send(request);
			headArrived.countDown();
			Response response = incoming.readFully();
			Contract.assertOk(request, response);
			assertThat(TestBytes.digest(response.body())).isEqualTo(TestBytes.digest(TestBytes.first(LENGTH)));
		}
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("doors")
	void whenLongBodyIsNotReadThenResponseArrives(DoorDescription description) throws Exception {
		Request request = Request.of("POST", "/status/413").body(RequestBody.of(LENGTH, ProtocolIT::writeZeros));
		Response response = SharedDoors.open(description).exchange(request).response();
		assertThat(response.status()).isEqualTo(413);
		assertThat(response.text()).isEqualTo("status 413");
		Contract.assertComplete(request, response);
	}

	private static void writeZeros(OutputStream output) throws java.io.IOException {
		byte[] zeros = new byte[65536];
		for (int i = 0; i < LENGTH; i += zeros.length) {
			output.write(zeros);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
