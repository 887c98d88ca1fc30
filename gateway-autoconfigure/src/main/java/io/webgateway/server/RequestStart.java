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

import io.webgateway.codec.MetaVariables;

/**
 * In which meta-variable a web server tells when it got a request. Seconds, milliseconds,
 * microseconds and nanoseconds since the epoch are told apart by their size; seconds and
 * milliseconds may have a fraction, and {@code t=} may precede them.
 *
 * @param variable the name of the variable
 */
public record RequestStart(String variable) {

	/** Since when no clock that is right has said less. */
	private static final long EARLIEST_SECOND = 1_000_000_000;

	private static final long LATEST_SECOND = 9 * EARLIEST_SECOND;

	/** What is longer ago than this was told by a clock that is wrong. */
	private static final long MAX_NANOS = 3600 * 1_000_000_000L;

	private static final int MAX_FRACTION = 9;

	private static final int MAX_LENGTH = 32;

	private static final String PREFIX = "t=";

	/**
	 * Return how long ago the web server got a request.
	 * @param epochNanos the time now, in nanoseconds since the epoch
	 * @return the time in nanoseconds, {@code 0} if that is in the future, because no two
	 * clocks are the same, or {@code -1} if it is not known
	 */
	long age(MetaVariables variables, long epochNanos) {
		int index = variables.indexOf(this.variable);
		if (index == -1 || variables.valueLength(index) > MAX_LENGTH) {
			return -1;
		}
		long start = parse(variables.value(index));
		if (start == -1 || epochNanos - start > MAX_NANOS || start - epochNanos > MAX_NANOS) {
			return -1;
		}
		return Math.max(epochNanos - start, 0);
	}

	/**
	 * Return a time in nanoseconds since the epoch, or {@code -1} if it is none.
	 */
	static long parse(String text) {
		int start = text.startsWith(PREFIX) ? PREFIX.length() : 0;
		int point = text.indexOf('.', start);
		long whole = digits(text, start, (point != -1) ? point : text.length());
		long unit = unit(whole);
		if (unit == -1 || point == -1) {
			return (unit != -1) ? whole * unit : -1;
		}
		int length = text.length() - point - 1;
		long fraction = (length <= MAX_FRACTION && unit >= 1_000_000) ? digits(text, point + 1, text.length()) : -1;
		if (fraction == -1) {
			return -1;
		}
		for (int i = length; i < MAX_FRACTION; i++) {
			fraction *= 10;
		}
		return whole * unit + fraction / (1_000_000_000 / unit);
	}

	private static long unit(long number) {
		long unit = 1_000_000_000;
		for (long scale = 1; unit > 0; scale *= 1000) {
			if (number >= EARLIEST_SECOND * scale && number / scale < LATEST_SECOND) {
				return unit;
			}
			unit /= 1000;
		}
		return -1;
	}

	private static long digits(String text, int start, int end) {
		if (end <= start || end - start > 19) {
			return -1;
		}
		long number = 0;
		for (int i = start; i < end; i++) {
			char digit = text.charAt(i);
			if (digit < '0' || digit > '9' || number > (Long.MAX_VALUE - 9) / 10) {
				return -1;
			}
			number = 10 * number + (digit - '0');
		}
		return number;
	}

}
