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

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

import io.netty.handler.codec.http.HttpHeaders;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.ListenerStatistics;
import io.webgateway.server.ThrottledWarning;

/**
 * What responses of one listener may tell the web server to do in place of sending them,
 * by header fields that it does not pass on.
 */
public final class WebServerInstructions {

	private static final Log logger = LogFactory.getLog(GatewayListener.class);

	private static final int SHORTEST = "X-Accel-".length();

	private final String listener;

	private final ListenerStatistics statistics;

	private final @Nullable FileOffload fileOffload;

	private final boolean allowed;

	private final ThrottledWarning warning = new ThrottledWarning();

	/**
	 * Create new instructions.
	 * @param listener the name of the listener
	 * @param statistics where they are counted
	 * @param fileOffload the files that are left to the web server, {@code null} for none
	 * @param allowed whether the application may instruct the web server itself
	 */
	public WebServerInstructions(String listener, ListenerStatistics statistics, @Nullable FileOffload fileOffload,
			boolean allowed) {
		this.listener = listener;
		this.statistics = statistics;
		this.fileOffload = fileOffload;
		this.allowed = allowed;
	}

	/**
	 * Return which files are left to the web server.
	 */
	@Nullable FileOffload fileOffload() {
		return this.fileOffload;
	}

	/**
	 * A file was left to the web server.
	 */
	void fileOffloaded() {
		this.statistics.fileOffloaded();
	}

	/**
	 * Remove the instructions that the application has no right to.
	 * @param headers the header fields of a response
	 */
	void checkApplication(HttpHeaders headers) {
		if (this.allowed) {
			return;
		}
		String refused = find(headers);
		while (refused != null) {
			headers.remove(refused);
			this.statistics.instructionRefused();
			warn(refused);
			refused = find(headers);
		}
	}

	private static @Nullable String find(HttpHeaders headers) {
		Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
		while (fields.hasNext()) {
			CharSequence name = fields.next().getKey();
			if (isInstruction(name)) {
				return name.toString();
			}
		}
		return null;
	}

	private static boolean isInstruction(CharSequence name) {
		// These alone rule out nearly every other name
		if (name.length() < SHORTEST || name.charAt(1) != '-' || (name.charAt(0) | 0x20) != 'x') {
			return false;
		}
		String lowerCaseName = name.toString().toLowerCase(Locale.ROOT);
		return lowerCaseName.startsWith("x-sendfile") || lowerCaseName.startsWith("x-lighttpd-")
				|| (lowerCaseName.startsWith("x-accel-") && !lowerCaseName.equals("x-accel-buffering"));
	}

	private void warn(String field) {
		this.warning.log((suppressed) -> logger.warn("Gateway listener '" + this.listener + "' has left out the field "
				+ field + " of a response: the application may instruct the web server only if "
				+ "'file-offload.allow-application-headers' of the listener is set" + suppressed));
	}

}
