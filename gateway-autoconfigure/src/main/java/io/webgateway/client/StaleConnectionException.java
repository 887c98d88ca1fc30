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

package io.webgateway.client;

import java.io.IOException;

/**
 * Thrown when the application has closed a kept connection before any of the response.
 */
class StaleConnectionException extends IOException {

	private static final long serialVersionUID = 1L;

	private final boolean requestSent;

	StaleConnectionException(boolean requestSent) {
		super("The application has closed a kept connection in place of an answer");
		this.requestSent = requestSent;
	}

	/**
	 * Return whether the application may have seen the request.
	 */
	boolean isRequestSent() {
		return this.requestSent;
	}

}
