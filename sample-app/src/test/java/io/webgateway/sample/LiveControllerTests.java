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

package io.webgateway.sample;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LiveController}.
 */
@SpringBootTest
class LiveControllerTests {

	private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT = new ParameterizedTypeReference<>() {
	};

	@Autowired
	private ApplicationContext context;

	@Test
	void whenSubscribedThenEventsComeOneByOneAndThenTheEnd() {
		StepVerifier.withVirtualTime(() -> new LiveController().events())
			.expectSubscription()
			.assertNext((event) -> assertThat(event.event()).isEqualTo("tick"))
			.expectNoEvent(LiveController.PERIOD.minusMillis(1))
			.thenAwait(Duration.ofMillis(1))
			.assertNext((event) -> assertThat(event.id()).isEqualTo("1"))
			.thenAwait(LiveController.PERIOD.multipliedBy(LiveController.EVENTS))
			.expectNextCount(LiveController.EVENTS - 2)
			.assertNext((event) -> assertThat(event.event()).isEqualTo("end"))
			.verifyComplete();
	}

	@Test
	void whenStreamIsAskedForThenEventsCarryTheTime() {
		Flux<ServerSentEvent<String>> events = Door.http(this.context)
			.get()
			.uri("/live/events")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentTypeCompatibleWith(MediaType.TEXT_EVENT_STREAM)
			.returnResult(EVENT)
			.getResponseBody();
		List<ServerSentEvent<String>> first = events.take(2).collectList().block(Duration.ofSeconds(10));
		assertThat(first).extracting(ServerSentEvent::id).containsExactly("0", "1");
		assertThat(first).allSatisfy((event) -> assertThat(LocalTime.parse(event.data())).isNotNull());
	}

	@Test
	void whenPageIsAskedForThenItManagesWithoutScript() {
		Door.http(this.context)
			.get()
			.uri("/live")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.value((page) -> assertThat(page).contains("data-source=\"/live/events\"", "<script src=\"/live.js\">")
				.containsSubsequence("<noscript>", "href=\"/live/events\"", "</noscript>"));
	}

}
