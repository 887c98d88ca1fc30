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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link IdentityVariables}.
 */
class IdentityVariablesTests {

	@ParameterizedTest
	@ValueSource(strings = { "HTTP_REMOTE_USER", "HTTP_X", "HTTP_", "http_remote_user", "REDIRECT_HTTP_X",
			"REDIRECT_REDIRECT_HTTP_X", "CONTENT_TYPE", "QUERY_STRING", "REDIRECT_QUERY_STRING", "REQUEST_URI",
			"REMOTE_IDENT", "SSL_TLS_SNI" })
	void whenClientChoosesValueThenVariableIsRefused(String name) {
		assertThat(IdentityVariables.isChosenByClient(name)).isTrue();
		assertThat(IdentityVariables.coversChoiceOfClient(name)).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> new IdentityVariables(name, null, ";", "", List.of()))
			.withMessage("The client chooses the name of the user");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new IdentityVariables("REMOTE_USER", name, ";", "", List.of()))
			.withMessage("The client chooses the authorities");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "H", "HTTP", "http", "HTTP_OIDC_CLAIM_", "R", "REDIRECT_", "REDIRECT_H", "CONTENT_",
			"SSL_", "REMOTE_" })
	void whenPrefixCoversChoiceOfClientThenItIsRefused(String prefix) {
		assertThat(IdentityVariables.coversChoiceOfClient(prefix)).isTrue();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new IdentityVariables("REMOTE_USER", null, ";", "", List.of(prefix)))
			.withMessage("The client chooses claims");
	}

	@ParameterizedTest
	@ValueSource(strings = { "REMOTE_USER", "REDIRECT_REMOTE_USER", "eppn", "SSL_CLIENT_S_DN_CN", "OIDC_CLAIM_sub",
			"Shib-Session-ID", "HTTPS_USER" })
	void whenOnlyWebServerSetsVariableThenItIsOfUse(String name) {
		assertThat(IdentityVariables.isChosenByClient(name)).isFalse();
		assertThat(new IdentityVariables(name, name, ";", "", List.of(name)).user()).isEqualTo(name);
	}

	@Test
	void whenPrefixCoversWhatWebServerSetsThenItIsOfUse() {
		List<String> prefixes = List.of("OIDC_CLAIM_", "Shib-", "SHIB_", "SSL_CLIENT_", "mail");
		assertThat(new IdentityVariables("REMOTE_USER", null, ";", "", prefixes).claimsPrefixes()).isEqualTo(prefixes);
	}

}
