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

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

import io.webgateway.server.GatewayListener;

/**
 * Keeps the JVM alive while at least one listener runs. Event loops do not: their threads
 * are daemons.
 */
class GatewayKeepAlive {

	private static final String THREAD_NAME = "gateway-listeners";

	private final Set<GatewayListener> holders = new HashSet<>();

	private @Nullable CountDownLatch end;

	synchronized void hold(GatewayListener listener) {
		this.holders.add(listener);
		if (this.end == null) {
			this.end = new CountDownLatch(1);
			startThread(this.end);
		}
	}

	synchronized void release(GatewayListener listener) {
		this.holders.remove(listener);
		if (this.holders.isEmpty() && this.end != null) {
			this.end.countDown();
			this.end = null;
		}
	}

	private void startThread(CountDownLatch end) {
		Thread thread = new Thread(() -> await(end), THREAD_NAME);
		thread.setContextClassLoader(getClass().getClassLoader());
		thread.setDaemon(false);
		thread.start();
	}

	private static void await(CountDownLatch end) {
		try {
			end.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
