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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UntrustedLog}.
 */
class UntrustedLogTests {

	@Test
	void whenWebServerIsNotBelievedOftenThenThereIsOneWarningOfEachKind() {
		ListenerStatistics statistics = new ListenerStatistics();
		UntrustedLog log = new UntrustedLog("shop", statistics);
		try (Warnings warnings = new Warnings()) {
			log.log(Untrusted.USER);
			log.log(Untrusted.CLIENT_CERTIFICATE);
			log.log(Untrusted.USER);
			assertThat(warnings.messages()).containsExactly(
					"Gateway listener 'shop' was told several different names of the user, or one that is no text, "
							+ "and takes it for none",
					"Gateway listener 'shop' was told a client certificate that cannot be read, and takes it for none");
		}
		assertThat(statistics.getUntrusted(Untrusted.USER)).isEqualTo(2);
		assertThat(statistics.getUntrusted(Untrusted.CLIENT_CERTIFICATE)).isEqualTo(1);
	}

}
