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

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.codec.MetaVariables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedSecret}.
 */
class SharedSecretTests {

	private final SharedSecret secret = new SharedSecret("KEY", List.of("the new one", "the old one"));

	@ParameterizedTest
	@ValueSource(strings = { "the new one", "the old one" })
	void requestHasTheSecretIfItHasOneOfItsValues(String value) {
		assertThat(this.secret.isIn(variables("A", "b", "KEY", value))).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "KEY, the", "KEY, 'the new one '", "KEY, the new onf", "KEY, ''", "HTTP_KEY, the new one",
			"key, the new one", "KEYS, the new one", "REDIRECT_KEY, the new one" })
	void requestWithAnythingElseDoesNotHaveIt(String name, String value) {
		assertThat(this.secret.isIn(variables("A", "b", name, value))).isFalse();
	}

	@Test
	void whenVariableIsRepeatedThenEachMustBeRight() {
		assertThat(this.secret.isIn(variables("KEY", "the new one", "KEY", "the old one"))).isTrue();
		assertThat(this.secret.isIn(variables("KEY", "the new one", "KEY", "another"))).isFalse();
		assertThat(this.secret.isIn(variables("KEY", "another", "KEY", "the new one"))).isFalse();
	}

	@Test
	void secretIsRemovedAndNothingElse() {
		MetaVariables variables = variables("A", "1", "KEY", "the new one", "REDIRECT_KEY", "the new one",
				"REDIRECT_REDIRECT_KEY", "the new one", "REDIRECT_STATUS", "200", "HTTP_KEY", "2", "KEYS", "3", "KEY",
				"the old one", "A", "4");
		assertThat(this.secret.removeFrom(variables)).extracting(Object::toString)
			.containsExactly("A=1", "REDIRECT_STATUS=200", "HTTP_KEY=2", "KEYS=3", "A=4");
	}

	@Test
	void textDoesNotRevealValues() {
		assertThat(this.secret).hasToString("secret in KEY");
		assertThat(new ListenerAccess(this.secret, List.of(), AllowedPeers.ALL, SocketPermissions.DEFAULTS).toString())
			.doesNotContain("the");
	}

	private static MetaVariables variables(String... namesAndValues) {
		byte[] block = String.join("", namesAndValues).getBytes(StandardCharsets.ISO_8859_1);
		MetaVariables.Builder builder = new MetaVariables.Builder(block, namesAndValues.length);
		int position = 0;
		for (int i = 0; i < namesAndValues.length; i += 2) {
			int nameLength = namesAndValues[i].length();
			int valueLength = namesAndValues[i + 1].length();
			builder.add(position, nameLength, position + nameLength, valueLength);
			position += nameLength + valueLength;
		}
		return builder.build();
	}

}
