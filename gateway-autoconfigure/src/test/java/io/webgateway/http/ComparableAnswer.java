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

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An answer without what differs from door to door although it means the same.
 *
 * @param status the status
 * @param headers the header fields by their names in lower case
 * @param content the content
 */
record ComparableAnswer(int status, Map<String, List<String>> headers, String content) {

	private static final Set<String> HOP_BY_HOP = Set.of("connection", "transfer-encoding");

	/**
	 * What has been broken off has no other properties that one can rely on.
	 */
	static final ComparableAnswer BROKEN_OFF = new ComparableAnswer(-1, Map.of(), "broken off");

	static ComparableAnswer of(Door door, RawRequest request) {
		try {
			Answer answer = door.send(request);
			return new ComparableAnswer(answer.status(), headers(answer), summary(answer.text()));
		}
		catch (IOException ex) {
			return BROKEN_OFF;
		}
	}

	private static Map<String, List<String>> headers(Answer answer) {
		Map<String, List<String>> headers = new TreeMap<>();
		for (Field field : answer.headers()) {
			String name = field.name().toLowerCase(Locale.ROOT);
			String value = name.equals("set-cookie") ? cookie(field.value()) : summary(field.value());
			headers.computeIfAbsent(name, (key) -> new ArrayList<>()).add(value);
		}
		headers.keySet().removeAll(HOP_BY_HOP);
		return headers;
	}

	/**
	 * Return a cookie with its attributes in the order of their names. Max-Age, where it
	 * is present, makes Expires meaningless (RFC 6265, section 5.3).
	 */
	private static String cookie(String value) {
		String[] parts = value.split("; ");
		Set<String> attributes = new TreeSet<>();
		for (String attribute : Arrays.asList(parts).subList(1, parts.length)) {
			attributes.add(attribute.toLowerCase(Locale.ROOT));
		}
		if (attributes.stream().anyMatch((attribute) -> attribute.startsWith("max-age="))) {
			attributes.removeIf((attribute) -> attribute.startsWith("expires="));
		}
		return parts[0] + attributes;
	}

	private static String summary(String text) {
		return (text.length() <= 100) ? text : text.length() + " characters with hash code " + text.hashCode();
	}

	/**
	 * Return this answer without its length if the other does not tell its own.
	 */
	ComparableAnswer withoutLengthIfUnknown(ComparableAnswer other) {
		if (other.headers().containsKey("content-length")) {
			return this;
		}
		Map<String, List<String>> headers = new TreeMap<>(this.headers);
		headers.remove("content-length");
		return new ComparableAnswer(this.status, headers, this.content);
	}

	@Override
	public String toString() {
		return this.status + "\n" + this.headers + "\n" + this.content;
	}

}
