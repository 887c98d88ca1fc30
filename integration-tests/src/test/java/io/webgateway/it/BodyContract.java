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
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.RequestBody;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The body of a request arrives byte for byte.
 */
interface BodyContract extends Contract {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 8191, 65535, 65536, 5 * 1024 * 1024 })
	default void bodyArrives(int length) {
		byte[] body = TestBytes.first(length);
		assertDigest(exchangeOk(binary(RequestBody.of(body))), body);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 1000, 200_000, 2_000_000 })
	default void chunkedBodyArrives(int length) {
		byte[] body = TestBytes.first(length);
		assertDigest(exchangeOk(binary(RequestBody.chunked((output) -> writeInParts(output, body)))), body);
	}

	@Test
	default void bodyOfPutArrives() {
		byte[] body = TestBytes.first(1234);
		Request request = Request.of("PUT", "/count")
			.header("Content-Type", "application/octet-stream")
			.body(RequestBody.of(body));
		assertThat(exchangeOk(request).text()).isEqualTo("1234");
	}

	@Test
	default void formArrives() {
		byte[] body = "name=J%C3%BCrgen+X&tag=a&tag=b%26&empty=".getBytes(StandardCharsets.US_ASCII);
		JsonNode form = json(
				exchangeOk(Request.post("/form", body).header("Content-Type", "application/x-www-form-urlencoded")));
		assertThat(form.toString()).isEqualTo("{\"name\":[\"Jürgen X\"],\"tag\":[\"a\",\"b&\"],\"empty\":[\"\"]}");
	}

	@Test
	default void multipartArrives() {
		byte[] file = TestBytes.first(300_000);
		RequestBody body = RequestBody.of(multipartLength(file), (output) -> writeMultipart(output, file));
		JsonNode upload = json(exchangeOk(Request.of("POST", "/upload")
			.header("Content-Type", "multipart/form-data; boundary=limit")
			.body(body)));
		assertThat(upload.at("/title").asString()).isEqualTo("Ein Bild");
		assertThat(upload.at("/filename").asString()).isEqualTo("bild.png");
		assertThat(upload.at("/length").asInt()).isEqualTo(file.length);
		assertThat(upload.at("/sha256").asString()).isEqualTo(TestBytes.digest(file));
	}

	@Test
	default void bodyComesBack() {
		byte[] body = TestBytes.first(65536);
		Response response = exchangeOk(Request.post("/echo", body).header("Content-Type", "application/octet-stream"));
		assertThat(TestBytes.digest(response.body())).isEqualTo(TestBytes.digest(body));
	}

	@Test
	default void answerArrivesThoughTheBodyIsNotRead() {
		Request request = Request.post("/status/403", TestBytes.first(3 * 1024 * 1024));
		Response response = exchange(request);
		assertThat(response.status()).as("%s -> %s", request, response).isEqualTo(403);
		assertThat(response.text()).isEqualTo("status 403");
	}

	private static Request binary(RequestBody body) {
		return Request.of("POST", "/digest").header("Content-Type", "application/octet-stream").body(body);
	}

	private void assertDigest(Response response, byte[] body) {
		JsonNode digest = json(response);
		assertThat(digest.at("/length").asInt()).isEqualTo(body.length);
		assertThat(digest.at("/sha256").asString()).isEqualTo(TestBytes.digest(body));
	}

	private static void writeInParts(OutputStream output, byte[] body) throws java.io.IOException {
		int offset = 0;
		for (int size = 1; offset < body.length; size = Math.min(size * 3, 50_000)) {
			int length = Math.min(size, body.length - offset);
			output.write(body, offset, length);
			offset += length;
		}
	}

	private static long multipartLength(byte[] file) {
		try (java.io.ByteArrayOutputStream output = new java.io.ByteArrayOutputStream()) {
			writeMultipart(output, file);
			return output.size();
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private static void writeMultipart(OutputStream output, byte[] file) throws java.io.IOException {
		output.write(("--limit\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nEin Bild\r\n"
				+ "--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"bild.png\"\r\n"
				+ "Content-Type: image/png\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));
		output.write(file);
		output.write("\r\n--limit--\r\n".getBytes(StandardCharsets.UTF_8));
	}

}
