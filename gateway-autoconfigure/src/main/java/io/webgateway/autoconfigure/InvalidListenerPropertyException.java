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

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a property of a listener, or of all of them, has a value of no use.
 */
public class InvalidListenerPropertyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient String property;

	private final transient @Nullable String value;

	private final transient String reason;

	private final transient String action;

	/**
	 * Create a new exception.
	 * @param property the full name of the property
	 * @param value its value, {@code null} if it has none
	 * @param reason why that is of no use
	 * @param action what the user can do about it
	 */
	public InvalidListenerPropertyException(String property, @Nullable Object value, String reason, String action) {
		super(((value != null) ? "Invalid value '" + value + "' of property '" + property + "': "
				: "Property '" + property + "' is not set: ") + reason);
		this.property = property;
		this.value = (value != null) ? value.toString() : null;
		this.reason = reason;
		this.action = action;
	}

	String getProperty() {
		return this.property;
	}

	@Nullable String getValue() {
		return this.value;
	}

	String getReason() {
		return this.reason;
	}

	String getAction() {
		return this.action;
	}

}
