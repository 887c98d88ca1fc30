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

package io.webgateway.codec.uwsgi;

/**
 * Values of {@code modifier1}, which says what a uwsgi packet is.
 */
public final class UwsgiModifier {

	/**
	 * A request, whose block are its meta-variables.
	 */
	public static final int REQUEST = 0;

	/**
	 * The question whether anybody is there, and its answer.
	 */
	public static final int PING = 100;

	private static final int PSGI_REQUEST = 5;

	private static final int RACK_REQUEST = 7;

	private static final int JVM_REQUEST = 8;

	private static final int CGI_REQUEST = 9;

	private static final int PHP_REQUEST = 14;

	private static final int REQUEST_WITHOUT_SCRIPT_NAME = 30;

	private UwsgiModifier() {
	}

	/**
	 * Return whether a packet is a request. Besides {@link #REQUEST} there are the values
	 * by which uWSGI picks an interpreter: they remain in configurations that were
	 * written for another language, and the packet is the same.
	 * @param modifier1 the value of {@code modifier1}
	 * @return whether the packet is a request
	 */
	public static boolean isRequest(int modifier1) {
		return switch (modifier1) {
			case REQUEST, PSGI_REQUEST, RACK_REQUEST, JVM_REQUEST, CGI_REQUEST, PHP_REQUEST,
					REQUEST_WITHOUT_SCRIPT_NAME ->
				true;
			default -> false;
		};
	}

}
