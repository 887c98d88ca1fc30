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

package io.webgateway.autoconfigure.status;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.GatewayExchange;
import io.webgateway.server.ObservedExchange;
import io.webgateway.server.ObservedExchange.Awaited;
import io.webgateway.server.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ListenerActivity}.
 */
class ListenerActivityTests {

	private final ListenerActivity activity = new ListenerActivity();

	@Test
	void whenManyRequestsAreInProgressThenTheOldestAreShown() {
		List<ObservedExchange> exchanges = new ArrayList<>();
		for (int age = 0; age < 100; age++) {
			exchanges.add(exchange(age));
		}
		Collections.shuffle(exchanges, new Random(1));
		exchanges.forEach(this.activity::requestStarted);
		assertThat(this.activity.oldest(3)).extracting(RequestInProgress::id).containsExactly("99", "98", "97");
		assertThat(this.activity.oldest(200)).hasSize(100);
		assertThat(this.activity.oldest(1).get(0).age().toSeconds()).isBetween(99L, 159L);
	}

	@Test
	void whenRequestsEndThenTheirSumIsKept() {
		ObservedExchange exchange = exchange(2);
		given(exchange.getSentBytes()).willReturn(7L);
		this.activity.requestStarted(exchange);
		this.activity.requestEnded(exchange, Outcome.ABORTED);
		assertThat(this.activity.oldest(1)).isEmpty();
		assertThat(this.activity.count(Outcome.ABORTED)).isOne();
		assertThat(this.activity.count(Outcome.COMPLETED)).isZero();
		assertThat(this.activity.sentBytes()).isEqualTo(7);
		assertThat(this.activity.nanos()).isBetween(TimeUnit.SECONDS.toNanos(2), TimeUnit.SECONDS.toNanos(60));
	}

	private static ObservedExchange exchange(int age) {
		GatewayExchange exchange = mock(GatewayExchange.class);
		given(exchange.getId()).willReturn(String.valueOf(age));
		ObservedExchange observed = mock(ObservedExchange.class);
		given(observed.getExchange()).willReturn(exchange);
		given(observed.getVariables()).willReturn(MetaVariables.empty());
		given(observed.getAwaited()).willReturn(Awaited.APPLICATION);
		given(observed.getStartTime()).willReturn(System.nanoTime() - TimeUnit.SECONDS.toNanos(age));
		return observed;
	}

}
