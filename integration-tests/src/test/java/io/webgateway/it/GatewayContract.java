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

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.client.Request;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Those who want to know how the request came can know it.
 */
interface GatewayContract extends Contract {

	@Test
	default void listenerIsKnown() {
		JsonNode request = json(exchangeOk(Request.get("/gateway/request")));
		Protocol protocol = door().description().protocol();
		if (protocol == Protocol.HTTP) {
			assertThat(request.isEmpty()).isTrue();
		}
		else {
			assertThat(request.at("/listener").asString()).isEqualTo(protocol.id());
			assertThat(request.at("/protocol").asString()).isEqualTo(protocol.name());
		}
	}

	@Test
	default void variablesAreKnown() {
		JsonNode variables = json(exchangeOk(Request.get("/gateway/variables?a=b").header("X-Header", "value")));
		DoorDescription door = door().description();
		if (door.protocol() == Protocol.HTTP) {
			assertThat(variables.isEmpty()).isTrue();
			return;
		}
		Map<String, String> expected = Map.of("REQUEST_METHOD", "GET", "REQUEST_URI",
				door.mount() + "/gateway/variables?a=b", "QUERY_STRING", "a=b", "SERVER_PROTOCOL", "HTTP/1.1",
				"HTTP_X_HEADER", "value", "HTTP_HOST", Request.DEFAULT_HOST, "REQUEST_SCHEME", "http");
		expected
			.forEach((name, value) -> assertThat(variables.at("/" + name + "/0").asString()).as(name).isEqualTo(value));
		for (JsonNode values : variables) {
			assertThat(values.size()).as("%s", variables).isOne();
		}
	}

	/**
	 * Web servers that check nobody's password must not pass on a name as if they had.
	 */
	@Test
	default void claimedUserIsNotToldAsOne() {
		JsonNode variables = json(
				exchangeOk(Request.get("/gateway/variables").header("Authorization", "Basic dXNlcjpzZWNyZXQ=")));
		assertThat(variables.propertyNames()).doesNotContain("REMOTE_USER", "AUTH_TYPE");
	}

	@Test
	default void softwareOfTheWebServerIsKnown() {
		DoorDescription door = door().description();
		JsonNode variables = json(exchangeOk(Request.get("/gateway/variables")));
		if (door.webServer() != null) {
			String software = switch (door.webServer()) {
				case LIGHTTPD -> "lighttpd/";
				case APACHE -> "Apache/";
				case NGINX -> "nginx/";
				case HAPROXY -> "HAProxy ";
			};
			assertThat(variables.at("/SERVER_SOFTWARE/0").asString()).startsWith(software);
		}
	}

}
