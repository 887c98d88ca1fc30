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
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * In which meta-variables a web server tells who the user is. None of them is one whose
 * value the client chooses.
 *
 * @param user the variable with the name of the user
 * @param authorities the variable with a list of authorities, {@code null} for none
 * @param authoritiesSeparator what stands between two authorities, unless a backslash is
 * before it
 * @param authorityPrefix what to put before each authority
 * @param claimsPrefixes how the names of variables with claims begin
 */
public record IdentityVariables(String user, @Nullable String authorities, String authoritiesSeparator,
		String authorityPrefix, List<String> claimsPrefixes) {

	private static final String HEADER_PREFIX = "HTTP_";

	/** Variables of the original request, where the web server serves another instead. */
	private static final String REDIRECT_PREFIX = "REDIRECT_";

	/** What the client says of itself, or asks for. */
	private static final Set<String> CHOSEN_BY_CLIENT = Set.of("CONTENT_LENGTH", "CONTENT_TYPE", "DOCUMENT_URI",
			"PATH_INFO", "PATH_TRANSLATED", "QUERY_STRING", "QUERY_STRING_UNESCAPED", "REMOTE_IDENT", "REQUEST_METHOD",
			"REQUEST_URI", "SCRIPT_FILENAME", "SCRIPT_NAME", "SCRIPT_URI", "SCRIPT_URL", "SERVER_NAME", "SERVER_PORT",
			"SERVER_PROTOCOL", "SSL_TLS_SNI", "URI", "URL");

	/**
	 * Create new names of variables.
	 * @param user the variable with the name of the user
	 * @param authorities the variable with a list of authorities
	 * @param authoritiesSeparator what stands between two authorities
	 * @param authorityPrefix what to put before each authority
	 * @param claimsPrefixes how the names of variables with claims begin
	 * @throws IllegalArgumentException if the client chooses the value of a variable
	 */
	public IdentityVariables {
		Assert.isTrue(!isChosenByClient(user), "The client chooses the name of the user");
		Assert.isTrue(authorities == null || !isChosenByClient(authorities), "The client chooses the authorities");
		Assert.hasLength(authoritiesSeparator, "The separator of authorities is empty");
		Assert.isTrue(claimsPrefixes.stream().noneMatch(IdentityVariables::coversChoiceOfClient),
				"The client chooses claims");
		claimsPrefixes = List.copyOf(claimsPrefixes);
	}

	/**
	 * Return whether the value of a variable is, or may be, the client's word: a header
	 * field of the request, or a part of what it asks for.
	 * @param variable the name of the variable
	 * @return whether it tells nothing about who the client is
	 */
	public static boolean isChosenByClient(String variable) {
		String name = withoutRedirectPrefix(variable);
		return name.regionMatches(true, 0, HEADER_PREFIX, 0, HEADER_PREFIX.length())
				|| CHOSEN_BY_CLIENT.stream().anyMatch(name::equalsIgnoreCase);
	}

	/**
	 * Return whether a variable whose name begins with a prefix may be the client's word.
	 * @param prefix how the names of variables begin
	 * @return whether one of these variables tells nothing about who the client is
	 */
	public static boolean coversChoiceOfClient(String prefix) {
		String name = withoutRedirectPrefix(prefix);
		return isChosenByClient(prefix) || startsWith(HEADER_PREFIX, name) || startsWith(REDIRECT_PREFIX, name)
				|| CHOSEN_BY_CLIENT.stream().anyMatch((variable) -> startsWith(variable, name));
	}

	private static boolean startsWith(String text, String prefix) {
		return text.regionMatches(true, 0, prefix, 0, prefix.length());
	}

	/**
	 * A web server that redirects within itself more than once puts several of them.
	 */
	private static String withoutRedirectPrefix(String variable) {
		String name = variable;
		while (startsWith(name, REDIRECT_PREFIX)) {
			name = name.substring(REDIRECT_PREFIX.length());
		}
		return name;
	}

}
