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

package io.webgateway.it;

import java.util.List;
import java.util.Locale;

/**
 * The protocols that lead to the application.
 */
enum Protocol {

	HTTP, FASTCGI, SCGI, UWSGI, AJP;

	/**
	 * The protocols that need a listener, and are spoken by many web servers.
	 */
	static final List<Protocol> OF_LISTENERS = List.of(FASTCGI, SCGI, UWSGI);

	/**
	 * All protocols that need a listener.
	 */
	static final List<Protocol> OF_ALL_LISTENERS = List.of(FASTCGI, SCGI, UWSGI, AJP);

	static Protocol of(String id) {
		return valueOf(id.toUpperCase(Locale.ROOT));
	}

	/**
	 * Return the name of the protocol's listener and of its configuration files.
	 * @return the name
	 */
	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
