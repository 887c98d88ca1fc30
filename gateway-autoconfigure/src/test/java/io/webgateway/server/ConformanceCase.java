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

package io.webgateway.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A case of the conformance vectors.
 *
 * @param protocol the protocol that it is about
 * @param name the name
 * @param limits the limits that the listener has to have
 * @param steps what is sent and what has to come of it
 */
record ConformanceCase(GatewayProtocol protocol, String name, Map<String, Integer> limits, List<Step> steps) {

	private static final Set<String> KEYWORDS = Set.of("let", "case", "about", "given", "send", "fin", "expect");

	/**
	 * Read the cases of a protocol.
	 */
	static List<ConformanceCase> of(GatewayProtocol protocol) {
		ConformanceBytes notation = new ConformanceBytes();
		List<ConformanceCase> cases = new ArrayList<>();
		for (String line : lines("/conformance/" + protocol.name().toLowerCase(Locale.ROOT) + ".txt")) {
			String[] words = line.split(" ", 2);
			String rest = (words.length > 1) ? words[1] : "";
			switch (words[0]) {
				case "let" -> notation.define(rest.split(" = ")[0], rest.split(" = ", 2)[1]);
				case "case" -> cases.add(new ConformanceCase(protocol, rest, new HashMap<>(), new ArrayList<>()));
				case "given" -> last(cases).limits.put(rest.split(" ")[0], Integer.valueOf(rest.split(" ")[1]));
				case "send" -> last(cases).steps.add(new Step("send", List.of(), notation.parse(rest)));
				case "fin" -> last(cases).steps.add(new Step("fin", List.of(), null));
				case "expect" -> last(cases).steps.add(outcome(protocol, rest, notation));
				default -> {
					// For people
				}
			}
		}
		return cases;
	}

	private static ConformanceCase last(List<ConformanceCase> cases) {
		return cases.get(cases.size() - 1);
	}

	private static List<String> lines(String resource) {
		List<String> lines = new ArrayList<>();
		try (InputStream stream = ConformanceCase.class.getResourceAsStream(resource)) {
			String text = new String(stream.readAllBytes(), StandardCharsets.US_ASCII);
			for (String line : text.lines().filter((line) -> !line.isBlank() && !line.startsWith("#")).toList()) {
				if (KEYWORDS.contains(line.split(" ")[0])) {
					lines.add(line);
				}
				else {
					lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + line.strip());
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return lines;
	}

	private static Step outcome(GatewayProtocol protocol, String text, ConformanceBytes notation) {
		String name = text.split(" ")[0];
		int words = switch (name) {
			case "answer", "refuse", "part" -> (protocol == GatewayProtocol.FASTCGI) ? 2 : 1;
			case "end" -> 1;
			case "record" -> 2;
			case "bytes", "close", "foreign", "open" -> 0;
			default -> throw new IllegalArgumentException("Unknown outcome '" + text + "'");
		};
		String[] parts = text.split(" ", words + 2);
		byte[] bytes = (parts.length > words + 1) ? notation.parse(parts[words + 1]) : null;
		return new Step(name, List.of(parts).subList(1, words + 1), bytes);
	}

	@Override
	public String toString() {
		return this.protocol + " " + this.name;
	}

	/**
	 * A step of a case.
	 *
	 * @param action what is done, or the kind of outcome that is expected
	 * @param words what specifies the outcome
	 * @param bytes the bytes of the step
	 */
	record Step(String action, List<String> words, byte @Nullable [] bytes) {

		String word(int index) {
			return this.words.get(index);
		}

		int number(int index) {
			return Integer.parseInt(word(index));
		}

		int lastNumber() {
			return number(this.words.size() - 1);
		}

	}

}
