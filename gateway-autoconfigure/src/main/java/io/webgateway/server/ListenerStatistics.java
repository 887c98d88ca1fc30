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

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.webgateway.codec.PeerProtocol;

/**
 * What a listener has done and is doing. Numbers of past events never decrease, also when
 * the listener is stopped and started again.
 */
public final class ListenerStatistics {

	private final AtomicInteger connections = new AtomicInteger();

	private final LongAdder accepted = new LongAdder();

	private final AtomicInteger activeRequests = new AtomicInteger();

	private final LongAdder requests = new LongAdder();

	private volatile int maxActiveRequests;

	private final LongAdder slowRequests = new LongAdder();

	private final Map<PeerProtocol, LongAdder> malformed = new EnumMap<>(PeerProtocol.class);

	private final Map<Limit, LongAdder> limits = new EnumMap<>(Limit.class);

	private final Map<Distrust, LongAdder> distrusted = new EnumMap<>(Distrust.class);

	private final Map<Rejection, LongAdder> rejected = new EnumMap<>(Rejection.class);

	private final LongAdder offloadedFiles = new LongAdder();

	private final LongAdder refusedInstructions = new LongAdder();

	/**
	 * Create new statistics, in which nothing has happened yet.
	 */
	public ListenerStatistics() {
		for (PeerProtocol protocol : PeerProtocol.values()) {
			this.malformed.put(protocol, new LongAdder());
		}
		for (Limit limit : Limit.values()) {
			this.limits.put(limit, new LongAdder());
		}
		for (Distrust distrust : Distrust.values()) {
			this.distrusted.put(distrust, new LongAdder());
		}
		for (Rejection rejection : Rejection.values()) {
			this.rejected.put(rejection, new LongAdder());
		}
	}

	/**
	 * Return how many connections are open.
	 * @return the number of connections
	 */
	public int getConnections() {
		return this.connections.get();
	}

	/**
	 * Return how many connections have been accepted.
	 * @return the number of connections, closed ones included
	 */
	public long getAcceptedConnections() {
		return this.accepted.sum();
	}

	/**
	 * Return how many requests the application is working on.
	 * @return the number of requests
	 */
	public int getActiveRequests() {
		return this.activeRequests.get();
	}

	/**
	 * Return how many requests the application has worked on at the same time.
	 * @return the highest number of requests so far
	 */
	public int getMaxActiveRequests() {
		return this.maxActiveRequests;
	}

	/**
	 * Return how many requests were found to be slow.
	 * @return the number of requests, {@code 0} if nobody looks for slow ones
	 */
	public long getSlowRequests() {
		return this.slowRequests.sum();
	}

	/**
	 * Return how many requests have been handed to the application.
	 * @return the number of requests, ended ones included
	 */
	public long getRequests() {
		return this.requests.sum();
	}

	/**
	 * Return how often a web server sent what its protocol does not allow.
	 * @return the number of mistakes
	 */
	public long getMalformed() {
		return this.malformed.values().stream().mapToLong(LongAdder::sum).sum();
	}

	/**
	 * Return how often a peer spoke a certain protocol that the listener does not speak.
	 * @param protocol the protocol, {@link PeerProtocol#OTHER} for all other mistakes
	 * @return the number of mistakes
	 */
	public long getMalformed(PeerProtocol protocol) {
		return adder(this.malformed, protocol).sum();
	}

	/**
	 * Return how many files were left to the web server to send.
	 * @return the number of files
	 */
	public long getOffloadedFiles() {
		return this.offloadedFiles.sum();
	}

	/**
	 * Return how many header fields were left out because the application may not
	 * instruct the web server.
	 * @return the number of header fields
	 */
	public long getRefusedInstructions() {
		return this.refusedInstructions.sum();
	}

	/**
	 * Count a file that is left to the web server to send.
	 */
	public void fileOffloaded() {
		this.offloadedFiles.increment();
	}

	/**
	 * Count a header field by which the application may not instruct the web server.
	 */
	public void instructionRefused() {
		this.refusedInstructions.increment();
	}

	/**
	 * Return how often a limit was reached.
	 * @param limit the limit
	 * @return the number of connections or requests that reached it
	 */
	public long getReached(Limit limit) {
		return adder(this.limits, limit).sum();
	}

	/**
	 * Return how often something was not accepted, or not believed, because anybody could
	 * have sent it.
	 * @param distrust what that is
	 * @return the number of connections, requests or header fields
	 */
	public long getDistrusted(Distrust distrust) {
		return adder(this.distrusted, distrust).sum();
	}

	/**
	 * Return how many requests were answered in place of the application.
	 * @param rejection the reason
	 * @return the number of requests
	 */
	public long getRejected(Rejection rejection) {
		return adder(this.rejected, rejection).sum();
	}

	private static <K> LongAdder adder(Map<K, LongAdder> adders, K key) {
		LongAdder adder = adders.get(key);
		if (adder == null) {
			throw new IllegalArgumentException("Unknown: " + key);
		}
		return adder;
	}

	int connectionOpened() {
		this.accepted.increment();
		return this.connections.incrementAndGet();
	}

	int connectionClosed() {
		return this.connections.decrementAndGet();
	}

	/**
	 * Count a request unless it is one too many.
	 * @return whether the request may be handed to the application
	 */
	boolean requestStarted(int max) {
		int active = this.activeRequests.incrementAndGet();
		if (active > max) {
			this.activeRequests.decrementAndGet();
			return false;
		}
		if (active > this.maxActiveRequests) {
			raiseMaxActiveRequests(active);
		}
		this.requests.increment();
		return true;
	}

	private synchronized void raiseMaxActiveRequests(int active) {
		this.maxActiveRequests = Math.max(active, this.maxActiveRequests);
	}

	void slow() {
		this.slowRequests.increment();
	}

	void requestEnded() {
		this.activeRequests.decrementAndGet();
	}

	void malformed() {
		malformed(PeerProtocol.OTHER);
	}

	void malformed(PeerProtocol protocol) {
		adder(this.malformed, protocol).increment();
	}

	void reached(Limit limit) {
		adder(this.limits, limit).increment();
	}

	void rejected(Rejection rejection) {
		adder(this.rejected, rejection).increment();
	}

	void distrusted(Distrust distrust) {
		adder(this.distrusted, distrust).increment();
	}

}
