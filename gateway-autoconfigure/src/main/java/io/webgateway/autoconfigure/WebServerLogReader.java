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

package io.webgateway.autoconfigure;

import java.lang.System.Logger.Level;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import io.webgateway.autoconfigure.ListenerProperties.WebServerLog;
import io.webgateway.server.GatewayProtocol;

/**
 * Reads what of the log goes to the web server by one listener, and refuses it where it
 * would not arrive.
 */
class WebServerLogReader {

	static final String LOGBACK = "ch.qos.logback.classic.LoggerContext";

	private final String listener;

	private final GatewayProtocol protocol;

	private final WebServerLog properties;

	WebServerLogReader(String listener, GatewayProtocol protocol, WebServerLog properties) {
		this.listener = listener;
		this.protocol = protocol;
		this.properties = properties;
	}

	/**
	 * Return the lowest level of the lines that go to the web server.
	 * @return the level, or {@code null} if no line does
	 */
	@Nullable Level read() {
		WebServerLog.Level level = this.properties.getLevel();
		if (level == WebServerLog.Level.OFF) {
			return null;
		}
		if (this.protocol != GatewayProtocol.FASTCGI) {
			throw invalid(level, "only FastCGI has a way to the error log of the web server");
		}
		if (!ClassUtils.isPresent(LOGBACK, null)) {
			throw invalid(level, "it needs Logback, which is not on the class path");
		}
		return (level == WebServerLog.Level.WARN) ? Level.WARNING : Level.ERROR;
	}

	private InvalidListenerPropertyException invalid(WebServerLog.Level level, String reason) {
		String property = ListenerNames.property(this.listener, "web-server-log.level");
		return new InvalidListenerPropertyException(property, level, reason,
				"Set '" + property + "' to 'off', or remove it.");
	}

}
