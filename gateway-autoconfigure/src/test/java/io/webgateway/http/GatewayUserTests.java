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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.core.serializer.DefaultDeserializer;
import org.springframework.core.serializer.DefaultSerializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link GatewayUser}.
 */
class GatewayUserTests {

	private final GatewayUser user = new GatewayUser("alice", "Basic", new HashMap<>(Map.of("token", "secret")),
			new ArrayList<>(List.of("ROLE_STAFF")));

	@Test
	void textDoesNotRevealClaims() {
		assertThat(this.user).hasToString("alice");
		assertThat(new GatewayPrincipal(this.user)).hasToString("alice");
	}

	@Test
	void nothingCanBeAdded() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.user.claims().put("x", "y"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.user.authorities().add("ROLE_ADMIN"));
	}

	@Test
	void whenSerializedThenItIsTheSame() throws Exception {
		byte[] bytes = new DefaultSerializer().serializeToByteArray(this.user);
		assertThat(new DefaultDeserializer().deserializeFromByteArray(bytes)).isEqualTo(this.user);
		bytes = new DefaultSerializer().serializeToByteArray(new GatewayPrincipal(this.user));
		assertThat(new DefaultDeserializer().deserializeFromByteArray(bytes))
			.isEqualTo(new GatewayPrincipal(this.user));
	}

}
