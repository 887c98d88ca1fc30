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

import java.net.InetSocketAddress;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DistrustLog}.
 */
class DistrustLogTests {

	private final DistrustLog log = new DistrustLog("shop");

	@Test
	void whenThereIsMuchToDistrustThenThereIsOneWarningForEachReason() {
		try (Warnings warnings = new Warnings()) {
			this.log.log(Distrust.USER, "");
			this.log.log(Distrust.SECRET, new InetSocketAddress("192.0.2.7", 1234));
			this.log.log(Distrust.USER, "");
			assertThat(warnings.messages()).hasSize(2);
			assertThat(warnings.messages().get(0)).isEqualTo("Gateway listener 'shop': a request has several different "
					+ "names of its user, or one that is no text, and is taken for nobody's");
			assertThat(warnings.messages().get(1)).endsWith("'secret' (peer 192.0.2.7)");
		}
	}

	@Test
	void whenItIsNothingOutOfTheOrdinaryThenThereIsNoWarning() {
		try (Warnings warnings = new Warnings()) {
			this.log.log(Distrust.PROXY_HEADER, "");
			assertThat(warnings.messages()).isEmpty();
		}
	}

}
