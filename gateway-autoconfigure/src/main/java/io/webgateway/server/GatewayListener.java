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

import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * Listens for the connections of web servers that speak one gateway protocol.
 */
public class GatewayListener {

	private final String name;

	private final GatewayProtocol protocol;

	private final ListenAddress address;

	private final ListenerLimits limits;

	/**
	 * Create a new listener, which does not listen before it is started.
	 * @param name the name of the listener
	 * @param protocol the protocol that it speaks
	 * @param address where it is to listen
	 * @param limits its bounds
	 */
	public GatewayListener(String name, GatewayProtocol protocol, ListenAddress address, ListenerLimits limits) {
		this.name = name;
		this.protocol = protocol;
		this.address = address;
		this.limits = limits;
	}

	/**
	 * Return the name of the listener.
	 * @return the name
	 */
	public String getName() {
		return this.name;
	}

	/**
	 * Return the protocol that the listener speaks.
	 * @return the protocol
	 */
	public GatewayProtocol getProtocol() {
		return this.protocol;
	}

	/**
	 * Return where the listener is configured to listen.
	 * @return the configured address
	 */
	public ListenAddress getListenAddress() {
		return this.address;
	}

	/**
	 * Return the bounds of the listener.
	 * @return the limits
	 */
	public ListenerLimits getLimits() {
		return this.limits;
	}

	/**
	 * Return where the listener does listen.
	 * @return the bound address, or {@code null} while it does not listen
	 */
	public @Nullable SocketAddress getLocalAddress() {
		return null;
	}

	/**
	 * Return the TCP port on which the listener listens.
	 * @return the port, or {@code -1} for a unix socket or while it does not listen
	 */
	public int getPort() {
		return -1;
	}

	/**
	 * Return the state of the listener.
	 * @return the state
	 */
	public State getState() {
		return State.STOPPED;
	}

	/**
	 * Start to listen. A stopped listener can be started again.
	 * @param loopResources the event loops to use
	 * @param handler handles each request
	 * @throws ListenerBindException if the listener cannot listen where it should
	 */
	public void start(LoopResources loopResources, GatewayHandler handler) {
	}

	/**
	 * Accept no more connections and requests, and let the requests in progress end.
	 * @return completes with {@code true} when no request is in progress any more, or
	 * with {@code false} when the listener is stopped before that
	 */
	public CompletableFuture<Boolean> drain() {
		return CompletableFuture.completedFuture(true);
	}

	/**
	 * Stop to listen and close all connections, also those with requests in progress.
	 */
	public void stop() {
	}

	/**
	 * States of a listener.
	 */
	public enum State {

		/**
		 * The listener does not listen.
		 */
		STOPPED,

		/**
		 * The listener accepts connections and requests.
		 */
		RUNNING,

		/**
		 * The listener accepts nothing new; requests in progress go on.
		 */
		DRAINING

	}

}
