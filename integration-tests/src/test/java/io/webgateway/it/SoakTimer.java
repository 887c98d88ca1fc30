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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends the connections of clients that lose their patience.
 */
final class SoakTimer {

	private static final ScheduledExecutorService EXECUTOR = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "soak-timer");
		thread.setDaemon(true);
		return thread;
	});

	private SoakTimer() {
	}

	static void schedule(int millis, Contract.Action action) {
		EXECUTOR.schedule(() -> {
			try {
				action.run();
			}
			catch (IOException ex) {
				// The other side was faster
			}
		}, millis, TimeUnit.MILLISECONDS);
	}

}
