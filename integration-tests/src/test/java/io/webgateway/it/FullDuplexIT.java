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

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A response may begin while its request still comes, and neither waits for the other,
 * behind web servers that read and write at the same time. The others first send the
 * whole body to the application, which stops to read when nobody reads what it answers.
 */
@ExtendWith(SharedDoors.class)
class FullDuplexIT {

	static List<DoorDescription> doors() {
		List<DoorDescription> doors = new ArrayList<>(Doors.http());
		doors.addAll(Doors.direct());
		doors.addAll(Doors.behind(WebServer.LIGHTTPD));
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

}
