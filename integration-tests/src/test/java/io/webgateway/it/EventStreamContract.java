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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.webgateway.it.client.IncomingResponse;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Events arrive one by one: each is published only after the one before it has been read.
 */
interface EventStreamContract extends Contract {

	@Test
	default void eventsArriveOneByOne() throws Exception {
		assertArrivesOneByOne("", "text/event-stream", "data:%s\n\n");
	}

	@Test
	default void linesArriveOneByOne() throws Exception {
		assertArrivesOneByOne("/lines", "application/x-ndjson", "{\"text\":\"%s\"}\n");
	}

	default void assertArrivesOneByOne(String suffix, String contentType, String format) throws Exception {
		String channel = "/channels/" + UUID.randomUUID();
		publish(channel, "event 0");
		try (Door.Session session = door().open()) {
			IncomingResponse response = session.send(Request.get(channel + suffix));
			assertThat(response.status()).isEqualTo(200);
			assertThat(response.headers()).anyMatch((header) -> header.name().equalsIgnoreCase("Content-Type")
					&& header.value().startsWith(contentType));
			assertThat(response.headers()).noneMatch((header) -> header.name().equalsIgnoreCase("X-Accel-Buffering"));
			assertThat(read(response.body(), format, "event 0")).isEqualTo(format.formatted("event 0"));
			for (int i = 1; i < 5; i++) {
				publish(channel, "event " + i);
				assertThat(read(response.body(), format, "event " + i)).isEqualTo(format.formatted("event " + i));
			}
			publish(channel, "end");
			assertThat(response.body().read()).isEqualTo(-1);
		}
	}

	default void publish(String channel, String text) {
		Request request = Request.post(channel, text.getBytes(StandardCharsets.UTF_8))
			.header("Content-Type", "text/plain");
		Response response = exchange(request);
		assertThat(response.status()).as("%s -> %s", request, response).isEqualTo(202);
	}

	static String read(InputStream body, String format, String text) throws IOException {
		byte[] bytes = body.readNBytes(format.formatted(text).length());
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
