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

package io.webgateway.codec.fastcgi;

import org.jspecify.annotations.Nullable;

/**
 * Roles that a web server may ask an application to play in a request.
 */
public enum FastCgiRole {

	/**
	 * The application answers the request.
	 */
	RESPONDER(1),

	/**
	 * The application decides whether the request is permitted.
	 */
	AUTHORIZER(2),

	/**
	 * The application answers the request with the help of a file's content.
	 */
	FILTER(3);

	private static final FastCgiRole[] ROLES = values();

	private final int value;

	FastCgiRole(int value) {
		this.value = value;
	}

	/**
	 * Return the value by which the role goes in a record.
	 * @return the value
	 */
	public int value() {
		return this.value;
	}

	/**
	 * Return the role with the given value.
	 * @param value the value in a record
	 * @return the role or {@code null} if the specification does not name it
	 */
	public static @Nullable FastCgiRole of(int value) {
		return (value >= 1 && value <= ROLES.length) ? ROLES[value - 1] : null;
	}

}
