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

import java.util.List;

/**
 * What a listener does, in the terms of php-fpm: the listener is a pool whose processes
 * are the requests that it may work on at the same time.
 *
 * @param pool the name of the pool
 * @param startTime when it was started, in seconds since 1970
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
 * @param processes the requests in progress that are shown
 */
record PhpFpmStatus(String pool, long startTime, long startSince, long acceptedConnections, int listenQueue,
		int maxListenQueue, int listenQueueLength, int activeProcesses, int totalProcesses, int maxActiveProcesses,
		long maxChildrenReached, long slowRequests, List<Process> processes) {

	/** The number of processes is limited and does not change. */
	static final String PROCESS_MANAGER = "static";

	int idleProcesses() {
		return Math.max(0, this.totalProcesses - this.activeProcesses);
	}

	/**
	 * A request in progress, in the terms of php-fpm.
	 *
	 * @param number tells it from others, and is used again when it has ended: php-fpm
	 * has the id of a process here
	 * @param duration how long it has taken, in microseconds
	 * @param method its method
	 * @param uri its path
	 * @param contentLength the length of its body in bytes, 0 if that is not known
	 */
	record Process(int number, long duration, String method, String uri, long contentLength) {

		static final String STATE = "Running";

		static final long REQUESTS = 1;

		/** What php-fpm has for a user or a script that it does not know. */
		static final String UNKNOWN = "-";

		/** What php-fpm has for a process that has not ended its request. */
		static final String LAST_REQUEST_CPU = "0.00";

		static final int LAST_REQUEST_MEMORY = 0;

	}

}
