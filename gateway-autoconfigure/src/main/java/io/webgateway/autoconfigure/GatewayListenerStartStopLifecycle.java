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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.SmartLifecycle;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;

/**
 * Starts and stops a listener together with the web server of the application. In an
 * application context that has none, such as that of a test with a mock web environment,
 * the listener is not started.
 */
class GatewayListenerStartStopLifecycle implements SmartLifecycle, ApplicationContextAware {

	private final GatewayListener listener;

	private final GatewayWebServer server;

	private @Nullable WebServerApplicationContext applicationContext;

	private volatile boolean running;

	GatewayListenerStartStopLifecycle(GatewayListener listener, GatewayWebServer server) {
		this.listener = listener;
		this.server = server;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		if (applicationContext instanceof WebServerApplicationContext webServerApplicationContext) {
			this.applicationContext = webServerApplicationContext;
		}
	}

	@Override
	public void start() {
		if (this.applicationContext == null) {
			return;
		}
		this.server.start();
		this.running = true;
		if (this.listener.getState() == State.RUNNING) {
			this.applicationContext
				.publishEvent(new GatewayListenerInitializedEvent(this.listener, this.applicationContext));
		}
	}

	@Override
	public void stop() {
		this.running = false;
		this.server.stop();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

}
