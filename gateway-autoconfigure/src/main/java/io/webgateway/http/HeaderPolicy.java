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

/**
 * Which header fields of a request are believed.
 *
 * @param trustForwarded whether the fields {@code Forwarded} and {@code X-Forwarded-*}
 * are handed to the application
 * @param ambiguous what becomes of fields that arrive several times and may be several
 */
public record HeaderPolicy(boolean trustForwarded, AmbiguousHeaders ambiguous) {

	/**
	 * The policy of a listener that is not configured otherwise: forwarded fields are not
	 * handed on, values of repeated fields are.
	 */
	public static final HeaderPolicy DEFAULTS = new HeaderPolicy(false, AmbiguousHeaders.KEEP);

	/**
	 * What becomes of requests in which a header field has several values that is not
	 * known to be a list. Fields that are known to have one value only are never
	 * ambiguous: such requests are bad.
	 */
	public enum AmbiguousHeaders {

		/**
		 * The field has all values.
		 */
		KEEP,

		/**
		 * The request is answered with status 400.
		 */
		REFUSE

	}

}
