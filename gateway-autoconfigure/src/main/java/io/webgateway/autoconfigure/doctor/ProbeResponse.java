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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;

/**
 * What came back for a probe.
 *
 * @param status the status
 * @param headers the header fields
 * @param pieces the pieces of the body with the time of their arrival
 * @param complete whether the body is all that was announced
 * @param nonce the nonce of the probe
 * @param localAddress the address that the probe was sent from
 * @param key the key that answers are signed with
 */
record ProbeResponse(int status, List<Field> headers, List<Piece> pieces, boolean complete, String nonce,
		InetSocketAddress localAddress, DoctorKey key) {

	@Nullable String header(String name) {
		List<String> values = headers(name);
		return values.isEmpty() ? null : values.get(0);
	}

	List<String> headers(String name) {
		return this.headers.stream().filter((field) -> field.name().equalsIgnoreCase(name)).map(Field::value).toList();
	}

	/**
	 * Return what the application says that has arrived.
	 * @return the report, or {@code null} if the answer is none of the application's
	 */
	@Nullable Report report() {
		return Report.verify(text(), this.key, this.nonce);
	}

	/**
	 * Return whether the application has answered a request with the given method.
	 * @param method the method
	 * @return whether it has been this method when it arrived
	 */
	boolean isAnswerTo(String method) {
		String signature = header(ProbeTicket.ANSWER_HEADER);
		return signature != null && signature.equals(ProbeAnswer.signatureOfMethod(this.key, this.nonce, method));
	}

	/**
	 * Return whether the body is made of these parts and nothing else.
	 * @param parts the number of parts
	 * @return whether all of them have come
	 */
	boolean hasParts(int parts) {
		StringBuilder expected = new StringBuilder();
		for (int i = 0; i < parts; i++) {
			expected.append(ProbeAnswer.part(this.key, this.nonce, i));
		}
		return this.complete && text().contentEquals(expected);
	}

	/**
	 * Return the time between the first and the last piece of the body.
	 * @return the time
	 */
	Duration spread() {
		if (this.pieces.isEmpty()) {
			return Duration.ZERO;
		}
		return Duration.ofNanos(this.pieces.get(this.pieces.size() - 1).nanos() - this.pieces.get(0).nanos());
	}

	boolean isCompressed() {
		return "gzip".equals(header("Content-Encoding"));
	}

	String text() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		this.pieces.forEach((piece) -> bytes.writeBytes(piece.bytes()));
		if (!isCompressed()) {
			return bytes.toString(StandardCharsets.UTF_8);
		}
		try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return "";
		}
	}

	/**
	 * A header field.
	 *
	 * @param name the name
	 * @param value the value
	 */
	record Field(String name, String value) {

	}

	/**
	 * A piece of the body.
	 *
	 * @param nanos when it arrived
	 * @param bytes its bytes
	 */
	record Piece(long nanos, byte[] bytes) {

	}

}
