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

package io.webgateway.autoconfigure;

import org.jspecify.annotations.Nullable;

import io.webgateway.http.AccessLogPattern;

/**
 * Reads how the lines of the access log are made.
 */
class AccessLogReader {

	private static final String PATTERN = "gateway.access-log.pattern";

	private final GatewayProperties.AccessLog properties;

	AccessLogReader(GatewayProperties.AccessLog properties) {
		this.properties = properties;
	}

	/**
	 * Return the pattern of the lines, which is refused if it is of no use even while
	 * there are no lines.
	 * @return the pattern, or {@code null} if there is no access log
	 */
	@Nullable AccessLogPattern read() {
		String pattern = this.properties.pattern();
		if (pattern.isBlank()) {
			throw invalid(pattern, "every line would be empty");
		}
		AccessLogPattern compiled;
		try {
			compiled = AccessLogPattern.of(pattern);
		}
		catch (IllegalArgumentException ex) {
			throw invalid(pattern, String.valueOf(ex.getMessage()));
		}
		return this.properties.enabled() ? compiled : null;
	}

	private static InvalidListenerPropertyException invalid(String pattern, String reason) {
		return new InvalidListenerPropertyException(PATTERN, pattern, reason, "Set '" + PATTERN
				+ "' to 'common', to 'combined', or to a pattern of the following: " + AccessLogPattern.KNOWN + ".");
	}

}
