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
import java.util.Set;

/**
 * Which header fields and meta-variables the doctor may read. Of all others, which may
 * have passwords in them, it gets something from which only who knows the value can tell
 * that it is the same.
 */
final class PublicFields {

	private static final String PURPOSE = "value";

	private static final Set<String> VARIABLES = Set.of("AUTH_TYPE", "CONTENT_LENGTH", "CONTENT_TYPE", "DOCUMENT_URI",
			"GATEWAY_CONTEXT_PATH", "GATEWAY_INTERFACE", "HTTPS", "PATH_INFO", "REMOTE_ADDR", "REMOTE_PORT",
			"REMOTE_USER", "REQUEST_METHOD", "REQUEST_SCHEME", "SCRIPT_NAME", "SERVER_ADDR", "SERVER_NAME",
			"SERVER_PORT", "SERVER_PROTOCOL", "SERVER_SOFTWARE");

	private static final Set<String> HEADERS = Set.of("accept-encoding", "connection", "content-length", "content-type",
			"forwarded", "host", "traceparent", "transfer-encoding", "user-agent", "via", "x-forwarded-for",
			"x-forwarded-host", "x-forwarded-port", "x-forwarded-prefix", "x-forwarded-proto");

	/** Header fields that the doctor has made up. */
	private static final String PROBE_HEADERS = "gateway-probe-";

	private PublicFields() {
	}

	static boolean isPublicVariable(String name) {
		return VARIABLES.contains(name);
	}

	static boolean isPublicHeader(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		return HEADERS.contains(lowerCase) || lowerCase.startsWith(PROBE_HEADERS);
	}

	/**
	 * Return what stands for a value.
	 * @param value the value
	 * @param key the key of application and doctor, without which the value cannot be
	 * guessed
	 * @param nonce the nonce of the probe
	 * @return the masked value
	 */
	static String mask(String value, DoctorKey key, String nonce) {
		return "masked:" + key.sign(PURPOSE, nonce + "\n" + value);
	}

}
