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

import org.jspecify.annotations.Nullable;

import io.webgateway.server.Distrust;

/**
 * Thrown when meta-variables do not make a request.
 */
class BadRequestException extends Exception {

	private static final long serialVersionUID = 1L;

	private final transient @Nullable Distrust distrust;

	BadRequestException(String message) {
		this(message, (Distrust) null);
	}

	/**
	 * Create a new exception.
	 * @param distrust what of the request is not to be trusted, if anything
	 */
	BadRequestException(String message, @Nullable Distrust distrust) {
		super(message);
		this.distrust = distrust;
	}

	BadRequestException(String message, Throwable cause) {
		super(message, cause);
		this.distrust = null;
	}

	@Nullable Distrust getDistrust() {
		return this.distrust;
	}

}
