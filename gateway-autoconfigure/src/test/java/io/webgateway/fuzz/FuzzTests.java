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

package io.webgateway.fuzz;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * Gives every seed to its fuzzer: what web servers have sent, and what has been found.
 */
class FuzzTests {

	private static final Map<String, Consumer<byte[]>> FUZZERS = new TreeMap<>(
			Map.of("ajp", AjpFuzzer::fuzzerTestOneInput, "fastcgi", FastCgiFuzzer::fuzzerTestOneInput, "scgi",
					ScgiFuzzer::fuzzerTestOneInput, "uwsgi", UwsgiFuzzer::fuzzerTestOneInput, "variables",
					MetaVariablesFuzzer::fuzzerTestOneInput, "response", ResponseHeadFuzzer::fuzzerTestOneInput,
					"protocol", ProtocolFuzzer::fuzzerTestOneInput));

	@TestFactory
	Stream<DynamicNode> seeds() {
		return FUZZERS.entrySet()
			.stream()
			.map((fuzzer) -> DynamicContainer.dynamicContainer(fuzzer.getKey(),
					tests(fuzzer.getKey(), fuzzer.getValue())));
	}

	private static Stream<DynamicTest> tests(String target, Consumer<byte[]> fuzzer) {
		return Seeds.read(target)
			.entrySet()
			.stream()
			.map((seed) -> DynamicTest.dynamicTest(seed.getKey(),
					() -> assertThatCode(() -> fuzzer.accept(seed.getValue())).as(target + "/" + seed.getKey())
						.doesNotThrowAnyException()));
	}

}
