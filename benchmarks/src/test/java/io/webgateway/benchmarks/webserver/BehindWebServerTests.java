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

package io.webgateway.benchmarks.webserver;

import java.io.IOException;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import io.webgateway.benchmarks.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link BehindWebServer}.
 */
class BehindWebServerTests {

	@Test
	void whenWebServerIsInFrontThenEveryDocumentedWayIsCompared() throws IOException {
		if (WebServer.LIGHTTPD.program().isEmpty()) {
			assertThat(System.getenv("CI")).as("lighttpd is not installed").isNotEqualTo("true");
			Assumptions.abort("lighttpd is not installed");
		}
		String section = BehindWebServer.lighttpd().run(Settings.QUICK.rounds(1)).markdown();
		assertThat(section).contains("| mod_proxy |", "| FastCGI, TCP (fastcgi.conf) |",
				"| uwsgi, unix (uwsgi-unix.conf) |");
	}

}
