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

import java.util.ArrayList;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import reactor.core.publisher.Mono;

import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenerReporting;
import io.webgateway.server.ListenerStatistics;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AccessLog}.
 */
class AccessLogTests {

	private static final String COMMON = "%h %l %u \"%r\" %s %b";

	private static final IdentityVariables IDENTITY = new IdentityVariables("REMOTE_USER", null, ";", "", List.of());

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.webgateway.access.test");

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	@BeforeEach
	void setUp() {
		this.logger.addAppender(this.appender);
		this.logger.setAdditive(false);
		this.appender.start();
	}

	@AfterEach
	void detach() {
		this.logger.detachAppender(this.appender);
		this.logger.setAdditive(true);
		this.logger.setLevel(null);
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
	void whenRequestHasEndedThenThereIsOneLine(GatewayProtocol protocol) throws Exception {
		try (GatewayDoor door = open(protocol, COMMON, HeaderPolicy.DEFAULTS, null)) {
			door.send(RawRequest.get("/a?b=c"));
			assertThat(lines()).containsExactly("127.0.0.1 - - \"GET /a?b=c HTTP/1.1\" 409 7");
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
	void whenRequestIsRefusedThenThereIsALine(GatewayProtocol protocol) throws Exception {
		try (GatewayDoor door = open(protocol, COMMON, HeaderPolicy.DEFAULTS, null)) {
			List<Field> variables = new ArrayList<>(GatewayDoor.variablesOf(RawRequest.get("/a")));
			variables.removeIf((field) -> field.name().equals("CONTENT_LENGTH"));
			variables.add(new Field("CONTENT_LENGTH", "x"));
			assertThat(door.send(variables, null).status()).isEqualTo(400);
			assertThat(lines()).containsExactly("127.0.0.1 - - \"GET /a HTTP/1.1\" 400 -");
		}
	}

	@Test
	void whenWebServerIsNotTrustedThenItsUserIsNobody() throws Exception {
		assertThat(line("%u", HeaderPolicy.DEFAULTS, null, new Field("REMOTE_USER", "ann"))).isEqualTo("-");
		assertThat(line("%u", HeaderPolicy.DEFAULTS, IDENTITY, new Field("REMOTE_USER", "ann"))).isEqualTo("ann");
		assertThat(line("%u", HeaderPolicy.DEFAULTS, IDENTITY, new Field("REMOTE_USER", "ann"),
				new Field("REMOTE_USER", "bob")))
			.isEqualTo("-");
		assertThat(line("%u", HeaderPolicy.DEFAULTS, IDENTITY, new Field("HTTP_REMOTE_USER", "ann"))).isEqualTo("-");
	}

	@Test
	void whenForwardedFieldsAreTrustedThenClientIsThatOfTheProxy() throws Exception {
		HeaderPolicy trusting = new HeaderPolicy(true, HeaderPolicy.AmbiguousHeaders.KEEP);
		Field forwardedFor = new Field("HTTP_X_FORWARDED_FOR", "198.51.100.7, 192.0.2.1");
		assertThat(line("%h", HeaderPolicy.DEFAULTS, null, forwardedFor)).isEqualTo("127.0.0.1");
		assertThat(line("%h", trusting, null, forwardedFor)).isEqualTo("198.51.100.7");
		assertThat(line("%h", trusting, null)).isEqualTo("127.0.0.1");
		assertThat(line("%h", trusting, null, new Field("HTTP_FORWARDED", "for=\"a\\\"b\nc:port\"")))
			.doesNotContain("\n");
		assertThat(line("%h", trusting, null, new Field("HTTP_FORWARDED", "for=\"192.0.2.1:99999\"")))
			.isEqualTo("127.0.0.1");
	}

	@Test
	void whenLoggerIsOffThenNoLineIsBuilt() throws Exception {
		this.logger.setLevel(Level.WARN);
		try (GatewayDoor door = open(GatewayProtocol.SCGI, COMMON, HeaderPolicy.DEFAULTS, null)) {
			door.send(RawRequest.get("/a"));
			this.logger.setLevel(Level.INFO);
			door.send(RawRequest.get("/b"));
			assertThat(lines()).containsExactly("127.0.0.1 - - \"GET /b HTTP/1.1\" 409 7");
		}
	}

	@Test
	void whenWebServerHangsUpThenLineSaysSo() throws Exception {
		HttpHandler endless = (request, response) -> Mono.never();
		AccessLog log = new AccessLog("test", AccessLogPattern.of("%m %s %X"), HeaderPolicy.DEFAULTS, null);
		try (GatewayDoor door = GatewayDoor.open(GatewayProtocol.SCGI,
				new GatewayHttpHandlerAdapter(endless, ContextPathResolver.none()),
				new ListenerReporting(null, null, List.of(log)))) {
			try (GatewayClient client = door.connect()) {
				client.sendHead(GatewayDoor.variablesOf(RawRequest.get("/")));
				Awaitility.await().until(() -> door.statistics().getActiveRequests() == 1);
			}
			Awaitility.await().until(() -> !lines().isEmpty());
			assertThat(lines()).containsExactly("GET - X");
		}
	}

	private String line(String pattern, HeaderPolicy policy, @Nullable IdentityVariables identity, Field... variables)
			throws Exception {
		this.appender.list.clear();
		try (GatewayDoor door = open(GatewayProtocol.FASTCGI, pattern, policy, identity)) {
			List<Field> all = new ArrayList<>(GatewayDoor.variablesOf(RawRequest.get("/")));
			all.addAll(List.of(variables));
			door.send(all, null);
			assertThat(lines()).hasSize(1);
			return lines().get(0);
		}
	}

	private List<String> lines() {
		return List.copyOf(this.appender.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	private static GatewayDoor open(GatewayProtocol protocol, String pattern, HeaderPolicy policy,
			@Nullable IdentityVariables identity) {
		HttpHandler handler = (request, response) -> {
			response.setStatusCode(HttpStatus.CONFLICT);
			return response.writeWith(Mono.just(response.bufferFactory().wrap("content".getBytes())));
		};
		AccessLog log = new AccessLog("test", AccessLogPattern.of(pattern), policy, identity);
		return GatewayDoor.open(protocol,
				new GatewayHttpHandlerAdapter(handler, ContextPathResolver.none(), true, policy,
						new WebServerInstructions("", new ListenerStatistics(), null, false)),
				new ListenerReporting(null, null, List.of(log)));
	}

}
