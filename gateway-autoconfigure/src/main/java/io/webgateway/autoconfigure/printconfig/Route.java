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

package io.webgateway.autoconfigure.printconfig;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.springframework.util.StringUtils;

/**
 * Requests that go to one listener.
 *
 * @param rawPath the path below which they are, percent-encoded, empty for all
 * @param path the same path decoded
 * @param listener the listener
 * @param upstream where it is found
 * @param variable whether the listener has to be told the path
 */
record Route(String rawPath, String path, PublishedListener listener, Upstream upstream, boolean variable) {

	private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

	static Route to(PublishedApplication application, PublishedListener listener, String rawPath) {
		return new Route(rawPath, decode(rawPath), listener, Upstream.of(application, listener),
				!rawPath.isEmpty() && listener.contextPathSource() == ContextPathSource.VARIABLE);
	}

	private static String decode(String rawPath) {
		String path = StringUtils.uriDecode(rawPath, StandardCharsets.ISO_8859_1);
		try {
			String decoded = StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(path.getBytes(StandardCharsets.ISO_8859_1)))
				.toString();
			if (!CONTROL.matcher(decoded).find()) {
				return decoded;
			}
		}
		catch (CharacterCodingException ex) {
			// Web servers compare bytes, but configurations are text
		}
		throw new ConfigurationNotPossibleException(
				"The path '" + rawPath + "' is no text that could be written into a configuration.");
	}

	boolean isRoot() {
		return this.path.isEmpty();
	}

	/**
	 * Return the path as it is written where it must not be empty.
	 */
	String pathOrSlash() {
		return isRoot() ? "/" : this.path;
	}

	/**
	 * Return a regular expression for paths that belong here. All characters that mean
	 * something to any of the libraries, or to any of the configurations, are said by
	 * their numbers.
	 */
	String regex() {
		return "^" + regexPath() + "(/|$)";
	}

	String regexPath() {
		StringBuilder regex = new StringBuilder();
		for (char character : this.path.toCharArray()) {
			if (character > 0x7F || Character.isLetterOrDigit(character) || "/_-~".indexOf(character) != -1) {
				regex.append(character);
			}
			else {
				regex.append(String.format("\\x%02x", (int) character));
			}
		}
		return regex.toString();
	}

}
