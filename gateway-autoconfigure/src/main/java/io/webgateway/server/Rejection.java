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
 * Why requests are answered by the listener in place of the application.
 */
public enum Rejection {

	/** What the web server sent is not allowed by its protocol. */
	MALFORMED,

	/** The meta-variables are too large. */
	MAX_HEAD_SIZE,

	/** There are too many meta-variables. */
	MAX_VARIABLES,

	/** The meta-variables took too long. */
	HEAD_TIMEOUT,

	/** An attribute of AJP is not allowed. */
	REQUEST_ATTRIBUTE,

	/** The request does not have the secret. */
	SECRET,

	/** The role that the web server wants is not that of a responder. */
	ROLE,

	/** The connection is about to end. */
	DRAINING,

	/** Too many requests are in progress on the listener. */
	MAX_CONCURRENT_REQUESTS,

	/** Too many requests are in progress on the connection. */
	MAX_MULTIPLEXED_REQUESTS,

	/** The body is too large. */
	MAX_BODY_SIZE,

	/** The body arrives too slowly. */
	MIN_BODY_RATE,

	/** The body is not read and holds up other requests. */
	STALL_TIMEOUT,

	/** The body ended before its announced length. */
	INCOMPLETE_BODY;

	private final String reason = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * Return a name for it, which is that of a property where that sets a limit.
	 * @return the name
	 */
	public String getReason() {
		return this.reason;
	}

}
