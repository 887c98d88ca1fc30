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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A visitor who has gone is neither an error of the application nor a success of it.
 */
class CancellationTests {

	private final Logger logger = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

	private final ListAppender<ILoggingEvent> events = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.events.start();
		this.logger.addAppender(this.events);
	}

	@AfterEach
	void stopListening() {
		this.logger.detachAppender(this.events);
	}

	static Stream<Arguments> hangUps() {
		return EnumSet.complementOf(EnumSet.of(GatewayProtocol.AJP, GatewayProtocol.AUTO))
			.stream()
			.flatMap((protocol) -> Arrays.stream(HangUp.values())
				.filter((hangUp) -> hangUp != HangUp.ABORT_REQUEST || protocol == GatewayProtocol.FASTCGI)
				.flatMap((hangUp) -> Stream.of("/waiting", "/writing", "/reading")
					.map((path) -> Arguments.of(protocol, hangUp, path))));
	}

	@ParameterizedTest
	@MethodSource("hangUps")
	void whenWebServerGoesThenRequestIsObservedAsAborted(GatewayProtocol protocol, HangUp hangUp, String path)
			throws Exception {
		try (ObservedApplication application = new ObservedApplication();
				GatewayDoor door = application.open(protocol);
				GatewayClient client = door.connect()) {
			client.sendHead(GatewayDoor.variablesOf(RawRequest.of("POST", path).content(new byte[100_000])));
			client.sendContent(new byte[50_000]);
			application.awaitWork();
			hangUp.perform(client);
			application.awaitCancellation(1, TimeUnit.SECONDS);
			ServerRequestObservationContext context = application.await();
			// Whatever comes of it, a status that has been sent has been sent
			String status = path.equals("/writing") ? "200" : "UNKNOWN";
			assertThat(ObservedApplication.text(context))
				.isEqualTo("http.server.requests POST " + path + " " + status + " UNKNOWN");
			assertThat(context.isConnectionAborted()).isTrue();
			assertThat(context.getError()).isNull();
		}
		assertThat(complaints()).isEmpty();
	}

	private List<String> complaints() {
		return List.copyOf(this.events.list)
			.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(Level.WARN))
			.map(ILoggingEvent::toString)
			.toList();
	}

	/**
	 * A way to go.
	 */
	enum HangUp {

		CLOSE, RESET, HALF_CLOSE, ABORT_REQUEST;

		private void perform(GatewayClient client) throws IOException {
			switch (this) {
				case CLOSE -> client.close();
				case RESET -> client.reset();
				case HALF_CLOSE -> client.shutdownOutput();
				case ABORT_REQUEST -> ((FastCgiClient) client).abort();
			}
		}

	}

}
