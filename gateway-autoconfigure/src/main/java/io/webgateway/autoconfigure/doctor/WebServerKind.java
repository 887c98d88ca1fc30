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

package io.webgateway.autoconfigure.doctor;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The web servers whose configuration the doctor knows.
 */
enum WebServerKind {

	NGINX("nginx", "nginx"), APACHE("Apache", "apache"), LIGHTTPD("lighttpd", "lighttpd"),
	HAPROXY("HAProxy", "haproxy");

	private final String displayName;

	private final String id;

	WebServerKind(String displayName, String id) {
		this.displayName = displayName;
		this.id = id;
	}

	/**
	 * Return the page of the documentation.
	 * @return the path of the page
	 */
	String page() {
		return "docs/" + this.id + ".md";
	}

	/**
	 * Return the web server that calls itself so.
	 * @param software the value of SERVER_SOFTWARE, or of a header field
	 * @return the web server or {@code null} if it is another one
	 */
	static @Nullable WebServerKind of(@Nullable String software) {
		if (software != null) {
			String lowerCase = software.toLowerCase(Locale.ROOT);
			for (WebServerKind kind : values()) {
				if (lowerCase.startsWith(kind.id)) {
					return kind;
				}
			}
		}
		return null;
	}

	@Override
	public String toString() {
		return this.displayName;
	}

}
