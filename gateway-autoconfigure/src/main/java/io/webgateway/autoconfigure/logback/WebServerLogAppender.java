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

package io.webgateway.autoconfigure.logback;

import java.lang.System.Logger.Level;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.jspecify.annotations.Nullable;

import io.webgateway.server.CurrentExchange;
import io.webgateway.server.GatewayExchange;
import io.webgateway.server.RequestsInProgress;

/**
 * Hands warnings and errors to the request that they belong to: the one whose id the
 * message begins with, as the log prefix of WebFlux does, or else the one that the thread
 * works on.
 */
class WebServerLogAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

	private static final String ID_END = "] ";

	private final RequestsInProgress requests;

	WebServerLogAppender(RequestsInProgress requests) {
		this.requests = requests;
	}

	@Override
	protected void append(ILoggingEvent event) {
		if (!event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.WARN)) {
			return;
		}
		String message = String.valueOf(event.getFormattedMessage());
		int idEnd = message.startsWith("[") ? message.indexOf(ID_END) : -1;
		GatewayExchange exchange = (idEnd != -1) ? this.requests.find(message.substring(1, idEnd)) : null;
		if (exchange != null) {
			log(exchange, event, message.substring(idEnd + ID_END.length()).stripLeading());
			return;
		}
		exchange = CurrentExchange.get();
		if (exchange != null) {
			log(exchange, event, message);
		}
	}

	private static void log(GatewayExchange exchange, ILoggingEvent event, String message) {
		boolean error = event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.ERROR);
		exchange.log(error ? Level.ERROR : Level.WARNING,
				event.getLevel() + " " + event.getLoggerName() + ": " + message + cause(event.getThrowableProxy()));
	}

	private static String cause(@Nullable IThrowableProxy throwable) {
		if (throwable == null) {
			return "";
		}
		String message = throwable.getMessage();
		return " (" + throwable.getClassName() + ((message != null) ? ": " + message : "") + ")";
	}

}
