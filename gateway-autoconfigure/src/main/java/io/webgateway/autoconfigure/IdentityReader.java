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

package io.webgateway.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

import io.webgateway.autoconfigure.ListenerProperties.Identity;
import io.webgateway.http.IdentityVariables;

/**
 * Reads which variables of one listener tell who the user is, and refuses those that
 * could be the client's word.
 */
class IdentityReader {

	private static final String CHOSEN_BY_CLIENT = "the client chooses its value";

	private final String listener;

	private final Identity identity;

	IdentityReader(String listener, Identity identity) {
		this.listener = listener;
		this.identity = identity;
	}

	/**
	 * Return the names of the variables, which are checked also where they are not used.
	 * @return the names, or {@code null} if the web server is not to tell who the user is
	 */
	@Nullable IdentityVariables read() {
		IdentityVariables variables = new IdentityVariables(userVariable(), authoritiesVariable(),
				authoritiesSeparator(), this.identity.getAuthorityPrefix(), claimsPrefixes());
		return this.identity.isEnabled() ? variables : null;
	}

	private String userVariable() {
		String name = this.identity.getUserVariable();
		check(StringUtils.hasText(name), "user-variable", name, "there is no name", "REMOTE_USER");
		checkVariable("user-variable", name, "REMOTE_USER");
		return name;
	}

	private @Nullable String authoritiesVariable() {
		String name = this.identity.getAuthoritiesVariable();
		if (!StringUtils.hasText(name)) {
			return null;
		}
		checkVariable("authorities-variable", name, "OIDC_CLAIM_groups");
		return name;
	}

	private void checkVariable(String property, String name, String example) {
		check(!IdentityVariables.isChosenByClient(name), property, name, CHOSEN_BY_CLIENT, example);
	}

	private String authoritiesSeparator() {
		String separator = this.identity.getAuthoritiesSeparator();
		check(!separator.isEmpty() && separator.indexOf('\\') == -1, "authorities-separator", separator,
				"it must not be empty, and a backslash keeps a separator from separating", ",");
		return separator;
	}

	private List<String> claimsPrefixes() {
		List<String> prefixes = this.identity.getClaimsPrefixes();
		prefixes.forEach((prefix) -> check(!IdentityVariables.coversChoiceOfClient(prefix), "claims-prefixes", prefix,
				"the client chooses the value of a variable that begins so", "OIDC_CLAIM_"));
		return prefixes;
	}

	private void check(boolean condition, String property, String value, String reason, String example) {
		if (!condition) {
			String name = ListenerNames.property(this.listener, "identity." + property);
			throw new InvalidListenerPropertyException(name, value, reason,
					"Set '" + name + "' to something that only the web server sets, such as '" + example + "'.");
		}
	}

}
