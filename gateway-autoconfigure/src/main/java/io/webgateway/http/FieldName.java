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

	ACCEPT("Accept", Kind.LIST), ACCEPT_CHARSET("Accept-Charset", Kind.LIST),
	ACCEPT_ENCODING("Accept-Encoding", Kind.LIST), ACCEPT_LANGUAGE("Accept-Language", Kind.LIST),
	ACCESS_CONTROL_REQUEST_HEADERS("Access-Control-Request-Headers", Kind.LIST),
	ACCESS_CONTROL_REQUEST_METHOD("Access-Control-Request-Method", Kind.SINGLE),
	AUTHORIZATION("Authorization", Kind.SINGLE), CACHE_CONTROL("Cache-Control", Kind.LIST),
	CONTENT_RANGE("Content-Range", Kind.SINGLE), COOKIE("Cookie", Kind.COOKIE), DATE("Date", Kind.SINGLE),
	FORWARDED("Forwarded", Kind.LIST), FROM("From", Kind.SINGLE), HOST("Host", Kind.SINGLE),
	IF_MATCH("If-Match", Kind.LIST), IF_MODIFIED_SINCE("If-Modified-Since", Kind.SINGLE),
	IF_NONE_MATCH("If-None-Match", Kind.LIST), IF_RANGE("If-Range", Kind.SINGLE),
	IF_UNMODIFIED_SINCE("If-Unmodified-Since", Kind.SINGLE), LAST_EVENT_ID("Last-Event-Id", Kind.SINGLE),
	MAX_FORWARDS("Max-Forwards", Kind.SINGLE), ORIGIN("Origin", Kind.SINGLE), PRAGMA("Pragma", Kind.LIST),
	PRIORITY("Priority", Kind.LIST), RANGE("Range", Kind.SINGLE), REFERER("Referer", Kind.SINGLE),
	SEC_CH_UA("Sec-Ch-Ua", Kind.LIST), SEC_CH_UA_MOBILE("Sec-Ch-Ua-Mobile", Kind.LIST),
	SEC_CH_UA_PLATFORM("Sec-Ch-Ua-Platform", Kind.LIST), SEC_FETCH_DEST("Sec-Fetch-Dest", Kind.SINGLE),
	SEC_FETCH_MODE("Sec-Fetch-Mode", Kind.SINGLE), SEC_FETCH_SITE("Sec-Fetch-Site", Kind.SINGLE),
	SEC_FETCH_USER("Sec-Fetch-User", Kind.SINGLE), UPGRADE_INSECURE_REQUESTS("Upgrade-Insecure-Requests", Kind.SINGLE),
	USER_AGENT("User-Agent", Kind.SINGLE), VIA("Via", Kind.LIST), X_FORWARDED_FOR("X-Forwarded-For", Kind.LIST),
	X_FORWARDED_HOST("X-Forwarded-Host", Kind.SINGLE), X_FORWARDED_PORT("X-Forwarded-Port", Kind.SINGLE),
	X_FORWARDED_PREFIX("X-Forwarded-Prefix", Kind.SINGLE), X_FORWARDED_PROTO("X-Forwarded-Proto", Kind.SINGLE),
	X_FORWARDED_SSL("X-Forwarded-Ssl", Kind.SINGLE), X_REQUESTED_WITH("X-Requested-With", Kind.OTHER);

	/** A power of two, large enough to keep most names apart. */
	private static final int TABLE_SIZE = 256;

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

	private final Kind kind;

	private final boolean forwarded;

	FieldName(String text, Kind kind) {
		this.text = AsciiString.cached(text);
		this.kind = kind;
		this.forwarded = text.contains("Forwarded");
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

	Kind kind() {
		return this.kind;
	}

	/**
	 * Return the bit of the field in a set of fields.
	 */
	long bit() {
		return 1L << ordinal();
	}

	/**
	 * Return whether proxies tell in the field what they know of the client.
	 */
	boolean isForwarded() {
		return this.forwarded;
	}

	/**
	 * Return whether a variable that is not that of any usual field makes the name of
	 * one: names of variables are in upper case and have no hyphens (RFC 3875, section
	 * 4.1.18).
	 * @param name the name of the field that is made of the variable
	 */
	static boolean isMisspelled(String name, MetaVariables variables, int index) {
		for (int i = 0; i < variables.nameLength(index); i++) {
			byte character = variables.nameByte(index, i);
			if (character == '-' || (character >= 'a' && character <= 'z')) {
				return isUsual(name);
			}
		}
		return false;
	}

	private static boolean isUsual(String name) {
		for (FieldName field : values()) {
			if (field.text.contentEqualsIgnoreCase(name)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * How many values a field can have.
	 */
	enum Kind {

		/** One value by definition. */
		SINGLE,

		/** A list by definition. */
		LIST,

		/** A list with a separator of its own. */
		COOKIE,

		/** Nobody knows. */
		OTHER

	}

}
