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
 * Types of FastCGI records.
 */
public enum FastCgiRecordType {

	/**
	 * The web server begins a request.
	 */
	BEGIN_REQUEST(1),

	/**
	 * The web server aborts a request.
	 */
	ABORT_REQUEST(2),

	/**
	 * The application ends a request.
	 */
	END_REQUEST(3),

	/**
	 * Stream of the meta-variables of a request.
	 */
	PARAMS(4),

	/**
	 * Stream of the body of a request.
	 */
	STDIN(5),

	/**
	 * Stream of a response.
	 */
	STDOUT(6),

	/**
	 * Stream of messages for the error log of the web server.
	 */
	STDERR(7),

	/**
	 * Stream of the file that a filter is to filter.
	 */
	DATA(8),

	/**
	 * The web server asks for values of the application. A management record.
	 */
	GET_VALUES(9),

	/**
	 * The application answers {@link #GET_VALUES}. A management record.
	 */
	GET_VALUES_RESULT(10),

	/**
	 * The application does not know the type of a management record. A management record
	 * itself.
	 */
	UNKNOWN_TYPE(11);

	private static final FastCgiRecordType[] TYPES = values();

	private final byte byteValue;

	FastCgiRecordType(int value) {
		this.byteValue = (byte) value;
	}

	/**
	 * Return the value by which the type goes in a record.
	 * @return the byte
	 */
	public byte byteValue() {
		return this.byteValue;
	}

	/**
	 * Return the type with the given value.
	 * @param value the value in a record
	 * @return the type or {@code null} if the specification does not name it
	 */
	public static @Nullable FastCgiRecordType of(int value) {
		return (value >= 1 && value <= TYPES.length) ? TYPES[value - 1] : null;
	}

}
