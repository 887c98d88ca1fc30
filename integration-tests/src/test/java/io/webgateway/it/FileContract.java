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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files arrive whole or in the part that was asked for.
 */
interface FileContract extends Contract {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 100_000, 20 * 1024 * 1024 })
	default void fileArrives(int length) {
		Response response = exchangeOk(Request.get("/files/" + length));
		assertThat(response.body().length).isEqualTo(length);
		assertThat(TestBytes.digest(response.body())).isEqualTo(TestBytes.digest(TestBytes.first(length)));
		assertThat(response.headers("Last-Modified")).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "bytes=0-0, 0, 1", "bytes=1000-1999, 1000, 1000", "bytes=299000-, 299000, 1000",
			"bytes=-500, 299500, 500", "bytes=100000-999999, 100000, 200000" })
	default void rangeOfFileArrives(String range, int start, int length) {
		Request request = Request.get("/files/300000").header("Range", range);
		Response response = exchange(request);
		assertThat(response.status()).as("%s -> %s", request, response).isEqualTo(206);
		assertThat(response.header("Content-Range"))
			.isEqualTo("bytes " + start + "-" + (start + length - 1) + "/300000");
		assertThat(response.body()).isEqualTo(TestBytes.slice(start, length));
	}

	@Test
	default void rangeBeyondTheEndIsRefused() {
		Request request = Request.get("/files/300000").header("Range", "bytes=300000-");
		Response response = exchange(request);
		assertThat(response.status()).as("%s -> %s", request, response).isEqualTo(416);
	}

	@Test
	default void severalRangesArriveAsMultipart() {
		Request request = Request.get("/files/300000").header("Range", "bytes=0-9,100-109");
		Response response = exchange(request);
		assertThat(response.status()).as("%s -> %s", request, response).isEqualTo(206);
		assertThat(response.header("Content-Type")).startsWith("multipart/byteranges");
	}

	@Test
	default void unchangedFileIsNotSentAgain() {
		Response first = exchangeOk(Request.get("/files/1000"));
		Request request = Request.get("/files/1000").header("If-Modified-Since", first.header("Last-Modified"));
		Response second = exchange(request);
		assertThat(second.status()).as("%s -> %s", request, second).isEqualTo(304);
		assertThat(second.body()).isEmpty();
	}

}
