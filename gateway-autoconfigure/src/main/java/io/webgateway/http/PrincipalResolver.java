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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * Reads from meta-variables who the user is. Values are UTF-8.
 */
final class PrincipalResolver {

	private final IdentityVariables names;

	private final Runnable untrusted;

	/**
	 * Create a new resolver.
	 * @param names the names of the variables
	 * @param untrusted told when there is a name that is not believed
	 */
	PrincipalResolver(IdentityVariables names, Runnable untrusted) {
		this.names = names;
		this.untrusted = untrusted;
	}

	/**
	 * Return the name of the user. Of several, an empty one counts: parameter files of
	 * web servers are overridden by adding to them. Others must be equal.
	 * @return the name, or {@code null} for nobody
	 */
	@Nullable String resolveName(MetaVariables variables) {
		int index = variables.indexOf(this.names.user());
		if (index == -1) {
			return null;
		}
		String value = variables.value(index);
		boolean same = true;
		for (int i = index; i < variables.size(); i++) {
			if (variables.nameEquals(i, this.names.user())) {
				if (variables.valueLength(i) == 0) {
					return null;
				}
				same &= variables.valueEquals(i, value);
			}
		}
		String name = same ? decode(value) : null;
		if (name == null) {
			this.untrusted.run();
			return null;
		}
		return name.isBlank() ? null : name;
	}

	/**
	 * Return everything that is known of the user.
	 * @param name the name of the user
	 */
	GatewayUser resolve(String name, MetaVariables variables) {
		return new GatewayUser(name, single(variables, "AUTH_TYPE"), claims(variables), authorities(variables));
	}

	private Map<String, String> claims(MetaVariables variables) {
		Map<String, String> claims = new LinkedHashMap<>();
		for (String prefix : this.names.claimsPrefixes()) {
			for (int i = 0; i < variables.size(); i++) {
				if (variables.nameStartsWith(i, prefix)) {
					String value = decode(variables.value(i));
					if (value != null) {
						claims.putIfAbsent(claim(variables.name(i), prefix), value);
					}
				}
			}
		}
		return claims;
	}

	/**
	 * A prefix may be a whole name as well.
	 */
	private static String claim(String variable, String prefix) {
		return (variable.length() > prefix.length()) ? variable.substring(prefix.length()) : variable;
	}

	private List<String> authorities(MetaVariables variables) {
		String value = (this.names.authorities() != null) ? single(variables, this.names.authorities()) : null;
		if (value == null) {
			return List.of();
		}
		return SeparatedValues.of(value, this.names.authoritiesSeparator())
			.stream()
			.map((authority) -> this.names.authorityPrefix() + authority)
			.toList();
	}

	/**
	 * Return a value that nobody contradicts.
	 */
	private static @Nullable String single(MetaVariables variables, String name) {
		List<String> values = variables.getAll(name);
		boolean same = values.stream().distinct().count() == 1;
		return (same && !values.get(0).isEmpty()) ? decode(values.get(0)) : null;
	}

	/**
	 * Return the text of a value, or {@code null} if it is none, or could be taken for
	 * several lines.
	 */
	private static @Nullable String decode(String value) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(value.getBytes(StandardCharsets.ISO_8859_1)))
				.toString();
			return text.chars().anyMatch(Character::isISOControl) ? null : text;
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

}
