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

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Header fields by which web servers are told to send a file.
 */
public enum FileHeader {

	/**
	 * The path of the file, for lighttpd and Apache's mod_xsendfile.
	 */
	X_SENDFILE("X-Sendfile") {

		/**
		 * The one decodes percent-encoding, the other does not, so there must be nothing
		 * to decode.
		 */
		@Override
		@Nullable String value(String location, String encodedName) {
			StringBuilder path = new StringBuilder();
			for (byte value : location.getBytes(StandardCharsets.UTF_8)) {
				path.append((char) (value & 0xFF));
			}
			appendName(encodedName, path.append('/'));
			return (path.indexOf("%") == -1 && path.charAt(path.length() - 1) != ' ') ? path.toString() : null;
		}

		private void appendName(String encodedName, StringBuilder path) {
			int position = 0;
			while (position < encodedName.length()) {
				int decoded = PercentEncoding.decode(encodedName, position);
				path.append((decoded != -1) ? (char) decoded : encodedName.charAt(position));
				position += (decoded != -1) ? 3 : 1;
			}
		}

	},

	/**
	 * The URI of the file in an internal location of nginx.
	 */
	X_ACCEL_REDIRECT("X-Accel-Redirect") {

		@Override
		String value(String location, String encodedName) {
			return location + "/" + encodedName;
		}

		@Override
		boolean isSentWithAcceptRanges() {
			return true;
		}

	};

	private final String fieldName;

	FileHeader(String fieldName) {
		this.fieldName = fieldName;
	}

	String fieldName() {
		return this.fieldName;
	}

	/**
	 * Return whether the web server adds {@code Accept-Ranges}, also where the response
	 * has it already.
	 */
	boolean isSentWithAcceptRanges() {
		return false;
	}

	/**
	 * Return the value of the field for a file.
	 * @param location by what the web server knows a directory
	 * @param encodedName the percent-encoded name of a file below the directory
	 * @return the value, or {@code null} if web servers would read another name from it
	 */
	abstract @Nullable String value(String location, String encodedName);

}
