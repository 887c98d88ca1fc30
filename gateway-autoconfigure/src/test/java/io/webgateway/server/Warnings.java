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

package io.webgateway.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Records what listeners log at level WARN and above.
 */
final class Warnings implements AutoCloseable {

	private final Logger logger;

	private final List<String> messages = new CopyOnWriteArrayList<>();

	private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

		@Override
		protected void append(ILoggingEvent event) {
			if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
				Warnings.this.messages.add(event.getFormattedMessage());
			}
		}

	};

	Warnings() {
		this(GatewayListener.class.getPackageName());
	}

	private Warnings(String logger) {
		this.logger = (Logger) LoggerFactory.getLogger(logger);
		this.appender.start();
		this.logger.addAppender(this.appender);
	}

	/**
	 * Record what anybody logs.
	 */
	static Warnings ofAll() {
		return new Warnings(Logger.ROOT_LOGGER_NAME);
	}

	List<String> messages() {
		return this.messages;
	}

	@Override
	public void close() {
		this.logger.detachAppender(this.appender);
	}

}
