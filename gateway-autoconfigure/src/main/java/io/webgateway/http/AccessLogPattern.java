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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a line of an access log is made, in the language of Apache httpd's
 * {@code LogFormat}. It is read once.
 */
public final class AccessLogPattern {

	private static final String COMMON = "%h %l %u %t \"%r\" %>s %b";

	private static final String COMBINED = COMMON + " \"%{Referer}i\" \"%{User-Agent}i\"";

	private static final int LINE_CAPACITY = 256;

	/**
	 * What a pattern may have, for who reads that it has something else.
	 */
	public static final String KNOWN = "%a %A %b %B %D %{...}e %{...}g (listener, protocol, outcome, head, queue) %h %H "
			+ "%{...}i %I %l %m %{...}o %p %q %r %s %t %{sec|msec|usec}t %T %{s|ms|us}T %u %U %v %V %X %%";

	private final AccessLogItem[] items;

	private AccessLogPattern(List<AccessLogItem> items) {
		this.items = items.toArray(AccessLogItem[]::new);
	}

	/**
	 * Read a pattern.
	 * @param pattern the pattern, or {@code common} or {@code combined}
	 * @return what the pattern means
	 * @throws IllegalArgumentException if the pattern has something that is not known
	 */
	public static AccessLogPattern of(String pattern) {
		return switch (pattern) {
			case "common" -> parse(COMMON);
			case "combined" -> parse(COMBINED);
			default -> parse(pattern);
		};
	}

	private static AccessLogPattern parse(String pattern) {
		List<AccessLogItem> items = new ArrayList<>();
		int position = 0;
		while (position < pattern.length()) {
			int percent = pattern.indexOf('%', position);
			int end = (percent != -1) ? percent : pattern.length();
			if (end > position) {
				items.add(literal(pattern.substring(position, end)));
			}
			position = (percent != -1) ? parseItem(pattern, percent, items) : end;
		}
		return new AccessLogPattern(items);
	}

	/**
	 * Read an item.
	 * @return the position after it
	 */
	private static int parseItem(String pattern, int start, List<AccessLogItem> items) {
		int position = start + 1;
		String argument = null;
		while (position < pattern.length()) {
			char character = pattern.charAt(position);
			position++;
			if (character == '{' && argument == null) {
				int end = pattern.indexOf('}', position);
				if (end <= position) {
					throw new IllegalArgumentException("'%{' is not followed by a name and '}'");
				}
				argument = pattern.substring(position, end);
				position = end + 1;
			}
			else if (character != '<' && character != '>') {
				String text = pattern.substring(start, position);
				items.add(text.equals("%%") ? literal("%") : item(text, character, argument));
				return position;
			}
		}
		throw new IllegalArgumentException("'" + pattern.substring(start) + "' at its end has no letter");
	}

	private static AccessLogItem item(String text, char letter, @Nullable String argument) {
		AccessLogItem item = AccessLogItems.of(letter, argument);
		if (item == null) {
			throw new IllegalArgumentException("'" + text + "' is not known");
		}
		return item;
	}

	private static AccessLogItem literal(String text) {
		return (entry, line) -> line.append(text);
	}

	String format(AccessLogEntry entry) {
		StringBuilder line = new StringBuilder(LINE_CAPACITY);
		for (AccessLogItem item : this.items) {
			item.append(entry, line);
		}
		return line.toString();
	}

}
