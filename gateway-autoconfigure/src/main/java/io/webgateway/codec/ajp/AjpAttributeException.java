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

package io.webgateway.codec.ajp;

import io.webgateway.codec.MalformedRequestException;

/**
 * Thrown when a request has an attribute that is not allowed.
 */
public class AjpAttributeException extends MalformedRequestException {

	private static final long serialVersionUID = 1L;

	private final transient String attribute;

	/**
	 * Create a new exception.
	 * @param attribute the name of the attribute as the peer sent it
	 */
	public AjpAttributeException(String attribute) {
		super("Expected no request attribute but those of AJP and 'allowed-request-attributes'");
		this.attribute = attribute;
	}

	/**
	 * Return the name of the attribute.
	 * @return the name as the peer sent it, which must not be logged as it is
	 */
	public String getAttribute() {
		return this.attribute;
	}

}
