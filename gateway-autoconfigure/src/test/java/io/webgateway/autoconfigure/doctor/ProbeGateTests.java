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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProbeGate} and {@link ProbeTicket}.
 */
class ProbeGateTests {

	private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

	private final DoctorKey key = new DoctorKey("0123456789abcdef0123456789abcdef");

	private final TestClock clock = new TestClock();

	private final ProbeGate gate = new ProbeGate(this.key, this.clock);

	private static ProbeTicket ticket(Instant time, String nonce) {
		return new ProbeTicket(time, nonce, "GET", "/a%2Fb?c", AnswerShape.status(404));
	}

	@Test
	void whenSignedThenItIsOpenedWithAllThatWasSent() {
		ProbeTicket ticket = ticket(NOW, "n");
		assertThat(this.gate.open(ticket.sign(this.key))).isEqualTo(ticket);
	}

	@Test
	void whenReplayedThenItIsNot() {
		String value = ticket(NOW, "n").sign(this.key);
		assertThat(this.gate.open(value)).isNotNull();
		assertThat(this.gate.open(value)).isNull();
		this.clock.now = NOW.plusSeconds(59);
		assertThat(this.gate.open(value)).isNull();
		assertThat(this.gate.open(ticket(NOW, "other").sign(this.key))).isNotNull();
	}

	@Test
	void whenSentAheadOfClockThenItCannotBeReplayedEither() {
		String value = ticket(NOW.plusSeconds(60), "n").sign(this.key);
		assertThat(this.gate.open(value)).isNotNull();
		this.clock.now = NOW.plusSeconds(120);
		assertThat(this.gate.open(value)).isNull();
	}

	@ParameterizedTest
	@ValueSource(longs = { -60, 60 })
	void whenClocksDifferByLittleThenItIsOpened(long seconds) {
		assertThat(this.gate.open(ticket(NOW.plusSeconds(seconds), "n").sign(this.key))).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(longs = { -61, 61, -100_000_000 })
	void whenSentAtAnotherTimeThenItIsNot(long seconds) {
		assertThat(this.gate.open(ticket(NOW.plusSeconds(seconds), "n").sign(this.key))).isNull();
	}

	@Test
	void whenSignedByAnotherKeyThenItIsNot() {
		assertThat(this.gate.open(ticket(NOW, "n").sign(new DoctorKey("f123456789abcdef0123456789abcdef")))).isNull();
	}

	@Test
	void whenAnythingIsChangedThenItIsNot() {
		String value = ticket(NOW, "n").sign(this.key);
		for (int i = 0; i < value.length(); i++) {
			char changed = (value.charAt(i) != 'A') ? 'A' : 'B';
			assertThat(this.gate.open(value.substring(0, i) + changed + value.substring(i + 1))).isNull();
			assertThat(this.gate.open(value.substring(0, i))).isNull();
		}
		assertThat(this.gate.open(value)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "a.", ".a", "%%%.&&&", "Basic YTpi", "\u0000.\u00ff" })
	void whenItIsNonsenseThenItIsNot(String value) {
		assertThat(this.gate.open(value)).isNull();
	}

	@Test
	void whenSignedTextIsNoTicketThenItIsNot() {
		for (String text : new String[] { "", "YQ", "%", "MSBuIEdFVCAvIDIwMA",
				"eCBuIEdFVCAvIDIwMCwwLDAsMCwwLHRleHQ" }) {
			assertThat(this.gate.open(text + "." + this.key.sign("probe", text))).isNull();
		}
	}

	@Test
	void whenItIsTooLongThenItIsNot() {
		ProbeTicket ticket = new ProbeTicket(NOW, "n", "GET", "/" + "x".repeat(ProbeTicket.MAX_LENGTH),
				AnswerShape.REPORT);
		assertThat(this.gate.open(ticket.sign(this.key))).isNull();
	}

	@Test
	void whenThereAreManyThenNoneIsForgottenAndMemoryIsBounded() {
		for (int i = 0; i < ProbeGate.MAX_NONCES; i++) {
			assertThat(this.gate.open(ticket(NOW, "n" + i).sign(this.key))).isNotNull();
		}
		assertThat(this.gate.open(ticket(NOW, "more").sign(this.key))).isNull();
		assertThat(this.gate.open(ticket(NOW, "n0").sign(this.key))).isNull();
		this.clock.now = NOW.plus(ProbeGate.TOLERANCE.multipliedBy(2)).plusMillis(1);
		assertThat(this.gate.open(ticket(this.clock.now, "more").sign(this.key))).isNotNull();
		assertThat(this.gate.open(ticket(NOW, "n0").sign(this.key))).isNull();
	}

	@Test
	void whenMuchIsAskedThenItIsBounded() {
		AnswerShape answer = new AnswerShape(99, Integer.MAX_VALUE, Duration.ofDays(1), Integer.MAX_VALUE,
				Duration.ofDays(1), AnswerShape.Media.TEXT);
		assertThat(AnswerShape.decode(answer.encode())).isEqualTo(answer)
			.isEqualTo(new AnswerShape(200, AnswerShape.MAX_HEAD_SIZE, AnswerShape.MAX_WAIT, AnswerShape.MAX_PARTS,
					AnswerShape.MAX_PAUSE, AnswerShape.Media.TEXT));
		assertThat(AnswerShape.decode("204,-1,-1,-1,-1,events"))
			.isEqualTo(new AnswerShape(200, 0, Duration.ZERO, 0, Duration.ZERO, AnswerShape.Media.EVENTS));
	}

	private static final class TestClock extends Clock {

		private Instant now = NOW;

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}
