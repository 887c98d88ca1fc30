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

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shortest configuration of nginx keeps what the contract says of requests,
 * responses, files and events. It does not of other streams and large bodies, and
 * Debian's parameters drop the port from the Host header.
 */
@ResourceLock(SharedDoors.LOCK)
@ExtendWith(SharedDoors.class)
class NginxShortConfigurationIT
		implements RequestContract, ResponseContract, FileContract, MountContract, EventStreamContract {

	static final DoorDescription DOOR = DoorDescription.behind(WebServer.NGINX, Protocol.FASTCGI, "-short");

	private static final int DEFAULT_BODY_LIMIT = 1024 * 1024;

	@BeforeEach
	void requireWebServer() {
		WebServer.NGINX.require();
	}

	@Override
	public Door door() {
		return SharedDoors.open(DOOR);
	}

	@Override
	@ParameterizedTest
	@ValueSource(strings = { "www.example.org:8123", "www.example.org", "127.0.0.1:8123", "[::1]:8123" })
	public void hostAndPortArrive(String host) {
		JsonNode inspection = inspect(Request.get("/inspect?a=b").host(host));
		String withoutPort = host.replaceFirst(":8123$", "");
		// The parameters of other distributions have no HTTP_HOST, and then the port is
		// there
		assertThat(inspection.at("/uri").asString()).isIn("http://" + withoutPort + "/inspect?a=b",
				"http://" + host + "/inspect?a=b");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 65536, DEFAULT_BODY_LIMIT })
	void bodyArrives(int length) {
		byte[] body = TestBytes.first(length);
		JsonNode digest = json(
				exchangeOk(Request.post("/digest", body).header("Content-Type", "application/octet-stream")));
		assertThat(digest.at("/length").asInt()).isEqualTo(length);
		assertThat(digest.at("/sha256").asString()).isEqualTo(TestBytes.digest(body));
	}

	@Test
	void largeBodyIsRefused() {
		Response response = exchange(Request.post("/digest", TestBytes.first(DEFAULT_BODY_LIMIT + 1)));
		assertThat(response.status()).as("%s", response).isEqualTo(413);
	}

}
