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

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SystemdSockets}.
 */
class SystemdSocketsTests {

	private static final long PID = 4711;

	private final Map<String, String> environment = new HashMap<>();

	SystemdSocketsTests() {
		this.environment.put("LISTEN_PID", "4711");
		this.environment.put("LISTEN_FDS", "3");
		this.environment.put("LISTEN_FDNAMES", "shop:stock:shop");
	}

	@Test
	void whenNameIsThatOfOneSocketThenItHasDescriptor() {
		assertThat(sockets().descriptors("stock")).containsExactly(4);
	}

	@Test
	void whenNameIsThatOfSeveralSocketsThenItHasSeveralDescriptors() {
		assertThat(sockets().descriptors("shop")).containsExactly(3, 5);
	}

	@Test
	void whenNameIsNotThatOfSocketThenItHasNoDescriptor() {
		assertThat(sockets().descriptors("shops")).isEmpty();
	}

	@Test
	void whenNamesAreNotPassedThenAllAreUnknown() {
		this.environment.remove("LISTEN_FDNAMES");
		assertThat(sockets().descriptors("unknown")).containsExactly(3, 4, 5);
	}

	@Test
	void whenThereAreMoreNamesThanSocketsThenTheyHaveNone() {
		this.environment.put("LISTEN_FDS", "1");
		assertThat(sockets().descriptors("stock")).isEmpty();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "1", "x", "47110" })
	void whenSocketsAreOfAnotherProcessThenThereAreNone(@Nullable String pid) {
		set("LISTEN_PID", pid);
		assertThat(sockets().descriptors("stock")).isEmpty();
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "0", "-1", "x" })
	void whenNumberOfSocketsIsOfNoUseThenThereAreNone(@Nullable String count) {
		set("LISTEN_FDS", count);
		assertThat(sockets().descriptors("stock")).isEmpty();
	}

	private void set(String name, @Nullable String value) {
		if (value != null) {
			this.environment.put(name, value);
		}
		else {
			this.environment.remove(name);
		}
	}

	private SystemdSockets sockets() {
		return SystemdSockets.of(this.environment, PID);
	}

}
