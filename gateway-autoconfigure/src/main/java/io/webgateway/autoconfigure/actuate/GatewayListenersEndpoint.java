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

package io.webgateway.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import io.webgateway.autoconfigure.GatewayListenerControl;
import io.webgateway.autoconfigure.status.ListenerActivities;
import io.webgateway.autoconfigure.status.ListenerStatus;

/**
 * {@link Endpoint @Endpoint} that shows the gateway listeners of the application, and
 * pauses and resumes them.
 */
@Endpoint(id = GatewayListenersEndpoint.ID)
public class GatewayListenersEndpoint {

	static final String ID = "gatewaylisteners";

	private final Map<String, Listener> listeners = new LinkedHashMap<>();

	/**
	 * Create a new endpoint.
	 * @param listeners the listeners
	 * @param activities the requests that they have in progress
	 */
	public GatewayListenersEndpoint(Iterable<? extends GatewayListenerControl> listeners,
			ListenerActivities activities) {
		for (GatewayListenerControl control : listeners) {
			this.listeners.put(control.getListener().getName(),
					new Listener(control, new ListenerStatus(control.getListener(), activities)));
		}
	}

	/**
	 * Show all listeners.
	 * @return what they are and do
	 */
	@ReadOperation
	public GatewayListenersDescriptor listeners() {
		Map<String, GatewayListenerDescriptor> descriptors = new LinkedHashMap<>();
		this.listeners.forEach((name, listener) -> descriptors.put(name, listener.describe()));
		return new GatewayListenersDescriptor(descriptors);
	}

	/**
	 * Show one listener.
	 * @param name the name of the listener
	 * @return what it is and does, or {@code null} if there is no such listener
	 */
	@ReadOperation
	public @Nullable GatewayListenerDescriptor listener(@Selector String name) {
		Listener listener = this.listeners.get(name);
		return (listener != null) ? listener.describe() : null;
	}

	/**
	 * Pause or resume a listener.
	 * @param name the name of the listener
	 * @param action what to do
	 * @return what the listener is and does then
	 * @throws InvalidEndpointRequestException if there is no such listener
	 */
	@WriteOperation
	public GatewayListenerDescriptor control(@Selector String name, Action action) {
		Listener listener = this.listeners.get(name);
		if (listener == null) {
			throw new InvalidEndpointRequestException("There is no gateway listener '" + name + "'",
					"Unknown gateway listener");
		}
		switch (action) {
			case PAUSE -> listener.control().pause();
			case RESUME -> listener.control().resume();
		}
		return listener.describe();
	}

	/**
	 * Return the status of a listener.
	 * @return the status, or {@code null} if there is no such listener
	 */
	@Nullable ListenerStatus status(String name) {
		Listener listener = this.listeners.get(name);
		return (listener != null) ? listener.status() : null;
	}

	/**
	 * What can be done with a listener.
	 */
	public enum Action {

		/**
		 * Accept no more connections, and let the requests in progress end.
		 */
		PAUSE,

		/**
		 * Listen again.
		 */
		RESUME

	}

	/**
	 * Description of all listeners.
	 *
	 * @param listeners the listeners by their names
	 */
	public record GatewayListenersDescriptor(
			Map<String, GatewayListenerDescriptor> listeners) implements OperationResponseBody {

	}

	private record Listener(GatewayListenerControl control, ListenerStatus status) {

		GatewayListenerDescriptor describe() {
			return GatewayListenerDescriptor.of(this.control, this.status);
		}

	}

}
