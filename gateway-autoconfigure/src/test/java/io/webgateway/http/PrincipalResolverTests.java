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

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.webgateway.codec.MetaVariables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link PrincipalResolver}.
 */
class PrincipalResolverTests {

	private static final IdentityVariables NAMES = new IdentityVariables("REMOTE_USER", "affiliation", ";", "ROLE_",
			List.of("OIDC_CLAIM_", "Shib-", "mail"));

	private final AtomicInteger untrusted = new AtomicInteger();

	private final PrincipalResolver resolver = new PrincipalResolver(NAMES, this.untrusted::incrementAndGet);

	@ParameterizedTest
	@ValueSource(strings = { "", "REMOTE_USER=", "REMOTE_USER={sp}{sp}", "HTTP_REMOTE_USER=mallory",
			"Remote_User=mallory", "REMOTE_USER=mallory REMOTE_USER=", "REMOTE_USER= REMOTE_USER=mallory" })
	void whenThereIsNoNameThenNobodyAsks(String variables) {
		assertThat(this.resolver.resolveName(TestVariables.parse(variables))).isNull();
		assertThat(this.untrusted).hasValue(0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "REMOTE_USER=alice REMOTE_USER=mallory", "REMOTE_USER=\u00FC", "REMOTE_USER=\u00C3",
			"REMOTE_USER=alice\nroot", "REMOTE_USER=alice\u0000", "REMOTE_USER=\u00C2\u0085" })
	void whenNameIsAmbiguousOrNoTextThenNobodyAsksAndItIsCounted(String variables) {
		assertThat(this.resolver.resolveName(TestVariables.parse(variables))).isNull();
		assertThat(this.untrusted).hasValue(1);
	}

	@Test
	void whenThereIsNameThenItIsThatOfUser() {
		assertThat(this.resolver.resolveName(TestVariables.of("REMOTE_USER=alice"))).isEqualTo("alice");
		assertThat(this.resolver.resolveName(TestVariables.of("REMOTE_USER= a;b "))).isEqualTo(" a;b ");
		assertThat(this.resolver.resolveName(TestVariables.of("REMOTE_USER=J\u00C3\u00BCrgen"))).isEqualTo("Jürgen");
		assertThat(this.resolver.resolveName(TestVariables.of("REMOTE_USER=alice", "X=y", "REMOTE_USER=alice")))
			.isEqualTo("alice");
		assertThat(this.untrusted).hasValue(0);
	}

	@Test
	void whenWebServerTellsNothingElseThenThereIsNothingElse() {
		assertThat(resolve("REMOTE_USER=alice")).isEqualTo(new GatewayUser("alice", null, Map.of(), List.of()));
		assertThat(resolve("AUTH_TYPE=", "affiliation="))
			.isEqualTo(new GatewayUser("alice", null, Map.of(), List.of()));
	}

	@Test
	void whenWebServerTellsMoreThenItIsKnown() {
		GatewayUser user = resolve("AUTH_TYPE=shibboleth", "affiliation=staff;m\\;n;;member",
				"HTTP_OIDC_CLAIM_sub=mallory", "OIDC_CLAIM_sub=4711", "OIDC_CLAIM_name=J\u00C3\u00BCrgen",
				"Shib-Session-ID=_1", "mail=alice@a.example", "HTTP_AFFILIATION=admin", "OIDC_access_token=secret");
		assertThat(user.name()).isEqualTo("alice");
		assertThat(user.authType()).isEqualTo("shibboleth");
		assertThat(user.authorities()).containsExactly("ROLE_staff", "ROLE_m;n", "ROLE_member");
		assertThat(user.claims()).containsExactly(entry("sub", "4711"), entry("name", "Jürgen"),
				entry("Session-ID", "_1"), entry("mail", "alice@a.example"));
	}

	@Test
	void whenValuesContradictEachOtherThenTheyAreNoneButFirstClaimCounts() {
		GatewayUser user = resolve("AUTH_TYPE=Basic", "AUTH_TYPE=Digest", "affiliation=staff", "affiliation=admin",
				"OIDC_CLAIM_sub=1", "OIDC_CLAIM_sub=2", "OIDC_CLAIM_bad=\u00FC");
		assertThat(user).isEqualTo(new GatewayUser("alice", null, Map.of("sub", "1"), List.of()));
	}

	@Test
	void whenAnotherVariableHasNameThenItIsThatOfUser() {
		PrincipalResolver resolver = new PrincipalResolver(new IdentityVariables("eppn", null, ";", "", List.of()),
				this.untrusted::incrementAndGet);
		MetaVariables variables = TestVariables.of("REMOTE_USER=other", "eppn=alice@a.example", "affiliation=staff",
				"mail=m");
		assertThat(resolver.resolveName(variables)).isEqualTo("alice@a.example");
		assertThat(resolver.resolve("alice@a.example", variables))
			.isEqualTo(new GatewayUser("alice@a.example", null, Map.of(), List.of()));
	}

	private GatewayUser resolve(String... variables) {
		return this.resolver.resolve("alice", TestVariables.of(variables));
	}

}
