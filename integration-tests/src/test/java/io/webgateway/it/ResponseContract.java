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

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A response reaches the browser as the application gave it.
 */
interface ResponseContract extends Contract {

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 202, 203, 206, 207, 299, 300, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411,
			412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 507,
			599 })
	default void statusArrives(int status) {
		Request request = Request.get("/status/" + status);
		Response response = exchange(request);
		assertThat(response.status()).as("%s -> %s", request, response).isEqualTo(status);
		assertThat(response.text()).isEqualTo("status " + status);
		Contract.assertComplete(request, response);
	}

	@ParameterizedTest
	@ValueSource(ints = { 204, 304 })
	default void statusWithoutBodyArrives(int status) throws Exception {
		try (Door.Session session = door().open()) {
			Request request = Request.get("/status/" + status);
			Response response = session.exchange(request);
			assertThat(response.status()).as("%s -> %s", request, response).isEqualTo(status);
			assertThat(response.headers("ETag")).containsExactly("\"tag\"");
			assertThat(response.body()).isEmpty();
			Contract.assertComplete(request, response);
			assertStillInStep(session);
		}
	}

	@Test
	default void headersArrive() {
		Response response = exchangeOk(Request.get("/headers"));
		assertThat(response.headers("X-Single")).containsExactly("one");
		assertThat(response.header("X-Repeated")).isEqualTo("first, second");
		assertThat(response.header("Vary")).contains("Accept").contains("Origin");
		assertThat(response.header("X-Odd")).isEqualTo("a\"b;c=d,e:f \\ % é");
		assertThat(response.header("X-Long")).isEqualTo("x".repeat(3000));
		assertThat(response.headers("Content-Type")).containsExactly("text/plain;charset=UTF-8");
		assertThat(response.text()).isEqualTo("headers");
	}

	@Test
	default void emptyHeaderOfResponseArrives() {
		assertThat(exchangeOk(Request.get("/headers")).headers("X-Empty")).containsExactly("");
	}

	@Test
	default void lengthOfBodyArrives() {
		Response response = exchangeOk(Request.get("/greeting"));
		assertThat(response.headers("Content-Length")).as("%s", response).containsExactly("5");
	}

	@Test
	default void cookiesOfResponseArrive() {
		List<String> cookies = exchangeOk(Request.get("/cookies")).headers("Set-Cookie");
		assertThat(cookies).hasSize(3);
		assertThat(cookies.get(0)).isEqualToIgnoringCase("a=1; Path=/; HttpOnly");
		assertThat(cookies.get(1)).startsWith("b=2; Max-Age=3600; Expires=").endsWith("; SameSite=Lax");
		assertThat(cookies.get(2)).isEqualTo("c=3; Secure");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/greeting", "/files/300000" })
	default void headIsGetWithoutBody(String target) throws Exception {
		Response get = exchangeOk(Request.get(target));
		try (Door.Session session = door().open()) {
			Request request = Request.of("HEAD", target);
			Response head = session.exchange(request);
			Contract.assertOk(request, head);
			assertThat(head.body()).isEmpty();
			assertThat(head.headers("Content-Type")).isEqualTo(get.headers("Content-Type"));
			assertThat(head.headers("Content-Length")).containsExactly(String.valueOf(get.body().length));
			assertStillInStep(session);
		}
	}

	@Test
	default void headOfStreamHasNoBody() throws Exception {
		try (Door.Session session = door().open()) {
			Request request = Request.of("HEAD", "/generated/100000");
			Response head = session.exchange(request);
			Contract.assertOk(request, head);
			assertThat(head.body()).isEmpty();
			assertStillInStep(session);
		}
	}

	@ParameterizedTest
	@CsvSource({ "301, http://other.example.org:81/a%20b?x=1#y", "302, /greeting", "302, ../up?x=1", "303, greeting",
			"307, https://www.example.org/", "308, //other.example.org/a", "201, /made/1", "200, /greeting" })
	default void locationArrivesUnchanged(int status, String location) {
		Request request = Request
			.get("/location/" + status + "?to=" + java.net.URLEncoder.encode(location, StandardCharsets.UTF_8));
		Response response = exchange(request);
		assertThat(response.status()).as("%s -> %s", request, response).isEqualTo(status);
		assertThat(response.headers("Location")).containsExactly(location);
		assertThat(response.text()).isEqualTo("see " + location);
	}

	@Test
	default void unknownPathIsAnsweredByTheApplication() {
		Request request = Request.get("/no/such/path");
		Response response = exchange(request);
		assertThat(response.status()).as("%s -> %s", request, response).isEqualTo(404);
		assertThat(json(response).at("/path").asString()).isEqualTo(door().description().mount() + "/no/such/path");
	}

	@Test
	default void failureBeforeTheFirstByteIsStatus500() {
		Request request = Request.get("/failure/before");
		Response response = exchange(request);
		assertThat(response.status()).as("%s -> %s", request, response).isEqualTo(500);
		JsonNode error = json(response);
		assertThat(error.at("/status").asInt()).isEqualTo(500);
		assertThat(error.at("/error").asString()).isEqualTo("Internal Server Error");
	}

	@Test
	default void emptyResponseIsEmpty() {
		assertThat(exchangeOk(Request.get("/empty")).body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 8191, 8192, 65535, 65536, 1_000_000 })
	default void bodyOfResponseArrives(int length) {
		Response response = exchangeOk(Request.get("/bytes/" + length));
		assertThat(response.body().length).isEqualTo(length);
		assertThat(TestBytes.digest(response.body())).isEqualTo(TestBytes.digest(TestBytes.first(length)));
		assertThat(response.headers("Content-Type")).containsExactly("application/octet-stream");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 65536, 20 * 1024 * 1024 })
	default void bodyOfUnknownLengthArrives(int length) {
		Response response = exchangeOk(Request.get("/generated/" + length));
		assertThat(response.body().length).isEqualTo(length);
		assertThat(TestBytes.digest(response.body())).isEqualTo(TestBytes.digest(TestBytes.first(length)));
	}

	/** A body too many or too few would be taken for the next response. */
	private static void assertStillInStep(Door.Session session) throws Exception {
		Request request = Request.get("/greeting");
		Response response = session.exchange(request);
		Contract.assertOk(request, response);
		assertThat(response.text()).isEqualTo("Hello");
	}

}
