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

package io.webgateway.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threads that keep the JVM alive, but for those that were there before.
 */
class KeepAliveThreads {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	List<Thread> running() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("gateway-listeners") && !this.before.contains(thread))
			.toList();
	}

	/**
	 * A thread ends soon after it was told to, not at once.
	 */
	void assertEnded() {
		running().forEach(KeepAliveThreads::join);
		assertThat(running()).isEmpty();
	}

	private static void join(Thread thread) {
		try {
			thread.join(TIMEOUT.toMillis());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
