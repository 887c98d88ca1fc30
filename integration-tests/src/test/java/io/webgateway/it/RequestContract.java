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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.client.Request;
import io.webgateway.it.client.RequestBody;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The head of a request arrives as the browser sent it.
 */
interface RequestContract extends Contract {

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "BAZ" })
	default void methodArrives(String method) {
		Request request = Request.of(method, "/inspect");
		if (List.of("POST", "PUT", "PATCH").contains(method)) {
			request = request.body(RequestBody.of(new byte[0]));
		}
		assertThat(inspect(request).at("/method").asString()).isEqualTo(method);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a%2Fb", "/a%20b", "/%C3%A9t%C3%A9", "/a;v=1/b", "//a//b", "/a+b", "/a%25b", "/a%5Cb",
			"/%61", "/a:b@c,d", "/~a", "/a/", "/a%3Fb%23c", "/a%5Bb%5D" })
	default void rawPathArrives(String path) {
		JsonNode inspection = inspect(Request.get("/inspect" + path));
		assertThat(inspection.at("/rawPath").asString()).isEqualTo(door().description().mount() + "/inspect" + path);
		assertThat(inspection.at("/pathWithinApplication").asString()).isEqualTo("/inspect" + path);
	}

	/**
	 * Listeners refuse what web servers resolve before they decide about access, by
	 * default; the HTTP port has nobody before it who could decide.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "/a/../b", "/a/./b", "/a/%2e%2E/b" })
	default void dotSegmentsArriveAtTheHttpPortOnly(String path) {
		Response response = exchange(Request.get("/inspect" + path));
		assertThat(response.status()).isEqualTo((door().description().protocol() == Protocol.HTTP) ? 200 : 400);
	}

	@Test
	default void encodedSlashStaysWithinItsSegment() {
		assertThat(exchangeOk(Request.get("/segments/a%2Fb/end")).text()).isEqualTo("a/b");
	}

	@Test
	default void longTargetArrives() {
		String path = "/inspect/" + "0123456789".repeat(150);
		String query = "abcdefghij".repeat(150);
		JsonNode inspection = inspect(Request.get(path + "?" + query));
		assertThat(inspection.at("/pathWithinApplication").asString()).isEqualTo(path);
		assertThat(inspection.at("/rawQuery").asString()).isEqualTo(query);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a=b", "a=1&a=2&b", "x=%C3%A9&y=a+b%26c", "a=b?c/d:@!$'()*,;~", "=", "%20", "" })
	default void rawQueryArrives(String query) {
		assertThat(inspect(Request.get("/inspect?" + query)).at("/rawQuery").asString()).isEqualTo(query);
	}

	@Test
	default void queryParametersAreDecoded() {
		JsonNode params = inspect(Request.get("/inspect?a=1&a=%C3%A9+%26")).at("/queryParams");
		assertThat(texts(params.at("/a"))).containsExactly("1", "é &");
	}

	@Test
	default void absentQueryIsAbsent() {
		assertThat(inspect(Request.get("/inspect")).at("/rawQuery").isNull()).isTrue();
	}

	@Test
	default void headerArrives() {
		JsonNode inspection = inspect(Request.get("/inspect").header("X-Plain", "plain value; q=\"0,5\""));
		assertThat(header(inspection, "X-Plain")).isEqualTo("plain value; q=\"0,5\"");
	}

	@Test
	default void repeatedHeaderArrivesWithAllValues() {
		JsonNode inspection = inspect(
				Request.get("/inspect").header("X-Repeated", "first").header("X-Repeated", "second"));
		assertThat(header(inspection, "X-Repeated")).isEqualTo("first, second");
	}

	@Test
	default void emptyHeaderArrives() {
		assertThat(header(inspect(Request.get("/inspect").header("X-Empty", "")), "X-Empty")).isEmpty();
	}

	@Test
	default void absentHeaderIsAbsent() {
		assertThat(header(inspect(Request.get("/inspect")), "X-Absent")).isNull();
	}

	@Test
	default void longHeaderArrives() {
		String value = "0123456789".repeat(600);
		assertThat(header(inspect(Request.get("/inspect").header("X-Long", value)), "X-Long")).isEqualTo(value);
	}

	@Test
	default void bytesOfHeaderArrive() {
		String utf8 = new String("été".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
		assertThat(header(inspect(Request.get("/inspect").header("X-Bytes", utf8)), "X-Bytes")).isEqualTo(utf8);
		assertThat(header(inspect(Request.get("/inspect").header("X-Bytes", "été")), "X-Bytes")).isEqualTo("été");
	}

	@Test
	default void standardHeadersArrive() {
		JsonNode inspection = inspect(Request.get("/inspect")
			.header("Accept", "application/json;q=0.9, */*;q=0.1")
			.header("Accept-Language", "fr-CH, fr;q=0.9")
			.header("User-Agent", "Contract/1.0 (test)")
			.header("Referer", "http://www.example.org/from?x=1")
			.header("Origin", "http://www.example.org:8123"));
		assertThat(header(inspection, "Accept")).isEqualTo("application/json;q=0.9, */*;q=0.1");
		assertThat(header(inspection, "Accept-Language")).isEqualTo("fr-CH, fr;q=0.9");
		assertThat(header(inspection, "User-Agent")).isEqualTo("Contract/1.0 (test)");
		assertThat(header(inspection, "Referer")).isEqualTo("http://www.example.org/from?x=1");
		assertThat(header(inspection, "Origin")).isEqualTo("http://www.example.org:8123");
	}

	/**
	 * Web servers say what they know in variables, which browsers cannot set.
	 */
	@Test
	default void forwardedHeadersArriveAtTheHttpPortOnly() {
		JsonNode inspection = inspect(Request.get("/inspect")
			.header("X-Forwarded-For", "192.0.2.1")
			.header("Forwarded", "for=192.0.2.1;host=evil.example"));
		boolean http = door().description().protocol() == Protocol.HTTP;
		assertThat(header(inspection, "X-Forwarded-For")).isEqualTo(http ? "192.0.2.1" : null);
		assertThat(header(inspection, "Forwarded")).isEqualTo(http ? "for=192.0.2.1;host=evil.example" : null);
	}

	@Test
	default void credentialsArrive() {
		String credentials = "Basic "
				+ Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.UTF_8));
		JsonNode inspection = inspect(Request.get("/inspect").header("Authorization", credentials));
		assertThat(header(inspection, "Authorization")).isEqualTo(credentials);
		inspection = inspect(Request.get("/inspect").header("Authorization", "Bearer abc.def"));
		assertThat(header(inspection, "Authorization")).isEqualTo("Bearer abc.def");
	}

	@Test
	default void cookiesArrive() {
		JsonNode cookies = inspect(Request.get("/inspect").header("Cookie", "a=1; b=x%20y; c=")).at("/cookies");
		assertThat(texts(cookies.at("/a"))).containsExactly("1");
		assertThat(texts(cookies.at("/b"))).containsExactly("x%20y");
		assertThat(texts(cookies.at("/c"))).containsExactly("");
	}

	@Test
	default void cookiesOfTheSameNameArrive() {
		JsonNode cookies = inspect(Request.get("/inspect").header("Cookie", "a=1; a=2")).at("/cookies");
		assertThat(texts(cookies.at("/a"))).containsExactly("1", "2");
	}

	@Test
	default void contentTypeArrives() {
		JsonNode inspection = inspect(
				Request.post("/inspect", new byte[3]).header("Content-Type", "application/x-test; a=\"b\""));
		assertThat(header(inspection, "Content-Type")).isEqualTo("application/x-test; a=\"b\"");
		assertThat(header(inspection, "Content-Length")).isEqualTo("3");
	}

	@ParameterizedTest
	@ValueSource(strings = { "www.example.org:8123", "www.example.org", "127.0.0.1:8123", "[::1]:8123" })
	default void hostAndPortArrive(String host) {
		JsonNode inspection = inspect(Request.get("/inspect?a=b").host(host));
		assertThat(inspection.at("/uri").asString())
			.isEqualTo("http://" + host + door().description().mount() + "/inspect?a=b");
		assertThat(header(inspection, "Host")).isEqualTo(host);
	}

	@Test
	default void schemeArrives() {
		JsonNode inspection = inspect(Request.get("/inspect"));
		assertThat(inspection.at("/scheme").asString()).isEqualTo("http");
		assertThat(inspection.at("/secure").asBoolean()).isFalse();
	}

	@Test
	default void remoteAddressArrives() {
		Door.Exchange exchange = door().exchange(Request.get("/inspect"));
		Contract.assertOk(exchange.request(), exchange.response());
		JsonNode remote = json(exchange.response()).at("/remote");
		assertThat(remote.at("/host").asString()).isEqualTo(exchange.remoteAddress().getHostString());
		assertThat(remote.at("/port").asInt()).isEqualTo(exchange.remoteAddress().getPort());
	}

	@Test
	default void localAddressArrives() {
		Door.Exchange exchange = door().exchange(Request.get("/inspect"));
		Contract.assertOk(exchange.request(), exchange.response());
		JsonNode local = json(exchange.response()).at("/local");
		assertThat(local.at("/host").asString()).isEqualTo(exchange.localAddress().getHostString());
	}

	@Test
	default void localPortArrives() {
		Door.Exchange exchange = door().exchange(Request.get("/inspect"));
		Contract.assertOk(exchange.request(), exchange.response());
		JsonNode local = json(exchange.response()).at("/local");
		assertThat(local.at("/port").asInt()).isEqualTo(exchange.localAddress().getPort());
	}

	private static String header(JsonNode inspection, String name) {
		for (String field : inspection.at("/headers").propertyNames()) {
			if (field.equalsIgnoreCase(name)) {
				return String.join(", ", texts(inspection.at("/headers").get(field)));
			}
		}
		return null;
	}

	private static List<String> texts(JsonNode array) {
		List<String> texts = new ArrayList<>();
		array.forEach((element) -> texts.add(element.asString()));
		return texts;
	}

}
