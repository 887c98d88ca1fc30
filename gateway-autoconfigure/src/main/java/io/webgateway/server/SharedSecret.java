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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import io.webgateway.codec.MetaVariables;

/**
 * What a web server knows and nobody else: the value of a meta-variable that it adds to
 * each request.
 */
public final class SharedSecret {

	/** What Apache httpd puts before the names of variables when it redirects within. */
	private static final String REDIRECTED = "REDIRECT_";

	private final String variable;

	private final List<byte[]> values;

	/**
	 * Create a new secret.
	 * @param variable the name of the meta-variable
	 * @param values the values of which a request must have one: a single value, or two
	 * while it is being changed
	 */
	public SharedSecret(String variable, List<String> values) {
		this.variable = variable;
		this.values = values.stream().map((value) -> value.getBytes(StandardCharsets.UTF_8)).toList();
	}

	/**
	 * Return the name of the meta-variable that has the secret.
	 * @return the name of the variable
	 */
	public String getVariable() {
		return this.variable;
	}

	/**
	 * Return whether a request has the secret. If it has the variable several times, each
	 * must be right.
	 */
	boolean isIn(MetaVariables variables) {
		boolean present = false;
		for (int i = 0; i < variables.size(); i++) {
			if (variables.nameEquals(i, this.variable)) {
				if (!isValue(variables.value(i).getBytes(StandardCharsets.ISO_8859_1))) {
					return false;
				}
				present = true;
			}
		}
		return present;
	}

	/**
	 * Compare with all values, each in a time that does not depend on how much of it is
	 * right.
	 */
	private boolean isValue(byte[] candidate) {
		boolean found = false;
		for (byte[] value : this.values) {
			found |= MessageDigest.isEqual(candidate, value);
		}
		return found;
	}

	/**
	 * Return the meta-variables of a request for those who need not know the secret.
	 */
	MetaVariables removeFrom(MetaVariables variables) {
		return variables.without((index) -> isSecret(variables, index));
	}

	private boolean isSecret(MetaVariables variables, int index) {
		if (variables.nameEquals(index, this.variable)) {
			return true;
		}
		if (!variables.nameStartsWith(index, REDIRECTED)) {
			return false;
		}
		String name = variables.name(index);
		int start = REDIRECTED.length();
		// It does so once more with each redirection
		while (name.startsWith(REDIRECTED, start)) {
			start += REDIRECTED.length();
		}
		return name.substring(start).equals(this.variable);
	}

	/**
	 * Return the name of the variable only.
	 */
	@Override
	public String toString() {
		return "secret in " + this.variable;
	}

}
