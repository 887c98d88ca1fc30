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

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What arrived of a probe, as a list of names with their values. On the wire it is a line
 * for each of them, and a first line with the signature of all others.
 */
final class Report {

	static final String METHOD = "method";

	static final String TARGET = "target";

	static final String ORIGIN = "origin";

	static final String CONTEXT_PATH = "context-path";

	static final String REMOTE_ADDRESS = "remote-address";

	static final String REMOTE_PORT = "remote-port";

	static final String LISTENER = "listener";

	static final String PROTOCOL = "protocol";

	static final String BODY_LENGTH = "body-length";

	static final String BODY_CHECKSUM = "body-checksum";

	static final String BODY_PAUSE = "body-pause";

	private static final String HEADER = "header:";

	private static final String VARIABLE = "variable:";

	private static final String PURPOSE = "report";

	private final List<String> names = new ArrayList<>();

	private final List<String> values = new ArrayList<>();

	Report add(String name, @Nullable Object value) {
		if (value != null) {
			this.names.add(name);
			this.values.add(value.toString());
		}
		return this;
	}

	Report addHeader(String name, String value) {
		return add(HEADER + name.toLowerCase(Locale.ROOT), value);
	}

	Report addVariable(String name, String value) {
		return add(VARIABLE + name, value);
	}

	@Nullable String get(String name) {
		int index = this.names.indexOf(name);
		return (index != -1) ? this.values.get(index) : null;
	}

	List<String> headers(String name) {
		return getAll(HEADER + name.toLowerCase(Locale.ROOT));
	}

	@Nullable String variable(String name) {
		return get(VARIABLE + name);
	}

	List<String> variables(String name) {
		return getAll(VARIABLE + name);
	}

	private List<String> getAll(String name) {
		List<String> found = new ArrayList<>();
		for (int i = 0; i < this.names.size(); i++) {
			if (this.names.get(i).equals(name)) {
				found.add(this.values.get(i));
			}
		}
		return found;
	}

	/**
	 * Return the report as it is sent.
	 * @param key the key to sign with
	 * @param nonce the nonce of the probe, of which no other one is an answer
	 * @return the text
	 */
	String sign(DoctorKey key, String nonce) {
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < this.names.size(); i++) {
			lines.append(this.names.get(i)).append('=');
			lines.append(URLEncoder.encode(this.values.get(i), StandardCharsets.UTF_8)).append('\n');
		}
		return key.sign(PURPOSE, nonce + "\n" + lines) + "\n" + lines;
	}

	/**
	 * Return the report that was sent.
	 * @param text the text as it was received
	 * @param key the key that it has to be signed with
	 * @param nonce the nonce of the probe
	 * @return the report, or {@code null} if the text is none of the application's
	 */
	static @Nullable Report verify(String text, DoctorKey key, String nonce) {
		int end = text.indexOf('\n');
		if (end == -1 || !key.isSigned(PURPOSE, nonce + "\n" + text.substring(end + 1), text.substring(0, end))) {
			return null;
		}
		Report report = new Report();
		text.substring(end + 1).lines().forEach((line) -> {
			int equals = line.indexOf('=');
			report.add(line.substring(0, equals),
					URLDecoder.decode(line.substring(equals + 1), StandardCharsets.UTF_8));
		});
		return report;
	}

}
