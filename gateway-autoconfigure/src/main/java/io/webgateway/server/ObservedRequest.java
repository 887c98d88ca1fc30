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

import org.jspecify.annotations.Nullable;

import io.webgateway.codec.MetaVariables;

/**
 * What there is to know of a request, whether or not the application got it.
 */
public interface ObservedRequest {

	/**
	 * Return the name of the listener through which the request came.
	 * @return the name of the listener
	 */
	String getListener();

	/**
	 * Return the protocol by which the request came.
	 * @return the protocol
	 */
	GatewayProtocol getProtocol();

	/**
	 * Return the meta-variables of the request.
	 * @return the meta-variables, without the secret of the listener
	 */
	MetaVariables getVariables();

	/**
	 * Return the address of the peer, which is the web server, not its client.
	 * @return the address, or {@code null} where it has none that is of use
	 */
	@Nullable SocketAddress getPeerAddress();

	/**
	 * Return when the head of the request was complete.
	 * @return the time as of {@link System#nanoTime()}
	 */
	long getStartTime();

	/**
	 * Return how long the head took to arrive.
	 * @return the time in nanoseconds, {@code 0} for a head that arrived at once
	 */
	long getHeadTime();

	/**
	 * Return how much of the body of the request has been received.
	 * @return the number of bytes
	 */
	long getReceivedBytes();

	/**
	 * Return how much of the body of the response has been handed to the connection.
	 * @return the number of bytes
	 */
	long getSentBytes();

	/**
	 * Return the head of the response.
	 * @return the head, or {@code null} if there is none (yet)
	 */
	@Nullable ResponseHead getResponseHead();

}
