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
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.webgateway.codec.MetaVariables;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestSummary}.
 */
class RequestSummaryTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/                                 | /
			/a/b                              | /a/b
			/a?token=secret                   | /a
			/a?secret                         | /a
			/a#secret                         | /a
			/a;jsessionid=secret              | /a
			/a;v=secret/b;w=secret?x          | /a/b
			/caf%C3%A9%0d%0a%3Fx              | /caf%C3%A9%0d%0a%3Fx
			http://user:secret@shop.example/a | /a
			http://shop.example               | -
			user:secret@shop.example:443      | -
			*                                 | *
			/"<&'>\\                          | /"<&'>\\
			""")
	void pathHasNoSecrets(String target, String path) {
		assertThat(of("REQUEST_METHOD", "GET", "REQUEST_URI", target)).isEqualTo(new RequestSummary("GET", path));
	}

	@Test
	void whenPathHasInvisibleCharactersThenTheyAreEncoded() {
		assertThat(of("REQUEST_URI", "/a b\u001b[31m\u0085\u00e9\r\n").path()).isEqualTo("/a%20b%1B[31m%85%E9%0D%0A");
	}

	@Test
	void whenPathIsLongThenItIsCut() {
		String longest = "/".repeat(RequestSummary.MAX_PATH_LENGTH);
		assertThat(of("REQUEST_URI", longest + "?query").path()).isEqualTo(longest);
		assertThat(of("REQUEST_URI", longest + "/").path()).isEqualTo(longest + "...");
		assertThat(of("REQUEST_URI", longest.substring(1) + "\n").path()).hasSize(RequestSummary.MAX_PATH_LENGTH + 3);
	}

	@Test
	void whenThereIsNoRequestUriThenPathIsThatOfTheScript() {
		assertThat(of("SCRIPT_NAME", "/app", "PATH_INFO", "/x y").path()).isEqualTo("/app/x%20y");
		assertThat(of("DOCUMENT_URI", "/document", "SCRIPT_NAME", "/app").path()).isEqualTo("/document");
		assertThat(of().path()).isEqualTo("-");
	}

	@ParameterizedTest
	@CsvSource({ "GET, GET", "PROPFIND, PROPFIND", "VERSION-CONTROL, VERSION-CONTROL", "'', -", "GE T, -", "'G\n', -",
			"ABCDEFGHIJKLMNOPQRSTU, -" })
	void methodIsAToken(String method, String shown) {
		assertThat(of("REQUEST_METHOD", method, "REQUEST_URI", "/")).isEqualTo(new RequestSummary(shown, "/"));
		assertThat(of("REQUEST_URI", "/").method()).isEqualTo("-");
	}

	private static RequestSummary of(String... namesAndValues) {
		List<Integer> ends = new ArrayList<>();
		StringBuilder block = new StringBuilder();
		for (String text : namesAndValues) {
			block.append(text);
			ends.add(block.length());
		}
		MetaVariables.Builder variables = new MetaVariables.Builder(
				block.toString().getBytes(StandardCharsets.ISO_8859_1), 10);
		int start = 0;
		for (int i = 0; i < ends.size(); i += 2) {
			variables.add(start, ends.get(i) - start, ends.get(i), ends.get(i + 1) - ends.get(i));
			start = ends.get(i + 1);
		}
		return RequestSummary.of(variables.build());
	}

}
