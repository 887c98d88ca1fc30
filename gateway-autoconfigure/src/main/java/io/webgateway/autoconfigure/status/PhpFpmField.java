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

package io.webgateway.autoconfigure.status;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A field of php-fpm's status.
 *
 * @param name the name of the field, with spaces
 * @param value the value: a text, a number or a time
 */
record PhpFpmField(String name, Object value) {

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT);

	/**
	 * Return the value for people.
	 */
	String text() {
		return (this.value instanceof Instant time) ? DATE.format(time.atZone(ZoneId.systemDefault()))
				: this.value.toString();
	}

	/**
	 * Return the value for programs, to whom a time is a number.
	 */
	String data() {
		return (this.value instanceof Instant time) ? Long.toString(time.getEpochSecond()) : this.value.toString();
	}

	boolean isText() {
		return this.value instanceof String;
	}

}
