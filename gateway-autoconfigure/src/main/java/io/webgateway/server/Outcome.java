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

import java.util.Locale;

/**
 * How an exchange ended.
 */
public enum Outcome {

	/** The response of the application is complete. */
	COMPLETED,

	/**
	 * The application failed before its response began, which was answered with status
	 * 500.
	 */
	FAILED,

	/**
	 * The listener answered in place of the application, because the body of the request
	 * was too large, too slow or not as announced.
	 */
	REFUSED,

	/** The listener could not, or was not to, complete the response. */
	BROKEN_OFF,

	/** The web server hung up, or said that it does not want the response any more. */
	ABORTED;

	private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * Return a name for it, as in {@code broken-off}.
	 * @return the name
	 */
	public String getLabel() {
		return this.label;
	}

}
