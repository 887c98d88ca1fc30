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
 * What a web server may say and is not believed, because it could be somebody else's
 * word.
 */
public enum Untrusted {

	/** The name of a user that is told in several ways, or that is no text. */
	USER("several different names of the user, or one that is no text"),

	/** A client certificate that cannot be read. */
	CLIENT_CERTIFICATE("a client certificate that cannot be read");

	private final String description;

	Untrusted(String description) {
		this.description = description;
	}

	/**
	 * Return the name of it in configuration and meters.
	 * @return the name, such as {@code client-certificate}
	 */
	public String getId() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	String description() {
		return this.description;
	}

}
