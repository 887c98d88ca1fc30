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
 * What a listener bounds.
 */
public enum Limit {

	/** Open connections of a listener. */
	MAX_CONNECTIONS,

	/** Requests in progress on a listener. */
	MAX_CONCURRENT_REQUESTS,

	/** Requests in progress on one connection. */
	MAX_MULTIPLEXED_REQUESTS,

	/** Requests on one connection, one after the other. */
	MAX_KEEP_ALIVE_REQUESTS,

	/** Time of a connection without a request. */
	IDLE_TIMEOUT,

	/** Size of the meta-variables of a request. */
	MAX_HEAD_SIZE,

	/** Number of the meta-variables of a request. */
	MAX_VARIABLES,

	/** Time for the meta-variables of a request to arrive. */
	HEAD_TIMEOUT,

	/** Size of a request body. */
	MAX_BODY_SIZE,

	/** Bytes of a request body in a second. */
	MIN_BODY_RATE,

	/** Time for which a body that is not read holds up other requests. */
	STALL_TIMEOUT,

	/** Size of what is left of a request body after the response. */
	MAX_DISCARDED_BODY_SIZE,

	/** Time for what is left of a request body to arrive after the response. */
	DISCARD_TIMEOUT,

	/** Size of the head of a response. */
	MAX_RESPONSE_HEAD_SIZE,

	/** Time in which a web server takes none of the responses that wait for it. */
	WRITE_TIMEOUT;

	private final String property = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * Return the name of the property of a listener that sets the limit.
	 * @return the last part of the name, such as {@code max-connections}
	 */
	public String getProperty() {
		return this.property;
	}

}
