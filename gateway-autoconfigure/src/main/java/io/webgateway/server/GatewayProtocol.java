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

/**
 * Protocols by which a web server hands requests to an application.
 */
public enum GatewayProtocol {

	/**
	 * FastCGI, after the FastCGI Specification 1.0.
	 */
	FASTCGI("FastCGI"),

	/**
	 * SCGI, the Simple Common Gateway Interface.
	 */
	SCGI("SCGI"),

	/**
	 * The uwsgi protocol of uWSGI.
	 */
	UWSGI("uwsgi"),

	/**
	 * AJP, the Apache JServ Protocol 1.3.
	 */
	AJP("AJP");

	private final String displayName;

	GatewayProtocol(String displayName) {
		this.displayName = displayName;
	}

	/**
	 * Return the name of the protocol as its authors write it.
	 * @return the name for people
	 */
	@Override
	public String toString() {
		return this.displayName;
	}

}
