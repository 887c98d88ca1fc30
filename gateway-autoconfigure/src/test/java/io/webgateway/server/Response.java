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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A response as a web server understands it.
 *
 * @param statusLine the line with the status, or {@code null} if no whole head came: the
 * first of the head, or the last where a Location has to come before it
 * @param headers the other lines of the head
 * @param body the bytes after the head
 * @param complete whether the response ended as the protocol wants it
 */
record Response(@Nullable String statusLine, List<Map.Entry<String, String>> headers, byte[] body, boolean complete) {

	private static final Pattern STATUS_FIELD = Pattern.compile("Status: ([0-9]{3}) [^\r\n]+");

	private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) [^\r\n]+");

	static Response parse(GatewayProtocol protocol, byte[] bytes, boolean complete) {
		String text = Bytes.text(bytes);
		int end = text.indexOf("\r\n\r\n");
		if (end == -1) {
			return new Response(null, List.of(), bytes, complete);
		}
		List<String> lines = new ArrayList<>(List.of(text.substring(0, end).split("\r\n", -1)));
		boolean redirection = lines.stream().anyMatch((line) -> line.regionMatches(true, 0, "Location:", 0, 9));
		boolean last = redirection && protocol != GatewayProtocol.UWSGI;
		String statusLine = lines.remove(last ? lines.size() - 1 : 0);
		Pattern pattern = (protocol == GatewayProtocol.UWSGI) ? STATUS_LINE : STATUS_FIELD;
		if (!pattern.matcher(statusLine).matches()) {
			throw new IllegalStateException("'" + statusLine + "' is where the status should be");
		}
		List<Map.Entry<String, String>> headers = new ArrayList<>();
		for (String line : lines) {
			String[] field = line.split(": ", 2);
			headers.add(Map.entry(field[0].toLowerCase(Locale.ROOT), field[1]));
		}
		return new Response(statusLine, headers, Bytes.from(bytes, end + 4), complete);
	}

	/**
	 * Return the status, or -1 if no whole head came.
	 */
	int status() {
		if (this.statusLine == null) {
			return -1;
		}
		Matcher matcher = (this.statusLine.startsWith("Status") ? STATUS_FIELD : STATUS_LINE).matcher(this.statusLine);
		return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
	}

	/**
	 * Return the only value of a field, or {@code null} if there is none.
	 */
	@Nullable String header(String name) {
		List<String> values = headers(name);
		if (values.size() > 1) {
			throw new IllegalStateException("Several fields " + name);
		}
		return values.isEmpty() ? null : values.get(0);
	}

	List<String> headers(String name) {
		return this.headers.stream().filter((field) -> field.getKey().equals(name)).map(Map.Entry::getValue).toList();
	}

	String text() {
		return Bytes.text(this.body);
	}

}
