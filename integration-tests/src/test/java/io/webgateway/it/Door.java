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

package io.webgateway.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.webgateway.it.client.Client;
import io.webgateway.it.client.ConnectorExchanges;
import io.webgateway.it.client.IncomingResponse;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

/**
 * A way to the application, opened.
 */
final class Door {

	private final DoorDescription description;

	private final Client client;

	private final @Nullable ConnectorExchanges exchanges;

	private final Supplier<String> log;

	private volatile Response lastResponse = Response.none("nothing was asked");

	Door(DoorDescription description, Client client, Supplier<String> log) {
		this(description, client, null, log);
	}

	/**
	 * Open a door.
	 * @param description its description
	 * @param client sends requests byte by byte
	 * @param exchanges sends the requests that are of no unusual form, {@code null} if
	 * the client sends them as well
	 * @param log returns what the web server has to say
	 */
	Door(DoorDescription description, Client client, @Nullable ConnectorExchanges exchanges, Supplier<String> log) {
		this.description = description;
		this.client = client;
		this.exchanges = exchanges;
		this.log = log;
	}

	DoorDescription description() {
		return this.description;
	}

	Client client() {
		return this.client;
	}

	/**
	 * Ask on a connection of its own.
	 * @param request the request, as for an application that is not mounted
	 * @return the response, also if there is none
	 */
	Exchange exchange(Request request) {
		Request mounted = request.below(this.description.mount());
		if (this.exchanges != null) {
			Response response = this.exchanges.exchange(mounted);
			this.lastResponse = response;
			return new Exchange(mounted, response, ConnectorExchanges.REMOTE_ADDRESS, ConnectorExchanges.LOCAL_ADDRESS);
		}
		try (Client.Connection connection = this.client.connect()) {
			Response response;
			try {
				response = connection.send(mounted).readFully();
			}
			catch (IOException ex) {
				response = Response.none(ex.toString());
			}
			this.lastResponse = response;
			return new Exchange(mounted, response, connection.remoteAddress(), connection.localAddress());
		}
		catch (IOException ex) {
			throw new IllegalStateException("Door '" + this.description + "' is closed", ex);
		}
	}

	/**
	 * Connect without asking for anything.
	 * @return the connected channel
	 * @throws IOException if nobody accepts
	 */
	SocketChannel connect() throws IOException {
		return this.client.connect().channel();
	}

	Session open() throws IOException {
		return new Session();
	}

	/**
	 * Return how the last request was answered.
	 * @return the last response
	 */
	Response lastResponse() {
		return this.lastResponse;
	}

	/**
	 * Return what the web server has to say.
	 * @return the text of its logs
	 */
	String log() {
		return this.log.get();
	}

	@Override
	public String toString() {
		return this.description.toString();
	}

	/**
	 * A request with its response.
	 *
	 * @param request the request as it was sent
	 * @param response its response
	 * @param remoteAddress the address that the application is to see as the browser's
	 * @param localAddress the address that the application is to see as the web server's
	 */
	record Exchange(Request request, Response response, InetSocketAddress remoteAddress,
			InetSocketAddress localAddress) {

	}

	/**
	 * Requests in sequence, on one connection where that lasts.
	 */
	final class Session implements AutoCloseable {

		private Client.Connection connection = Door.this.client.connect();

		private boolean used;

		private int connections = 1;

		private Session() throws IOException {
		}

		IncomingResponse send(Request request) throws IOException {
			if (this.used && !this.connection.isReusable()) {
				this.connection.close();
				this.connection = Door.this.client.connect();
				this.connections++;
			}
			this.used = true;
			return this.connection.send(request.below(Door.this.description.mount()));
		}

		Response exchange(Request request) throws IOException {
			return receive(send(request));
		}

		/**
		 * Read what is left of a response.
		 * @param incoming the response
		 * @return the response with that part of its body
		 */
		Response receive(IncomingResponse incoming) {
			Response response = incoming.readFully();
			Door.this.lastResponse = response;
			return response;
		}

		/**
		 * Return how many connections were needed so far.
		 * @return the number of connections
		 */
		int connections() {
			return this.connections;
		}

		@Override
		public void close() throws IOException {
			this.connection.close();
		}

	}

}
