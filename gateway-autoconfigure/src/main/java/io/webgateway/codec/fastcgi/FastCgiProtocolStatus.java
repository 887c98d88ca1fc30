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

/**
 * How a request ended on the level of the protocol.
 */
public enum FastCgiProtocolStatus {

	/**
	 * The request was answered.
	 */
	REQUEST_COMPLETE(0),

	/**
	 * The application takes one request at a time on each connection.
	 */
	CANT_MPX_CONN(1),

	/**
	 * The application lacks a resource.
	 */
	OVERLOADED(2),

	/**
	 * The application does not play the role.
	 */
	UNKNOWN_ROLE(3);

	private final byte byteValue;

	FastCgiProtocolStatus(int value) {
		this.byteValue = (byte) value;
	}

	/**
	 * Return the value by which the status goes in a record.
	 * @return the byte
	 */
	public byte byteValue() {
		return this.byteValue;
	}

}
