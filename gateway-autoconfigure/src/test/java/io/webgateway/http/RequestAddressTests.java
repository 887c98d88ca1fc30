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

import java.net.InetSocketAddress;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestAddress}.
 */
class RequestAddressTests {

	@ParameterizedTest
	@CsvSource({ "REMOTE_ADDR=192.0.2.1 REMOTE_PORT=50000, 192.0.2.1, 50000",
			"REMOTE_ADDR=::1 REMOTE_PORT=50000, 0:0:0:0:0:0:0:1, 50000",
			"REMOTE_ADDR=[2001:db8::1] REMOTE_PORT=1, 2001:db8:0:0:0:0:0:1, 1",
			"REMOTE_ADDR=fe80::1%eth0 REMOTE_PORT=1, fe80:0:0:0:0:0:0:1, 1",
			"REMOTE_ADDR=::ffff:192.0.2.1 REMOTE_PORT=50000, 192.0.2.1, 50000", "REMOTE_ADDR=192.0.2.1, 192.0.2.1, 0",
			"REMOTE_ADDR=192.0.2.1 REMOTE_PORT=, 192.0.2.1, 0", "REMOTE_ADDR=192.0.2.1 REMOTE_PORT=x, 192.0.2.1, 0",
			"REMOTE_ADDR=192.0.2.1 REMOTE_PORT=-1, 192.0.2.1, 0",
			"REMOTE_ADDR=192.0.2.1 REMOTE_PORT=65536, 192.0.2.1, 0",
			"REMOTE_ADDR=192.0.2.1 REMOTE_ADDR=192.0.2.2, 192.0.2.1, 0" })
	void addressIsThatOfTheLiteral(String variables, String address, int port) {
		InetSocketAddress remote = RequestAddress.of(TestVariables.parse(variables), "REMOTE_ADDR", "REMOTE_PORT");
		assertThat(remote).isNotNull();
		assertThat(remote.getAddress().getHostAddress()).isEqualTo(address);
		assertThat(remote.getPort()).isEqualTo(port);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "REMOTE_ADDR=", "REMOTE_ADDR=unix:", "REMOTE_ADDR=localhost", "REMOTE_ADDR=unix:/run/a",
					"REMOTE_ADDR=192.0.2.1:80", "REMOTE_ADDR=256.0.0.1", "REMOTE_PORT=50000", "REMOTE_ADDR=@" })
	void whenThereIsNoLiteralThenThereIsNoAddressAndNothingIsLookedUp(String variables) {
		assertThat(RequestAddress.of(TestVariables.parse(variables), "REMOTE_ADDR", "REMOTE_PORT")).isNull();
	}

}
