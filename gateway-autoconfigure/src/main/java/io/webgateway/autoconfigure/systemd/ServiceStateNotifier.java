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

package io.webgateway.autoconfigure.systemd;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.SmartApplicationListener;

import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayListener.State;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.TcpListenAddress;

/**
 * Tells the service manager when the application is ready, and when it begins to stop.
 */
class ServiceStateNotifier implements SmartApplicationListener, ApplicationContextAware {

	/** The event loop that sends may be what keeps the application from going on. */
	private static final int PATIENCE_SECONDS = 1;

	private final NotifySocket socket;

	private final ObjectProvider<GatewayListener> listeners;

	private @Nullable ApplicationContext applicationContext;

	private volatile boolean ready;

	ServiceStateNotifier(NotifySocket socket, ObjectProvider<GatewayListener> listeners) {
		this.socket = socket;
		this.listeners = listeners;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.applicationContext = applicationContext;
	}

	@Override
	public boolean supportsEventType(Class<? extends ApplicationEvent> eventType) {
		return AvailabilityChangeEvent.class.isAssignableFrom(eventType)
				|| ContextClosedEvent.class.isAssignableFrom(eventType);
	}

	/**
	 * Before anybody else begins to stop.
	 */
	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		ApplicationContext context = this.applicationContext;
		if (context == null || event.getSource() != context) {
			return;
		}
		if (event instanceof ContextClosedEvent) {
			send("STOPPING=1\nSTATUS=Completing the requests in progress");
		}
		else if (!this.ready && ((AvailabilityChangeEvent<?>) event).getState() == ReadinessState.ACCEPTING_TRAFFIC) {
			this.ready = true;
			send("READY=1\nSTATUS=" + status(context));
		}
	}

	private String status(ApplicationContext context) {
		List<String> doors = new ArrayList<>();
		this.listeners.stream()
			.filter((listener) -> listener.getState() == State.RUNNING)
			.map((listener) -> listener.getProtocol() + " on " + address(listener))
			.forEach(doors::add);
		Integer port = context.getEnvironment().getProperty("local.server.port", Integer.class);
		if (port != null && port > 0) {
			doors.add("HTTP on port " + port);
		}
		// A line more would be an assignment more
		return doors.isEmpty() ? "Started" : "Serving " + String.join(", ", doors).replaceAll("\\p{Cntrl}", "?");
	}

	private static ListenAddress address(GatewayListener listener) {
		ListenAddress address = listener.getListenAddress();
		return (address instanceof TcpListenAddress tcpAddress)
				? new TcpListenAddress(tcpAddress.host(), listener.getPort()) : address;
	}

	private void send(String assignments) {
		try {
			this.socket.send(assignments).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			// What can be said of it is in the log
		}
	}

}
