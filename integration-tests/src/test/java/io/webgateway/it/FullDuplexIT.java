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
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Timeout;
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
 * A response may begin while its request still comes, and neither waits for the other,
 * behind web servers that read and write at the same time. The others first send the
 * whole body to the application, which stops to read when nobody reads what it answers.
 */
@ResourceLock(SharedDoors.LOCK)
@ExtendWith(SharedDoors.class)
class FullDuplexIT {

	static List<DoorDescription> doors() {
		List<DoorDescription> doors = new ArrayList<>(Doors.http());
		doors.addAll(Doors.direct());
		// lighttpd stalls over AJP on TCP, as its page says, where the JVM is not warm
		doors.addAll(Doors.behind(WebServer.LIGHTTPD)
			.stream()
			.filter((door) -> !door.toString().equals("lighttpd/ajp.conf"))
			.toList());
		// Over the others Apache reads no response before it has sent the whole body
		doors
			.addAll(Doors.behind(WebServer.APACHE).stream().filter((door) -> door.protocol() == Protocol.AJP).toList());
		return doors;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("doors")
	@Timeout(20)
	void whenBodyIsEchoedThenBothStream(DoorDescription description) {
		byte[] body = TestBytes.first(16 * 1024 * 1024);
		Request request = Request.post("/echo", body).header("Content-Type", "application/octet-stream");
		if (description.webServer() != null) {
			description.webServer().require();
		}
		Response response = SharedDoors.open(description).exchange(request).response();
		Contract.assertOk(request, response);
		assertThat(TestBytes.digest(response.body())).isEqualTo(TestBytes.digest(body));
	}

	static List<DoorDescription> streamingDoors() {
		return doors().stream()
			.filter((door) -> !door.isBehind(WebServer.LIGHTTPD) || door.isVariant("-streaming"))
			.toList();
	}

	/**
	 * The rest of the body is not sent before the beginning of it has come back.
	 */
	@ParameterizedTest(name = "{0}")
	@MethodSource("streamingDoors")
	@Timeout(20)
	void whenBodyPausesThenWhatWasEchoedArrives(DoorDescription description) throws Exception {
		if (description.webServer() != null) {
			description.webServer().require();
		}
		byte[] part = TestBytes.first(1000);
		CountDownLatch echoed = new CountDownLatch(1);
		RequestBody body = RequestBody.of(2 * part.length, (output) -> {
			output.write(part);
			output.flush();
			await(echoed);
			output.write(part);
		});
		try (Door.Session session = SharedDoors.open(description).open()) {
			IncomingResponse response = session
				.send(Request.of("POST", "/echo").header("Content-Type", "application/octet-stream").body(body));
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.body().readNBytes(part.length)).isEqualTo(part);
			echoed.countDown();
			assertThat(session.receive(response).body()).isEqualTo(part);
		}
	}

	private static void await(CountDownLatch echoed) {
		try {
			echoed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
