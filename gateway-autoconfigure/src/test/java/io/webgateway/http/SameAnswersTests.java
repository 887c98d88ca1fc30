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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import io.webgateway.http.SampleHandlers.SampleHandler;
import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same application sees the same requests through the HTTP port and through a gateway
 * listener of each protocol, and where it does not, that is on purpose.
 */
class SameAnswersTests {

	private static final AtomicReference<HttpHandler> application = new AtomicReference<>();

	private static HttpDoor httpDoor;

	private static final List<GatewayDoor> gatewayDoors = new ArrayList<>();

	@BeforeAll
	static void openDoors() {
		HttpHandler handler = (request, response) -> application.get().handle(request, response);
		httpDoor = HttpDoor.open(handler);
		for (GatewayProtocol protocol : EnumSet.complementOf(EnumSet.of(GatewayProtocol.AJP, GatewayProtocol.AUTO))) {
			gatewayDoors.add(GatewayDoor.open(protocol, handler));
		}
	}

	@BeforeEach
	void useMirror() {
		application.set(new Mirror());
	}

	@AfterAll
	static void closeDoors() {
		httpDoor.close();
		gatewayDoors.forEach(GatewayDoor::close);
	}

	@ParameterizedTest
	@MethodSource({ "io.webgateway.http.SampleRequests#targets", "io.webgateway.http.SampleRequests#hosts",
			"io.webgateway.http.SampleRequests#headers", "io.webgateway.http.SampleRequests#cookies",
			"io.webgateway.http.SampleRequests#methods", "io.webgateway.http.SampleRequests#contents" })
	void requestIsSeenTheSameWay(RawRequest request) throws IOException {
		Answer expected = httpDoor.send(request);
		for (GatewayDoor gatewayDoor : gatewayDoors) {
			Answer answer = gatewayDoor.send(request);
			assertThat(answer.status()).as("%s", request).isEqualTo(expected.status());
			if (answer.status() == 200) {
				assertThat(answer.text()).isEqualTo(expected.text());
			}
		}
	}

	@ParameterizedTest
	@MethodSource
	void whatTheHttpPortRepairsIsRefused(RawRequest request) throws IOException {
		// How it is repaired depends on the version of Spring
		assertThat(httpDoor.send(request).status()).isEqualTo(200);
		for (GatewayDoor gatewayDoor : gatewayDoors) {
			assertThat(gatewayDoor.send(request).status()).isEqualTo(400);
		}
	}

	static Stream<RawRequest> whatTheHttpPortRepairsIsRefused() {
		RawRequest request = RawRequest.get("/");
		return Stream.of(RawRequest.get("*"), RawRequest.get("a"), RawRequest.get("a?b=http://c/d"),
				RawRequest.get("?a"), RawRequest.get("http:/a"), RawRequest.of("CONNECT", "a:1"),
				request.header("Host", "example.org:65536"), request.header("Host", "example.org:-1"),
				request.header("Host", "example.org:+80"), request.header("Host", "[zz]"),
				request.header("Host", ":80"), request.header("Host", "a").header("Host", "b"));
	}

	/**
	 * The HTTP port does so as well in recent versions of Spring.
	 */
	@Test
	void targetOfTheWholeServerIsAPath() throws IOException {
		for (GatewayDoor gatewayDoor : gatewayDoors) {
			assertThat(gatewayDoor.send(RawRequest.of("OPTIONS", "*")).text()).contains("rawPath: /*\n");
		}
	}

	@ParameterizedTest
	@MethodSource
	void whatTheHttpPortSeesDifferently(RawRequest request, String httpLine, String line) throws IOException {
		assertThat(httpDoor.send(request).text()).contains(httpLine + "\n");
		for (GatewayDoor gatewayDoor : gatewayDoors) {
			assertThat(gatewayDoor.send(request).text()).contains(line + "\n");
		}
	}

