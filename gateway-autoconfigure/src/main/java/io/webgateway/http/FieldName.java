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

import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * The name of a header field that clients or proxies usually send, ready made: a request
 * has a dozen of them.
 */
enum FieldName {

	ACCEPT("Accept"), ACCEPT_ENCODING("Accept-Encoding"), ACCEPT_LANGUAGE("Accept-Language"),
	AUTHORIZATION("Authorization"), CACHE_CONTROL("Cache-Control"), COOKIE("Cookie"), HOST("Host"),
	IF_MODIFIED_SINCE("If-Modified-Since"), IF_NONE_MATCH("If-None-Match"), ORIGIN("Origin"), PRAGMA("Pragma"),
	PRIORITY("Priority"), RANGE("Range"), REFERER("Referer"), SEC_CH_UA("Sec-Ch-Ua"),
	SEC_CH_UA_MOBILE("Sec-Ch-Ua-Mobile"), SEC_CH_UA_PLATFORM("Sec-Ch-Ua-Platform"), SEC_FETCH_DEST("Sec-Fetch-Dest"),
	SEC_FETCH_MODE("Sec-Fetch-Mode"), SEC_FETCH_SITE("Sec-Fetch-Site"), SEC_FETCH_USER("Sec-Fetch-User"),
	UPGRADE_INSECURE_REQUESTS("Upgrade-Insecure-Requests"), USER_AGENT("User-Agent"),
	X_FORWARDED_FOR("X-Forwarded-For"), X_FORWARDED_HOST("X-Forwarded-Host"), X_FORWARDED_PROTO("X-Forwarded-Proto"),
	X_REQUESTED_WITH("X-Requested-With");

	/** A power of two, large enough to keep most names apart. */
	private static final int TABLE_SIZE = 128;

	private static final @Nullable FieldName[] TABLE = new FieldName[TABLE_SIZE];

	static {
		for (FieldName field : values()) {
			String variable = field.variable;
			int length = variable.length();
			int slot = slot(length, variable.charAt(length - 1), variable.charAt(length - 2));
			while (TABLE[slot] != null) {
				slot = next(slot);
			}
			TABLE[slot] = field;
		}
	}

	private final AsciiString text;

	private final String variable;

	FieldName(String text) {
		this.text = AsciiString.cached(text);
		this.variable = "HTTP_" + name();
	}

	/**
	 * Return the field of which the variable at the given position holds the value.
	 * @return the field, or {@code null} if it is not a usual one
	 */
	static @Nullable FieldName of(MetaVariables variables, int index) {
		int length = variables.nameLength(index);
		if (length < 2) {
			return null;
		}
		int slot = slot(length, variables.nameByte(index, length - 1), variables.nameByte(index, length - 2));
		for (FieldName field = TABLE[slot]; field != null; field = TABLE[slot]) {
			if (variables.nameEquals(index, field.variable)) {
				return field;
			}
			slot = next(slot);
		}
		return null;
	}

	private static int slot(int length, int last, int lastButOne) {
		return (length * 5 + last * 3 + lastButOne) & (TABLE_SIZE - 1);
	}

	private static int next(int slot) {
		return (slot + 1) & (TABLE_SIZE - 1);
	}

	/**
	 * Return the name as clients write it.
	 */
	AsciiString text() {
		return this.text;
	}

}
