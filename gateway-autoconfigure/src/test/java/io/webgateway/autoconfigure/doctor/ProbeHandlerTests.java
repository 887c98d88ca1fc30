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

package io.webgateway.autoconfigure.doctor;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import io.webgateway.codec.MetaVariables;
import io.webgateway.http.GatewayRequest;
import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProbeHandler}, {@link ProbeAnswer} and {@link Arrival}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ProbeHandlerTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final DoctorKey key = new DoctorKey("0123456789abcdef0123456789abcdef");

	private final List<ServerHttpRequest> requests = new ArrayList<>();

	private final List<ServerHttpResponse> responses = new ArrayList<>();

	private final ProbeHandler handler = handler(null);

	private ProbeHandler handler(ForwardedHeaderTransformer forwardedHeaders) {
		return new ProbeHandler(this::application, new ProbeGate(this.key, Clock.systemUTC()),
				new ProbeAnswer(this.key, new Arrival(this.key, forwardedHeaders)));
	}

	private Mono<Void> application(ServerHttpRequest request, ServerHttpResponse response) {
		this.requests.add(request);
		this.responses.add(response);
		return response.setComplete();
	}

	private String ticket(String nonce, AnswerShape answer) {
		return new ProbeTicket(Instant.now(), nonce, "GET", "/", answer).sign(this.key);
	}

	private MockServerHttpResponse handle(ServerHttpRequest request) {
		MockServerHttpResponse response = new MockServerHttpResponse();
		this.handler.handle(request, response).block(PATIENCE);
		return response;
	}

	private Report report(ServerHttpRequest request, String nonce) {
		return Objects.requireNonNull(Report.verify(text(handle(request)), this.key, nonce));
	}

	private static String text(MockServerHttpResponse response) {
		return Objects.requireNonNull(response.getBodyAsString().block(PATIENCE));
	}

	@Test
	void whenRequestIsNoProbeThenApplicationGetsIt(CapturedOutput output) {
		MockServerHttpRequest request = MockServerHttpRequest.get("/").build();
		MockServerHttpResponse response = handle(request);
		assertThat(this.requests).containsExactly(request);
		assertThat(this.responses).containsExactly(response);
		assertThat(output).doesNotContain("doctor");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nonsense", "replay", "late", "foreign" })
	void whenProbeIsNotTheDoctorsThenApplicationGetsItAsIfThereWereNoDoctor(String kind, CapturedOutput output) {
		Instant time = kind.equals("late") ? Instant.now().minusSeconds(120) : Instant.now();
		ProbeTicket ticket = new ProbeTicket(time, "n", "GET", "/", AnswerShape.REPORT);
		String value = switch (kind) {
			case "foreign" -> ticket.sign(new DoctorKey("f123456789abcdef0123456789abcdef"));
			case "replay", "late" -> ticket.sign(this.key);
			default -> kind;
		};
		if (kind.equals("replay")) {
			handle(MockServerHttpRequest.get("/").header(ProbeTicket.HEADER, value).build());
			assertThat(this.requests).isEmpty();
		}
		MockServerHttpRequest request = MockServerHttpRequest.get("/").header(ProbeTicket.HEADER, value).build();
		MockServerHttpResponse response = handle(request);
		handle(request);
		assertThat(this.requests).containsExactly(request, request);
		assertThat(this.responses).first().isSameAs(response);
		assertThat(response.getHeaders().headerNames()).isEmpty();
		assertThat(output).containsOnlyOnce("A request has the header field of the doctor");
	}

	@Test
	void whenProbeIsTheDoctorsThenItIsReportedAndApplicationDoesNotSeeIt() {
		MockServerHttpRequest request = MockServerHttpRequest
			.method(HttpMethod.POST, URI.create("https://www.example.org/shop/a%2Fb?c=%20"))
			.header(ProbeTicket.HEADER, ticket("n", AnswerShape.REPORT))
			.contextPath("/shop")
			.header("Gateway-Probe-Repeated", "1", "2")
			.body("123456789");
		Report report = report(request, "n");
		assertThat(this.requests).isEmpty();
		assertThat(report.get(Report.METHOD)).isEqualTo("POST");
		assertThat(report.get(Report.TARGET)).isEqualTo("/shop/a%2Fb?c=%20");
		assertThat(report.get(Report.ORIGIN)).isEqualTo("https://www.example.org");
		assertThat(report.get(Report.CONTEXT_PATH)).isEqualTo("/shop");
		assertThat(report.get(Report.LISTENER)).isNull();
		assertThat(report.get(Report.BODY_LENGTH)).isEqualTo("9");
		// The check value that the definition of CRC-32C has
		assertThat(report.get(Report.BODY_CHECKSUM)).isEqualTo("e3069283");
		assertThat(report.headers("Gateway-Probe-Repeated")).containsExactly("1", "2");
	}

	@Test
	void whenRequestHasSecretsThenTheyAreMasked() {
		MockServerHttpRequest request = MockServerHttpRequest.get("/")
			.header(ProbeTicket.HEADER, ticket("n", AnswerShape.REPORT))
			.header("Authorization", "Basic secret1")
			.header("Cookie", "session=secret2")
			.header("X-Api-Key", "secret3")
			.build();
		GatewayRequest gatewayRequest = new GatewayRequest("shop", GatewayProtocol.SCGI,
				variables("DB_PASSWORD", "secret4", "HTTP_COOKIE", "secret5", "REMOTE_ADDR", "192.0.2.1"));
		String text = text(handle(new ServerHttpRequestDecorator(request) {

			@Override
			public Map<String, Object> getAttributes() {
				return Map.of(GatewayRequest.ATTRIBUTE, gatewayRequest);
			}

		}));
		assertThat(text).doesNotContain("secret").contains("DB_PASSWORD", "x-api-key");
		Report report = Objects.requireNonNull(Report.verify(text, this.key, "n"));
		assertThat(report.get(Report.LISTENER)).isEqualTo("shop");
		assertThat(report.get(Report.PROTOCOL)).isEqualTo("SCGI");
		assertThat(report.variable("REMOTE_ADDR")).isEqualTo("192.0.2.1");
		assertThat(report.variable("HTTP_COOKIE")).isNull();
		assertThat(report.headers("authorization")).containsExactly(PublicFields.mask("Basic secret1", this.key, "n"))
			.doesNotContain(PublicFields.mask("Basic secret1", this.key, "other"));
	}

	private static MetaVariables variables(String... namesAndValues) {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		for (String text : namesAndValues) {
			block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
		}
		MetaVariables.Builder variables = new MetaVariables.Builder(block.toByteArray(), namesAndValues.length / 2);
		int start = 0;
		for (int i = 0; i < namesAndValues.length; i += 2) {
			int valueStart = start + namesAndValues[i].length();
			variables.add(start, namesAndValues[i].length(), valueStart, namesAndValues[i + 1].length());
			start = valueStart + namesAndValues[i + 1].length();
		}
		return variables.build();
	}

	@Test
	void whenApplicationBelievesForwardedHeadersThenReportIsOfWhatItSees() {
		MockServerHttpRequest request = MockServerHttpRequest.get("http://internal/")
			.header(ProbeTicket.HEADER, ticket("n", AnswerShape.REPORT))
			.header("X-Forwarded-Proto", "https")
			.header("X-Forwarded-Host", "www.example.org")
			.build();
		MockServerHttpResponse response = new MockServerHttpResponse();
		handler(new ForwardedHeaderTransformer()).handle(request, response).block(PATIENCE);
		Report report = Objects.requireNonNull(Report.verify(text(response), this.key, "n"));
		assertThat(report.get(Report.ORIGIN)).isEqualTo("https://www.example.org");
	}

	@Test
	void whenStatusIsAskedThenAnswerHasItAndNobodyKeepsIt() {
		MockServerHttpResponse response = handle(MockServerHttpRequest.get("/")
			.header(ProbeTicket.HEADER, ticket("n", AnswerShape.status(503)))
			.build());
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(response.getHeaders().getCacheControl()).isEqualTo("no-store");
		assertThat(response.getHeaders().getContentLength()).isEqualTo(text(response).length());
	}

	@Test
	void whenStreamIsAskedThenEachPartIsSigned() {
		MockServerHttpResponse response = handle(MockServerHttpRequest.get("/")
			.header(ProbeTicket.HEADER,
					ticket("n", AnswerShape.stream(2, Duration.ofMillis(1), AnswerShape.Media.EVENTS)))
			.build());
		assertThat(response.getHeaders().getFirst("Content-Type")).isEqualTo("text/event-stream");
		assertThat(text(response)).isEqualTo(ProbeAnswer.part(this.key, "n", 0) + ProbeAnswer.part(this.key, "n", 1));
	}

	@Test
	void whenThereAreManyAtOnceThenTheRestIsRefusedUntilOneEnds() {
		List<Disposable> waiting = new ArrayList<>();
		for (int i = 0; i < ProbeHandler.MAX_PROBES; i++) {
			waiting.add(
					this.handler
						.handle(MockServerHttpRequest.get("/")
							.header(ProbeTicket.HEADER, ticket("n" + i, AnswerShape.after(Duration.ofMinutes(1))))
							.build(), new MockServerHttpResponse())
						.subscribe());
		}
		assertThat(handle(probe("more")).getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
		assertThat(handle(MockServerHttpRequest.get("/").build()).getStatusCode()).isNull();
		waiting.forEach(Disposable::dispose);
		assertThat(handle(probe("again")).getStatusCode()).isEqualTo(HttpStatus.OK);
	}

	private MockServerHttpRequest probe(String nonce) {
		return MockServerHttpRequest.get("/").header(ProbeTicket.HEADER, ticket(nonce, AnswerShape.REPORT)).build();
	}

}
