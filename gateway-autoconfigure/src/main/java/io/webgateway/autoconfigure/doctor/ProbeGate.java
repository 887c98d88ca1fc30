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
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Lets probes in that have been signed a short time ago and have not been here before.
 */
class ProbeGate {

	static final Duration TOLERANCE = Duration.ofSeconds(60);

	static final int MAX_NONCES = 10_000;

	private final DoctorKey key;

	private final Clock clock;

	/** Nonces with the time of their probes' arrival, the oldest first. */
	private final Map<String, Instant> nonces = new LinkedHashMap<>();

	ProbeGate(DoctorKey key, Clock clock) {
		this.key = key;
		this.clock = clock;
	}

	/**
	 * Return the ticket that a request has.
	 * @param value the value of its header field
	 * @return the ticket, or {@code null} if the request is none of the doctor's
	 */
	@Nullable ProbeTicket open(String value) {
		ProbeTicket ticket = ProbeTicket.verify(value, this.key);
		if (ticket == null) {
			return null;
		}
		Instant now = this.clock.instant();
		Duration age = Duration.between(ticket.time(), now).abs();
		return (age.compareTo(TOLERANCE) <= 0 && isFirst(ticket.nonce(), now)) ? ticket : null;
	}

	/**
	 * Only what is signed gets here, so that nobody else can make others be forgotten,
	 * and nothing is forgotten that could come again.
	 */
	private synchronized boolean isFirst(String nonce, Instant now) {
		Instant tooOld = now.minus(TOLERANCE.multipliedBy(2));
		this.nonces.values().removeIf((time) -> time.isBefore(tooOld));
		return this.nonces.size() < MAX_NONCES && this.nonces.putIfAbsent(nonce, now) == null;
	}

}
