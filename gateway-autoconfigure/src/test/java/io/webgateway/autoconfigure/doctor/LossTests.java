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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Loss}.
 */
class LossTests {

	private static final Path DOCUMENTATION = Path.of("..");

	/**
	 * The table of the web server has a row with all lines of the loss.
	 */
	@ParameterizedTest
	@EnumSource
	void whenThereAreLinesThenDocumentationHasThem(Loss loss) throws IOException {
		String page = Files.readString(DOCUMENTATION.resolve("docs/doctor.md")).replace("\\|", "|");
		for (WebServerKind webServer : WebServerKind.values()) {
			int start = page.indexOf("\n### " + webServer);
			assertThat(start).as("%s", webServer).isPositive();
			int end = page.indexOf("\n### ", start + 1);
			String table = page.substring(start, (end != -1) ? end : page.length());
			for (Remedy remedy : loss.remedies(webServer)) {
				assertThat(table.lines()).as("%s", remedy)
					.anyMatch((row) -> row.replace("`", "").contains("| " + remedy.where() + " |")
							&& row.contains("`" + remedy.line() + "`"));
			}
			assertThat(DOCUMENTATION.resolve(webServer.page())).exists();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whenWebServerIsNotKnownThenThereAreNone(Loss loss) {
		assertThat(loss.remedies(null)).isEmpty();
	}

}
