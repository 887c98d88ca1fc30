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
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A WebSocket cannot be opened through a gateway listener, and clients are told so.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
@ExtendWith(OutputCaptureExtension.class)
class WebSocketHandshakeTests {

	@Parameter
	private GatewayProtocol protocol;

	@Test
	void whenClientWantsWebSocketThenHandshakeIsBadRequestAndNoError(CapturedOutput output) throws IOException {
		RawRequest handshake = RawRequest.get("/socket")
			.header("Connection", "Upgrade")
			.header("Upgrade", "websocket")
			.header("Sec-WebSocket-Version", "13")
			.header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
		try (WebFluxApplication application = WebFluxApplication.of(Sockets.class);
				GatewayDoor door = GatewayDoor.open(this.protocol, application);
				HttpDoor httpDoor = HttpDoor.open(application)) {
			assertThat(httpDoor.send(handshake).status()).isEqualTo(101);
			assertThat(door.send(handshake).status()).isEqualTo(400);
			assertThat(door.send(RawRequest.get("/socket")).status()).isEqualTo(400);
			assertThat(door.send(RawRequest.post("/socket", "")).status()).isEqualTo(405);
		}
		assertThat(output).doesNotContain("ERROR").doesNotContain("ClassCastException");
	}

	@Configuration(proxyBeanMethods = false)
	static class Sockets {

		@Bean
		HandlerMapping socketMapping() {
			WebSocketHandler echo = (session) -> session.send(session.receive());
			return new SimpleUrlHandlerMapping(Map.of("/socket", echo), -1);
		}

	}

}
