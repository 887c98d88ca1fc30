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

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/**
 * What makes a request a probe: a header field with what was sent, when, and how to
 * answer, signed as a whole.
 * <p>
 * The signature is that of the method and target as they were sent. It does not have to
 * be that of the request as it arrives: that it may have been changed on its way is what
 * the doctor looks for.
 *
 * @param time when the request was sent, by the doctor's clock
 * @param nonce a text that no other request has
 * @param method the method as it was sent
 * @param target the request target as it was sent
 * @param answer how to answer
 */
record ProbeTicket(Instant time, String nonce, String method, String target, AnswerShape answer) {

	static final String HEADER = "Gateway-Probe";

	/**
	 * Header field of each answer, with the signature of the method as it arrived.
	 */
	static final String ANSWER_HEADER = "Gateway-Probe-Answer";

	static final int MAX_LENGTH = 4096;

	private static final String PURPOSE = "probe";

	private static final int FIELDS = 5;

	/**
	 * Return the value of the header field.
	 * @param key the key to sign with
	 * @return the value
	 */
	String sign(DoctorKey key) {
		String text = String.join(" ", String.valueOf(this.time.toEpochMilli()), this.nonce, this.method, this.target,
				this.answer.encode());
		String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
		return encoded + "." + key.sign(PURPOSE, encoded);
	}

	/**
	 * Return the ticket that a value of the header field stands for.
	 * @param value the value, whatever it is
	 * @param key the key that it has to be signed with
	 * @return the ticket, or {@code null} if somebody else has made it
	 */
	static @Nullable ProbeTicket verify(String value, DoctorKey key) {
		int dot = value.indexOf('.');
		if (dot == -1 || value.length() > MAX_LENGTH) {
			return null;
		}
		String encoded = value.substring(0, dot);
		if (!key.isSigned(PURPOSE, encoded, value.substring(dot + 1))) {
			return null;
		}
		try {
			return decode(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
		}
		catch (IllegalArgumentException ex) {
			// A doctor of another version has the same key
			return null;
		}
	}

	private static @Nullable ProbeTicket decode(String text) {
		String[] fields = text.split(" ", -1);
		AnswerShape answer = (fields.length == FIELDS) ? AnswerShape.decode(fields[4]) : null;
		if (answer == null) {
			return null;
		}
		return new ProbeTicket(Instant.ofEpochMilli(Long.parseLong(fields[0])), fields[1], fields[2], fields[3],
				answer);
	}

}
