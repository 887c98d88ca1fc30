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

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.RequestsInProgress;

/**
 * Lets Logback hand its events on, as long as the application context is open and if a
 * listener wants them.
 */
class WebServerLogAttachment implements SmartInitializingSingleton, DisposableBean {

	private final Logger rootLogger;

	private final ObjectProvider<GatewayListener> listeners;

	private final LoggerContext loggerContext;

	private final RequestsInProgress requests;

	private @Nullable WebServerLogAppender appender;

	WebServerLogAttachment(LoggerContext loggerContext, ObjectProvider<GatewayListener> listeners,
			RequestsInProgress requests) {
		this.rootLogger = loggerContext.getLogger(Logger.ROOT_LOGGER_NAME);
		this.listeners = listeners;
		this.loggerContext = loggerContext;
		this.requests = requests;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (GatewayListener listener : this.listeners) {
			if (listener.getWebServerLog() != null) {
				attach();
				return;
			}
		}
	}

	private void attach() {
		WebServerLogAppender appender = new WebServerLogAppender(this.requests);
		appender.setContext(this.loggerContext);
		appender.setName("gateway");
		appender.start();
		this.rootLogger.addAppender(appender);
		this.appender = appender;
	}

	@Override
	public void destroy() {
		if (this.appender != null) {
			this.rootLogger.detachAppender(this.appender);
			this.appender.stop();
		}
	}

}
