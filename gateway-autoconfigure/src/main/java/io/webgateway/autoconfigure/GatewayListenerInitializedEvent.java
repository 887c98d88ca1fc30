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

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;

import io.webgateway.server.GatewayListener;

/**
 * Event to be published when a gateway listener has started. Useful for obtaining the
 * port of a running listener.
 */
public class GatewayListenerInitializedEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	private final transient ApplicationContext applicationContext;

	/**
	 * Create a new event.
	 * @param listener the listener that has started
	 * @param applicationContext the application context that the listener belongs to
	 */
	public GatewayListenerInitializedEvent(GatewayListener listener, ApplicationContext applicationContext) {
		super(listener);
		this.applicationContext = applicationContext;
	}

	/**
	 * Return the listener that has started.
	 * @return the listener
	 */
	public GatewayListener getListener() {
		return (GatewayListener) getSource();
	}

	/**
	 * Return the application context that the listener belongs to.
	 * @return the application context
	 */
	public ApplicationContext getApplicationContext() {
		return this.applicationContext;
	}

}
