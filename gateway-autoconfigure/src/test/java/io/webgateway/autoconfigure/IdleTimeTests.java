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

package io.webgateway.autoconfigure;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IdleTime}.
 */
class IdleTimeTests {

	private final IdleTime idleTime = new IdleTime(7, 100);

	@Test
	void whenNothingHappensThenTimePasses() {
		assertThat(look(false, 7, 110)).isEqualTo(10);
		assertThat(look(false, 7, 150)).isEqualTo(50);
	}

	@Test
	void whenRequestIsInProgressThenTimeDoesNotPass() {
		assertThat(look(true, 8, 110)).isZero();
		assertThat(look(true, 8, 5000)).isZero();
	}

	@Test
	void whenRequestHasEndedThenTimeBeginsNoSooner() {
		look(true, 8, 110);
		assertThat(look(false, 8, 120)).isZero();
		assertThat(look(false, 8, 130)).isEqualTo(10);
	}

	@Test
	void whenRequestHasBegunAndEndedUnseenThenTimeBeginsNoSooner() {
		assertThat(look(false, 8, 110)).isZero();
		assertThat(look(false, 8, 130)).isEqualTo(20);
	}

	@Test
	void whenClockOverflowsThenTimePasses() {
		IdleTime late = new IdleTime(0, Long.MAX_VALUE);
		assertThat(late.look(false, 0, Long.MAX_VALUE + 10)).isEqualTo(Duration.ofNanos(10));
	}

	private long look(boolean active, long requests, long now) {
		return this.idleTime.look(active, requests, now).toNanos();
	}

}
