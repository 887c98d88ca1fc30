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

package io.webgateway.autoconfigure.status;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a listener does, in the terms of php-fpm: the listener is a pool whose processes
 * are the requests that it may work on at the same time.
 *
 * @param pool the name of the pool
 * @param startTime when it was started
 * @param startSince how long ago that is, in seconds
 * @param acceptedConnections the number of requests that have been handed to the
 * application, which php-fpm counts under this name as well
 * @param listenQueue the number of connections that wait to be accepted
 * @param maxListenQueue the highest number of those that has been seen
 * @param listenQueueLength how many may wait
 * @param activeProcesses the number of requests in progress
 * @param totalProcesses how many may be in progress
 * @param maxActiveProcesses how many have been in progress at the same time
 * @param maxChildrenReached the number of requests that were refused as too many
 * @param slowRequests the number of requests that were found to be slow
 * @param requests the requests in progress that are shown
 */
record PhpFpmStatus(String pool, Instant startTime, long startSince, long acceptedConnections, int listenQueue,
		int maxListenQueue, int listenQueueLength, int activeProcesses, int totalProcesses, int maxActiveProcesses,
		long maxChildrenReached, long slowRequests, List<RequestInProgress> requests) {

	/** The number of processes is a limit that does not change. */
	private static final String PROCESS_MANAGER = "static";

	private static final String STATE = "Running";

	/** What php-fpm has for a user and a script that it does not know. */
	private static final String UNKNOWN = "-";

	private static final int NANOS_PER_MICRO = 1000;

	/** What php-fpm has while a process works on its first request. */
	private static final BigDecimal NO_CPU = new BigDecimal("0.00");

	/**
	 * Return the fields of the pool in the order of php-fpm.
	 */
	List<PhpFpmField> fields() {
		int idleProcesses = Math.max(0, this.totalProcesses - this.activeProcesses);
		return List.of(new PhpFpmField("pool", this.pool), new PhpFpmField("process manager", PROCESS_MANAGER),
				new PhpFpmField("start time", this.startTime), new PhpFpmField("start since", this.startSince),
				new PhpFpmField("accepted conn", this.acceptedConnections),
				new PhpFpmField("listen queue", this.listenQueue),
				new PhpFpmField("max listen queue", this.maxListenQueue),
				new PhpFpmField("listen queue len", this.listenQueueLength),
				new PhpFpmField("idle processes", idleProcesses),
				new PhpFpmField("active processes", this.activeProcesses),
				new PhpFpmField("total processes", this.totalProcesses),
				new PhpFpmField("max active processes", this.maxActiveProcesses),
				new PhpFpmField("max children reached", this.maxChildrenReached),
				new PhpFpmField("slow requests", this.slowRequests));
	}

	/**
	 * Return the fields of one of the requests in progress in the order of php-fpm.
	 * <p>
	 * In place of the id of its process there is a number that another request gets when
	 * this one has ended, and the process is as old as the listener: who keeps a history
	 * of each process would otherwise keep one of each request.
	 * @param index which one it is
	 */
	List<PhpFpmField> processFields(int index) {
		RequestInProgress request = this.requests.get(index);
		return List.of(new PhpFpmField("pid", index + 1), new PhpFpmField("state", STATE),
				new PhpFpmField("start time", this.startTime), new PhpFpmField("start since", this.startSince),
				new PhpFpmField("requests", 1),
				new PhpFpmField("request duration", request.age().toNanos() / NANOS_PER_MICRO),
				new PhpFpmField("request method", request.method()), new PhpFpmField("request uri", request.path()),
				new PhpFpmField("content length", Objects.requireNonNullElse(request.contentLength(), 0L)),
				new PhpFpmField("user", UNKNOWN), new PhpFpmField("script", UNKNOWN),
				new PhpFpmField("last request cpu", NO_CPU), new PhpFpmField("last request memory", 0));
	}

}
