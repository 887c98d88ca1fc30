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

package io.webgateway.client;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ScriptMapping} and {@link BackendAddress}.
 */
class ScriptMappingTests {

	private static final ScriptMapping SCRIPTS = ScriptMapping.scripts("/srv/www", ".php");

	@Test
	void whenPathGoesOnAfterScriptThenRestIsPathInfo() {
		assertThat(SCRIPTS.map("/a.php/b")).isEqualTo(Map.of("DOCUMENT_ROOT", "/srv/www", "SCRIPT_FILENAME",
				"/srv/www/a.php", "SCRIPT_NAME", "/a.php", "PATH_INFO", "/b"));
	}

	@Test
	void whenPathEndsWithScriptThenThereIsNoPathInfo() {
		assertThat(SCRIPTS.map("/a.php")).isEqualTo(
				Map.of("DOCUMENT_ROOT", "/srv/www", "SCRIPT_FILENAME", "/srv/www/a.php", "SCRIPT_NAME", "/a.php"));
	}

	@Test
	void whenOneScriptAnswersAllThenPathIsPathInfo() {
		assertThat(ScriptMapping.frontController("/srv/www", "/index.php").map("/a/b"))
			.containsEntry("SCRIPT_FILENAME", "/srv/www/index.php")
			.containsEntry("SCRIPT_NAME", "/index.php")
			.containsEntry("PATH_INFO", "/a/b");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "/../etc/passwd", "/a/../../b.php", "/a/./b.php", "/a\\b.php", "/a.php\0.txt", "/..", "/a/.." })
	void whenPathLeavesDirectoryThenItIsRefused(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> SCRIPTS.map(path));
	}

	@ParameterizedTest
	@ValueSource(strings = { "9000", "127.0.0.1:9000", "[::1]:9000", "php.example.org:9000", "unix:/run/php.sock" })
	void whenAddressIsKnownThenItIsParsed(String address) {
		assertThat(BackendAddress.parse(address)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "0", "x", "127.0.0.1", "::1:9000", "/run/php.sock", "host:0", "host:65536", "host:-1" })
	void whenAddressIsUnknownThenItIsRefused(String address) {
		assertThatIllegalArgumentException().isThrownBy(() -> BackendAddress.parse(address));
	}

}
