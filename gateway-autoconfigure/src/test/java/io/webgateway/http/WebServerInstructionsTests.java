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
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.server.reactive.HttpHandler;

import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenerStatistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WebServerInstructions}.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
@ExtendWith(OutputCaptureExtension.class)
class WebServerInstructionsTests {

	private static final List<String> INSTRUCTIONS = List.of("X-Sendfile", "x-sendfile2", "X-LIGHTTPD-send-file",
			"X-Lighttpd-Send-Tempfile", "X-Accel-Redirect", "X-ACCEL-Expires", "X-Accel-Limit-Rate");

	private static final List<String> OTHERS = List.of("X-Accel-Buffering", "X-Accelerated", "X-Send", "Sendfile",
			"X-Frame-Options", "Y-Sendfile", "X_Sendfile");

	@Parameter
	private GatewayProtocol protocol;

	private final ListenerStatistics statistics = new ListenerStatistics();

	@Test
	void whenApplicationInstructsWebServerThenFieldsAreLeftOutAndCounted(CapturedOutput output) throws IOException {
		Answer answer = send(false);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.text()).isEqualTo("content");
		assertThat(answer.headers()).extracting(Field::name)
			.containsAll(OTHERS)
			.doesNotContainAnyElementsOf(INSTRUCTIONS);
		assertThat(this.statistics.getRefusedInstructions()).isEqualTo(INSTRUCTIONS.size());
		assertThat(output).containsOnlyOnce("Gateway listener 'shop' has left out the field")
			.doesNotContain("/etc/passwd");
	}

	@Test
	void whenApplicationMayInstructWebServerThenFieldsPass(CapturedOutput output) throws IOException {
		Answer answer = send(true);
		assertThat(answer.headers()).extracting(Field::name).containsAll(OTHERS).containsAll(INSTRUCTIONS);
		assertThat(this.statistics.getRefusedInstructions()).isZero();
		assertThat(output).doesNotContain("Gateway listener");
	}

	@Test
	void whenFieldIsRepeatedThenNoneOfItIsLeft() throws IOException {
		Answer answer = send(false, (request, response) -> {
			response.getHeaders().add("X-Sendfile", "/etc/passwd");
			response.getHeaders().add("x-sendfile", "/etc/shadow");
			return response.setComplete();
		});
		assertThat(answer.headers("X-Sendfile")).isEmpty();
	}

	private Answer send(boolean allowed) throws IOException {
		return send(allowed, (request, response) -> {
			INSTRUCTIONS.forEach((name) -> response.getHeaders().set(name, "/etc/passwd"));
			OTHERS.forEach((name) -> response.getHeaders().set(name, "1"));
			return response.writeWith(SampleHandlers.mono(response, "content"));
		});
	}

	private Answer send(boolean allowed, HttpHandler handler) throws IOException {
		GatewayHttpHandlerAdapter adapter = new GatewayHttpHandlerAdapter(handler, ContextPathResolver.none(), true,
				HeaderPolicy.DEFAULTS, new WebServerInstructions("shop", this.statistics, null, allowed));
		try (GatewayDoor door = GatewayDoor.open(this.protocol, adapter)) {
			return door.send(RawRequest.get("/"));
		}
	}

}
