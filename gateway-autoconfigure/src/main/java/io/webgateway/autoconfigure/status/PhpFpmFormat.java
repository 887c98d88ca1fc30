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

package io.webgateway.autoconfigure.status;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * Forms in which php-fpm tells its status.
 */
public enum PhpFpmFormat {

	/** A page for browsers. */
	HTML("text/html;charset=UTF-8", new PhpFpmHtmlPage()),

	/** An XML document. */
	XML("text/xml;charset=UTF-8", new PhpFpmXmlPage()),

	/** A JSON object. */
	JSON("application/json", new PhpFpmJsonPage()),

	/** The format of Prometheus and its kin. */
	OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8", new PhpFpmOpenMetricsPage()),

	/** Lines of text, which is what php-fpm has unless it is asked for another format. */
	TEXT("text/plain;charset=UTF-8", new PhpFpmTextPage());

	private final String contentType;

	private final PhpFpmPage page;

	PhpFpmFormat(String contentType, PhpFpmPage page) {
		this.contentType = contentType;
		this.page = page;
	}

	/**
	 * Choose the format that is asked for, as php-fpm does where there are several.
	 * @param parameters tells whether the query has a parameter of a name
	 * @return the format
	 */
	public static PhpFpmFormat of(Predicate<String> parameters) {
		for (PhpFpmFormat format : values()) {
			if (format != TEXT && parameters.test(format.name().toLowerCase(Locale.ROOT))) {
				return format;
			}
		}
		return TEXT;
	}

	/**
	 * Return the type of the content, as php-fpm has it.
	 * @return the value of the header {@code Content-Type}
	 */
	public String getContentType() {
		return this.contentType;
	}

	String write(PhpFpmStatus status, boolean full) {
		return this.page.write(status, full);
	}

}
