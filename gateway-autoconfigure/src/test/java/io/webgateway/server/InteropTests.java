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

package io.webgateway.server;

import java.util.List;

import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for habits of single web servers.
 */
@Timeout(20)
class InteropTests {

	@DoorTest(GatewayProtocol.SCGI)
	void whenScgiLengthIsOnlyWhatNginxHadReadThenLengthOfClientCounts(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::echo)) {
			for (int read : List.of(0, 5)) {
				Request request = Request.post("1234567890").announcing(read).with("HTTP_CONTENT_LENGTH", "10");
				Response response = listener.exchange(request);
				assertThat(response.text()).isEqualTo("1234567890");
				assertThat(response.complete()).isTrue();
			}
		}
	}

	@DoorTest(GatewayProtocol.SCGI)
	void whenScgiLengthIsThatOfAnotherWebServerThenLengthOfClientDoesNotCount(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::echo)) {
			Request request = Request.post("12345")
				.with("HTTP_CONTENT_LENGTH", "10")
				.with("SERVER_SOFTWARE", "lighttpd/1.4.69");
			assertThat(listener.exchange(request).text()).isEqualTo("12345");
		}
	}

	@DoorTest(GatewayProtocol.SCGI)
	void whenMarkOfScgiIsTheLastVariableAsInLighttpdThenItIsFound(Door door) throws Exception {
		String head = "CONTENT_LENGTH\0" + "0\0REQUEST_METHOD\0GET\0REQUEST_URI\0/\0SCGI\0" + "1\0";
		try (TestListener listener = door.open((exchange) -> Answers.text(exchange, "hello"));
				Peer peer = listener.connect()) {
			peer.send(Bytes.of(head.length() + ":" + head + ","));
			assertThat(peer.readResponse().text()).isEqualTo("hello");
		}
	}

	@DoorTest(GatewayProtocol.UWSGI)
	void whenUwsgiRequestIsMarkedForAnotherLanguageThenItIsServed(Door door) throws Exception {
		try (Warnings warnings = new Warnings(); TestListener listener = door.open(Answers::echo)) {
			for (int modifier1 : List.of(0, 5, 7, 8, 9, 14, 30)) {
				try (Peer peer = listener.connect()) {
					Request request = Request.post("12345");
					peer.send(request.uwsgiHead(modifier1), request.body(door.protocol()));
					assertThat(peer.readResponse().text()).isEqualTo("12345");
				}
			}
			assertThat(warnings.messages()).isEmpty();
		}
	}

	@DoorTest(GatewayProtocol.UWSGI)
	void whenUwsgiPingComesThenItIsAnsweredAndConnectionCloses(Door door) throws Exception {
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open((exchange) -> Mono.error(new IllegalStateException("no request")));
				Peer peer = listener.connect()) {
			peer.send(Uwsgi.header(100, 0, 0));
			assertThat(peer.readToEnd()).containsExactly(100, 0, 0, 1);
			assertThat(peer.isReset()).isFalse();
			assertThat(warnings.messages()).isEmpty();
		}
	}

	@DoorTest(GatewayProtocol.UWSGI)
	void whenUwsgiBodyIsChunkedThenStatusIs400(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::echo)) {
			Request request = Request.post("5\r\n12345\r\n0\r\n\r\n")
				.without("CONTENT_LENGTH")
				.with("HTTP_TRANSFER_ENCODING", "chunked");
			assertThat(listener.exchange(request).status()).isEqualTo(400);
		}
	}

	@DoorTest(GatewayProtocol.UWSGI)
	void whenUwsgiRequestHasNoLengthThenItHasNoBody(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::size)) {
			assertThat(listener.exchange(Request.post("12345").set("CONTENT_LENGTH", "")).text()).isEqualTo("size 0");
			assertThat(listener.exchange(Request.post("12345").without("CONTENT_LENGTH")).text()).isEqualTo("size 0");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenFastCgiEndsBodyWithoutLengthAtOnceThenThereIsNone(Door door) throws Exception {
		try (TestListener listener = door.open(Answers::size)) {
			assertThat(listener.exchange(Request.post("").set("CONTENT_LENGTH", "")).text()).isEqualTo("size 0");
			assertThat(listener.exchange(Request.get().without("CONTENT_LENGTH")).text()).isEqualTo("size 0");
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenPeerClosesAsSoonAsResponseHasEndedThenNothingIsWrong(Door door) throws Exception {
		try (Warnings warnings = new Warnings();
				TestListener listener = door.open((exchange) -> Answers.text(exchange, "hello"))) {
			for (int i = 0; i < 50; i++) {
				Request request = (i % 2 == 0) ? Request.get() : Request.get().keepConnection();
				assertThat(listener.exchange(request).text()).isEqualTo("hello");
			}
			assertThat(listener.listener().drain().get()).isTrue();
			assertThat(warnings.messages()).isEmpty();
		}
	}

}
