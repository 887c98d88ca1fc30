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

package io.webgateway.it.client;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A status code with its reason phrase.
 *
 * @param status the status code
 * @param reason the reason phrase
 */
record StatusLine(int status, String reason) {

	private static final Pattern STATUS = Pattern.compile("([1-9][0-9]{2}) (.*)");

	private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (.*)");

	/**
	 * Parse the first line of an HTTP response.
	 * @param line the line
	 * @return the status
	 * @throws IOException if it is another line
	 */
	static StatusLine parse(String line) throws IOException {
		Matcher matcher = STATUS_LINE.matcher(line);
		if (!matcher.matches()) {
			throw new IOException("not a status line: '" + line + "'");
		}
		return parseStatus(matcher.group(1));
	}

	/**
	 * Parse the value of the Status header of CGI.
	 * @param value the value
	 * @return the status
	 * @throws IOException if it is malformed
	 */
	static StatusLine parseStatus(String value) throws IOException {
		Matcher matcher = STATUS.matcher(value);
		if (!matcher.matches()) {
			throw new IOException("not a status: '" + value + "'");
		}
		return new StatusLine(Integer.parseInt(matcher.group(1)), matcher.group(2));
	}

}