	static Stream<Arguments> whatTheHttpPortSeesDifferently() {
		RawRequest request = RawRequest.get("/");
		return Stream.of(
				// RFC 9110, section 4.2.3
				Arguments.of(RawRequest.get("http://a"), "path: ", "path: /"),
				Arguments.of(RawRequest.get("http://a?b"), "path: ", "path: /"),
				// RFC 3875, section 4.1.3
				Arguments.of(request.header("Content-Type", ""),
						"headers: {content-type=[], host=[" + RawRequest.HOST + "]}",
						"headers: {host=[" + RawRequest.HOST + "]}"),
				// Web servers have no need of them
				Arguments.of(request.header("X-Forwarded-Host", "a").header("Forwarded", "for=1"),
						"headers: {forwarded=[for=1], host=[" + RawRequest.HOST + "], x-forwarded-host=[a]}",
						"headers: {host=[" + RawRequest.HOST + "]}"),
				// What is encoded already stays as it is
				Arguments.of(request.header("Host", "a%20b c"), "uri: http://a%2520b%20c/", "uri: http://a%20b%20c/"));
	}

	@ParameterizedTest
	@MethodSource("io.webgateway.http.SampleHandlers#all")
	void responseIsTheSame(SampleHandler handler) {
		assertSameAnswer(webFlux(handler), RawRequest.get("/"));
	}

	@ParameterizedTest
	@MethodSource("io.webgateway.http.SampleHandlers#all")
	void responseToHeadIsTheSame(SampleHandler handler) {
		assertSameAnswer(webFlux(handler), RawRequest.of("HEAD", "/"));
	}

	@ParameterizedTest
	@MethodSource("io.webgateway.http.SampleHandlers#all")
	void responseOfBareHandlerIsTheSame(SampleHandler handler) {
		assertSameAnswer(handler, RawRequest.get("/"));
	}

	private static HttpHandler webFlux(SampleHandler handler) {
		return WebHttpHandlerBuilder
			.webHandler((exchange) -> handler.handle(exchange.getRequest(), exchange.getResponse()))
			.build();
	}

	private static void assertSameAnswer(HttpHandler handler, RawRequest request) {
		application.set(handler);
		ComparableAnswer expected = ComparableAnswer.of(httpDoor, request);
		for (GatewayDoor gatewayDoor : gatewayDoors) {
			ComparableAnswer answer = ComparableAnswer.of(gatewayDoor, request);
			assertThat(answer.withoutLengthIfUnknown(expected)).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@MethodSource("io.webgateway.http.SampleHandlers#failures")
	void whatBreaksTheHttpPortIsAnswered(SampleHandler handler) throws IOException {
		application.set(handler);
		assertThat(ComparableAnswer.of(httpDoor, RawRequest.get("/"))).isEqualTo(ComparableAnswer.BROKEN_OFF);
		for (GatewayDoor gatewayDoor : gatewayDoors) {
			assertThat(gatewayDoor.send(RawRequest.get("/")).status()).isEqualTo(500);
		}
	}

	@Test
	void whenContentIsShorterThanItsLengthThenResponseIsBrokenOff() {
		application.set(webFlux(SampleHandlers.withContentLength(200, 8)));
		for (GatewayDoor gatewayDoor : gatewayDoors) {
			assertThat(ComparableAnswer.of(gatewayDoor, RawRequest.get("/"))).isEqualTo(ComparableAnswer.BROKEN_OFF);
		}
	}

	@Test
	void whenThereCanBeNoContentThenThereIsNoContentLength() throws IOException {
		for (int status : new int[] { 204, 304 }) {
			application.set(webFlux(SampleHandlers.withContentLength(status, 7)));
			for (GatewayDoor gatewayDoor : gatewayDoors) {
				assertThat(ComparableAnswer.of(gatewayDoor, RawRequest.get("/")))
					.isEqualTo(new ComparableAnswer(status, Map.of(), ""));
			}
		}
	}

}
