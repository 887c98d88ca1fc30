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

import java.util.List;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

import io.webgateway.codec.MalformedRequestException;
import io.webgateway.codec.MetaVariables;

/**
 * Lengths of bodies as requests and responses announce them.
 */
final class ContentLength {

	/**
	 * The length is not known before the body ends.
	 */
	static final long UNKNOWN = -1;

	private static final int MAX_DIGITS = 18;

	private ContentLength() {
	}

	/**
	 * Return the value of {@code CONTENT_LENGTH}. Web servers that do not know the length
	 * omit it or leave it empty.
	 * @throws MalformedRequestException if there are several different values, or one
	 * that is not a number
	 */
	static long ofRequest(MetaVariables variables) {
		return ofVariable(variables, "CONTENT_LENGTH");
	}

	/**
	 * Return the value of {@code CONTENT_LENGTH} where the end of the body is marked, so
	 * that web servers may also say by -1 that they do not know it.
	 * @throws MalformedRequestException if there are several different values, or one
	 * that is not a number
	 */
	static long ofStream(MetaVariables variables) {
		return variables.valueEquals("CONTENT_LENGTH", "-1") ? UNKNOWN : ofRequest(variables);
	}

	/**
	 * Return the length that the client announced in its own header field.
	 * @throws MalformedRequestException if there are several different values, or one
	 * that is not a number
	 */
	static long ofClient(MetaVariables variables) {
		return ofVariable(variables, "HTTP_CONTENT_LENGTH");
	}

	private static long ofVariable(MetaVariables variables, String name) {
		int first = variables.indexOf(name);
		if (first == -1) {
			return UNKNOWN;
		}
		long length = parse(name, variables, first);
		for (int i = first + 1; i < variables.size(); i++) {
			if (variables.nameEquals(i, name) && parse(name, variables, i) != length) {
				throw new MalformedRequestException("Expected one value of " + name);
			}
		}
		return length;
	}

	private static long parse(String name, MetaVariables variables, int index) {
		if (variables.valueLength(index) == 0) {
			return UNKNOWN;
		}
		// The most usual of all
		long length = variables.valueEquals(index, "0") ? 0 : parseDigits(variables.value(index));
		if (length == UNKNOWN) {
			throw new MalformedRequestException("Expected a number as " + name);
		}
		return length;
	}

	/**
	 * Return the value of {@code Content-Length} and remove the field where it does not
	 * hold exactly one number.
	 */
	static long ofResponse(HttpHeaders headers) {
		if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
			return UNKNOWN;
		}
		List<String> values = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
		long length = (values.size() == 1) ? parseDigits(values.get(0)) : UNKNOWN;
		if (length == UNKNOWN) {
			headers.remove(HttpHeaderNames.CONTENT_LENGTH);
		}
		return length;
	}

	private static long parseDigits(String value) {
		int digits = value.length();
		if (digits == 0 || digits > MAX_DIGITS) {
			return UNKNOWN;
		}
		long number = 0;
		for (int i = 0; i < digits; i++) {
			int digit = value.charAt(i) - '0';
			if (digit < 0 || digit > 9) {
				return UNKNOWN;
			}
			number = number * 10 + digit;
		}
		return number;
	}

}
