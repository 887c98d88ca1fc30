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

package io.webgateway.it.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * Speaks one protocol to one address.
 */
@FunctionalInterface
public interface Client {

	Connection connect() throws IOException;

	/**
	 * A connection for one request, or for several in sequence where the protocol has
	 * that.
	 */
	interface Connection extends Closeable {

		/**
		 * Send a request. Its body is written while the response is read.
		 * @param request the request
		 * @return the response as soon as its head has arrived
		 * @throws IOException if no response comes
		 */
		IncomingResponse send(Request request) throws IOException;

		/**
		 * Close the connection so that the other side sees a reset, where the socket has
		 * such a thing.
		 * @throws IOException if it cannot be closed
		 */
		void reset() throws IOException;

		/**
		 * Say that nothing more will be sent.
		 * @throws IOException if the connection is closed already
		 */
		void endOutput() throws IOException;

		/**
		 * Return whether another request can be sent once the response to the last one
		 * has been read.
		 * @return whether the connection is still usable
		 */
		boolean isReusable();

		/**
		 * Return the socket, for what is beyond good manners.
		 * @return the connected channel
		 */
		SocketChannel channel();

		/**
		 * Return the address that the application is to see as that of the browser.
		 * @return the remote address of the request
		 */
		InetSocketAddress remoteAddress();

		/**
		 * Return the address that the application is to see as that of the web server.
		 * @return the local address of the request
		 */
		InetSocketAddress localAddress();

	}

}
