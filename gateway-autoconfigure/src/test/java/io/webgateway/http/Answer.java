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

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A response as it came through a door.
 */
record Answer(int status, List<Field> headers, byte[] content) {

	@Nullable String header(String name) {
		List<String> values = headers(name);
		return values.isEmpty() ? null : String.join(" | ", values);
	}

	List<String> headers(String name) {
		return this.headers.stream()
			.filter((header) -> header.name().equalsIgnoreCase(name))
			.map(Field::value)
			.toList();
	}

	String text() {
		return new String(this.content, StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return this.status + " " + this.headers + "\n" + text();
	}

}
