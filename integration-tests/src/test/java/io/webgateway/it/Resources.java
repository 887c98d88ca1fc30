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
import java.net.SocketAddress;

import io.webgateway.it.client.Client;
import io.webgateway.it.client.FastCgiClient;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

/**
 * What an application holds, as it says itself after its garbage was collected.
 *
 * @param heap the bytes of the heap
 * @param directMemory the bytes that Netty has taken outside of the heap, those that it
 * keeps for later included
 * @param fileDescriptors the open file descriptors
 * @param threads the threads
 * @param connections the open connections of the listeners, that of the question included
 * @param activeRequests the requests in progress, the question included
 * @param acceptedConnections the connections that were ever accepted
 * @param requests the requests that ever reached the application
 */
record Resources(long heap, long directMemory, long fileDescriptors, int threads, int connections, int activeRequests,
		long acceptedConnections, long requests) {

	/**
	 * Ask an application.
	 * @param fastCgi where it speaks FastCGI
	 * @return what it holds
	 * @throws IOException if it does not answer
	 */
	static Resources of(SocketAddress fastCgi) throws IOException {
		try (Client.Connection connection = new FastCgiClient(fastCgi, false).connect()) {
			Request request = Request.get("/resources");
			Response response = connection.send(request).readFully();
			Contract.assertOk(request, response);
			return Contract.JSON.readValue(response.body(), Resources.class);
		}
	}

	/**
	 * Return the file descriptors that are no connections of a listener.
	 * @return their number
	 */
	long otherFileDescriptors() {
		return this.fileDescriptors - this.connections;
	}

	@Override
	public String toString() {
		return "%.1f MB of heap, %.1f MB outside of it, %d threads, %d connections, %d other descriptors, %d requests in progress"
			.formatted(this.heap / 1e6, this.directMemory / 1e6, this.threads, this.connections, otherFileDescriptors(),
					this.activeRequests);
	}

}
