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

package io.webgateway.codec;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * The reason phrase of a response, without which not every web server does.
 */
public final class ReasonPhrase {

	private ReasonPhrase() {
	}

	/**
	 * Return the reason phrase of a status.
	 * @param status the status
	 * @return its own reason phrase, or else the usual one
	 * @throws IllegalArgumentException if the status code does not have three digits, or
	 * the reason phrase contains a line break or NUL
	 */
	public static String of(HttpResponseStatus status) {
		if (status.code() < 100 || status.code() > 999) {
			throw new IllegalArgumentException("Status code must have three digits");
		}
		String reasonPhrase = status.reasonPhrase();
		if (reasonPhrase.isBlank()) {
			reasonPhrase = HttpResponseStatus.valueOf(status.code()).reasonPhrase();
		}
		FieldSyntax.checkValue("reason phrase", reasonPhrase);
		return reasonPhrase;
	}

}
