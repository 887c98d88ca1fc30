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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A warning that is logged only once in a while, because who causes it may do so often.
 */
public final class ThrottledWarning {

	private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);

	private final AtomicLong next = new AtomicLong();

	private final AtomicLong suppressed = new AtomicLong();

	/**
	 * Create a new warning that has not been logged yet.
	 */
	public ThrottledWarning() {
	}

	/**
	 * Log the warning unless it has been logged a short time ago.
	 * @param warning given what is to follow the message: how many were suppressed since
	 * the last, empty if none
	 * @return whether the warning was logged
	 */
	public boolean log(Consumer<String> warning) {
		long now = Ticks.now();
		long next = this.next.get();
		if (now < next || !this.next.compareAndSet(next, now + INTERVAL)) {
			this.suppressed.incrementAndGet();
			return false;
		}
		long count = this.suppressed.getAndSet(0);
		warning.accept((count > 0) ? " (" + count + " similar warnings suppressed)" : "");
		return true;
	}

}
