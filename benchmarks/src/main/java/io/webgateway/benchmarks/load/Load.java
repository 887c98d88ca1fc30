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

package io.webgateway.benchmarks.load;

import java.net.SocketAddress;
import java.time.Duration;

/**
 * A load: who asks for what, how many at a time and how often.
 *
 * @param protocol the protocol
 * @param address where the server listens
 * @param request what is asked for
 * @param connections the number of connections
 * @param multiplexed the number of requests at a time on each connection
 * @param keepAlive whether a connection serves more than one request
 * @param rate the number of requests that are started each second whatever becomes of
 * them, or {@code 0} for as many as are answered
 * @param requests the number of requests after which the load ends, or {@code 0}
 */
public record Load(Protocol protocol, SocketAddress address, Request request, int connections, int multiplexed,
		boolean keepAlive, double rate, long requests) {

	/**
	 * How long a response may take.
	 */
	static final Duration TIMEOUT = Duration.ofSeconds(30);

	/**
	 * Create a load of as many requests as are answered, on one connection that is kept
	 * where the protocol allows it.
	 * @param protocol the protocol
	 * @param address where the server listens
	 * @param request what is asked for
	 * @return the load
	 */
	public static Load of(Protocol protocol, SocketAddress address, Request request) {
		return new Load(protocol, address, request, 1, 1, protocol.isPersistent(), 0, 0);
	}

	/**
	 * Return the same load of another request.
	 * @param request what is asked for
	 * @return the load
	 */
	public Load request(Request request) {
		return new Load(this.protocol, this.address, request, this.connections, this.multiplexed, this.keepAlive,
				this.rate, this.requests);
	}

	/**
	 * Return the same load on several connections.
	 * @param connections the number of connections
	 * @return the load
	 */
	public Load connections(int connections) {
		return new Load(this.protocol, this.address, this.request, connections, this.multiplexed, this.keepAlive,
				this.rate, this.requests);
	}

	/**
	 * Return the same load with a connection for every request.
	 * @return the load
	 */
	public Load connectionPerRequest() {
		return new Load(this.protocol, this.address, this.request, this.connections, 1, false, this.rate,
				this.requests);
	}

	/**
	 * Return the same load with several requests at a time on each connection.
	 * @param multiplexed the number of requests at a time
	 * @return the load
	 */
	public Load multiplexed(int multiplexed) {
		if (this.protocol != Protocol.FASTCGI) {
			throw new IllegalStateException(this.protocol + " has one request at a time on a connection");
		}
		return new Load(this.protocol, this.address, this.request, this.connections, multiplexed, true, this.rate,
				this.requests);
	}

	/**
	 * Return the same load with a fixed rate. The latency of a request counts from the
	 * time at which it was due, also where it had to wait for a connection.
	 * @param rate the number of requests each second
	 * @return the load
	 */
	public Load rate(double rate) {
		return new Load(this.protocol, this.address, this.request, this.connections, this.multiplexed, this.keepAlive,
				rate, this.requests);
	}

	/**
	 * Return the same load, which ends after so many requests, however long they take.
	 * @param requests the number of requests
	 * @return the load
	 */
	public Load requests(long requests) {
		return new Load(this.protocol, this.address, this.request, this.connections, this.multiplexed, this.keepAlive,
				this.rate, requests);
	}

}
