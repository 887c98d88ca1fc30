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

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Lines of one request for the error log of the web server: few and short, because an
 * administrator has more than this application to watch.
 */
final class RequestLog {

	static final int MAX_LINES = 20;

	static final int MAX_LENGTH = 1000;

	private static final String MORE = "More is only in the log of the application";

	private static final String CUT = "...";

	private final WebServerLog log;

	private final String id;

	private final AtomicInteger lines = new AtomicInteger();

	RequestLog(WebServerLog log, String id) {
		this.log = log;
		this.id = id;
	}

	void requestStarted(GatewayExchange exchange) {
		this.log.requests().add(this.id, exchange);
	}

	void requestEnded() {
		this.log.requests().remove(this.id);
	}

	/**
	 * Make a line of what was logged.
	 * @return the line, or {@code null} if it is not to be sent
	 */
	@Nullable String line(Level level, String text) {
		if (!this.log.accepts(level)) {
			return null;
		}
		int number = this.lines.incrementAndGet();
		if (number > MAX_LINES) {
			return (number == MAX_LINES + 1) ? withId(MORE) : null;
		}
		return withId(text);
	}

	private String withId(String text) {
		StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 64);
		line.append('[').append(this.id).append("] ");
		int end = line.length() + MAX_LENGTH;
		int position = 0;
		while (position < text.length() && line.length() < end) {
			int character = text.codePointAt(position);
			append(character, line);
			position += Character.charCount(character);
		}
		if (position < text.length()) {
			line.append(CUT);
		}
		return line.toString();
	}

	/**
	 * Whatever ends a line, or changes how a terminal shows it, is written as its number.
	 */
	private static void append(int character, StringBuilder line) {
		switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE ->
				line.append("\\u").append(String.format("%04x", character));
			default -> line.appendCodePoint(character);
		}
	}

}
