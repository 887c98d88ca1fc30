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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A request for the doctor to send.
 *
 * @param method the method
 * @param path what follows the path of the application's URL, and the query
 * @param headers header fields besides those that each probe has, each a line
 * @param body the body, {@code null} for none
 * @param answer how the application is to answer
 */
record ProbeRequest(String method, String path, List<String> headers, @Nullable ProbeBody body, AnswerShape answer) {

	private static final String PATH = "gateway-probe";

	static ProbeRequest get() {
		return of("GET");
	}

	static ProbeRequest get(String path) {
		return new ProbeRequest("GET", path, List.of(), null, AnswerShape.REPORT);
	}

	static ProbeRequest of(String method) {
		return new ProbeRequest(method, PATH, List.of(), null, AnswerShape.REPORT);
	}

	ProbeRequest withHeader(String name, String value) {
		List<String> headers = new ArrayList<>(this.headers);
		headers.add(name + ": " + value);
		return new ProbeRequest(this.method, this.path, List.copyOf(headers), this.body, this.answer);
	}

	ProbeRequest withBody(ProbeBody body) {
		return new ProbeRequest(this.method, this.path, this.headers, body, this.answer);
	}

	ProbeRequest answeredBy(AnswerShape answer) {
		return new ProbeRequest(this.method, this.path, this.headers, this.body, answer);
	}

	boolean hasHeader(String name) {
		return this.headers.stream().anyMatch((line) -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1));
	}

}
