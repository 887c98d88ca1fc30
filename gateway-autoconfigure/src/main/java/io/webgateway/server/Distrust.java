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

import org.jspecify.annotations.Nullable;

/**
 * What a listener does not accept, or does not believe, because anybody could have sent
 * it.
 */
public enum Distrust {

	/** Connections from addresses that are not allowed. */
	CLIENT("a connection was closed whose address is not among 'allowed-clients'"),

	/** Connections of users and groups that are not allowed. */
	PEER("a connection was closed whose user and group are not among 'allowed-peers'"),

	/** Requests that do not have the secret. */
	SECRET("a request was answered with status 403 that does not have the 'secret'"),

	/** Requests with an attribute of AJP that is not allowed. */
	REQUEST_ATTRIBUTE(null),

	/** Requests with several values of a header field that can have only one. */
	REPEATED_HEADER("a request was answered with status 400 in which a header field has several values"),

	/** Requests whose client announced another length than the web server. */
	CONTENT_LENGTH("a request was answered with status 400 of which client and web server announce different lengths"),

	/** Requests for a path with dot segments. */
	DOT_SEGMENT(null),

	/** Mount points that are not the beginning of the path. */
	CONTEXT_PATH(null),

	/** Header fields in which proxies tell what they know of a client. */
	FORWARDED_HEADER(null),

	/** Header fields {@code Proxy}. */
	PROXY_HEADER(null),

	/** Names of a user that contradict each other, or that are no text. */
	USER("a request has several different names of its user, or one that is no text, and is taken for nobody's"),

	/** Client certificates that cannot be read. */
	CLIENT_CERTIFICATE("a client certificate cannot be read and is taken for none");

	private final @Nullable String warning;

	private final String reason = name().toLowerCase(Locale.ROOT).replace('_', '-');

	Distrust(@Nullable String warning) {
		this.warning = warning;
	}

	/**
	 * Return a name for it, as in {@code repeated-header}.
	 * @return the name
	 */
	public String getReason() {
		return this.reason;
	}

	/**
	 * Return what an administrator should know of it.
	 * @return the text of a warning, or {@code null} where it is nothing out of the
	 * ordinary
	 */
	@Nullable String getWarning() {
		return this.warning;
	}

}
