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

package io.webgateway.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.reactive.HttpHandler;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AccelBuffering}.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
class AccelBufferingTests {

	private static final String NGINX = "nginx/1.22.1";

	@Parameter
	private GatewayProtocol protocol;

	@ParameterizedTest
	@ValueSource(strings = { "text/event-stream", "text/event-stream;charset=UTF-8", "Text/Event-Stream ; a=b",
			"application/x-ndjson", "application/jsonl" })
	void whenStreamGoesToNginxThenItIsAskedNotToBuffer(String contentType) throws IOException {
		assertThat(buffering(NGINX, contentType)).containsExactly("no");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "text/plain", "application/json", "application/octet-stream", "text/event-stream-of-ours" })
	void whenResponseIsNoStreamThenNothingIsSaid(String contentType) throws IOException {
		assertThat(buffering(NGINX, contentType)).isEmpty();
		assertThat(buffering(NGINX, null)).isEmpty();
	}

	@Test
	void whenLengthIsAnnouncedThenNothingIsSaid() throws IOException {
		assertThat(bufferingOf(NGINX, (request, response) -> {
			response.getHeaders().set("Content-Type", "application/x-ndjson");
			response.getHeaders().setContentLength(1);
			return response.writeWith(SampleHandlers.flux(response, "1"));
		})).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "lighttpd/1.4.69", "Apache/2.4.71 (Debian)", "nginx", "" })
	void whenWebServerIsAnotherThenNothingIsSaid(String software) throws IOException {
		assertThat(buffering(software, "text/event-stream")).isEmpty();
	}

	@Test
	void whenWebServerDoesNotSayWhatItIsThenItIsTakenForNginxExceptOverFastCgi() throws IOException {
		List<String> expected = (this.protocol == GatewayProtocol.FASTCGI) ? List.of() : List.of("no");
		assertThat(buffering(null, "text/event-stream")).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "yes", "no" })
	void whenApplicationHasDecidedThenItsDecisionStands(String decision) throws IOException {
		assertThat(bufferingOf(NGINX, (request, response) -> {
			response.getHeaders().set("Content-Type", "text/event-stream");
			response.getHeaders().set("X-Accel-Buffering", decision);
			return response.writeWith(SampleHandlers.flux(response, "data:1\n\n"));
		})).containsExactly(decision);
	}

	private List<String> buffering(@Nullable String software, @Nullable String contentType) throws IOException {
		return bufferingOf(software, (request, response) -> {
			if (contentType != null) {
				response.getHeaders().set("Content-Type", contentType);
			}
			return response.writeWith(SampleHandlers.flux(response, "1"));
		});
	}

	private List<String> bufferingOf(@Nullable String software, HttpHandler handler) throws IOException {
		List<Field> variables = new ArrayList<>(GatewayDoor.variablesOf(RawRequest.get("/")));
		if (software != null) {
			variables.add(new Field("SERVER_SOFTWARE", software));
		}
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			Answer answer = door.send(variables, null);
			assertThat(answer.status()).isEqualTo(200);
			return answer.headers("X-Accel-Buffering");
		}
	}

}
