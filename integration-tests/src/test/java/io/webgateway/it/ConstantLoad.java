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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.webgateway.it.client.Request;
import io.webgateway.it.client.Response;

/**
 * Clients that ask one request after the other, through several doors, until they are
 * stopped.
 */
final class ConstantLoad implements AutoCloseable {

	/** After a failure. */
	private static final int PAUSE_MILLIS = 20;

	private static final int SHORT_MILLIS = 40;

	private static final int MIN_LONG_MILLIS = 200;

	private static final int MAX_LONG_MILLIS = 500;

	private final ExecutorService clients = Executors.newCachedThreadPool();

	private final Set<String> answered = ConcurrentHashMap.newKeySet();

	private final Map<String, Set<String>> instances = new ConcurrentHashMap<>();

	private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

	private final CountDownLatch stopped = new CountDownLatch(1);

	/**
	 * Start to ask through a door.
	 * @param name the name of the door
	 * @param door the door
	 */
	void start(String name, Door door) {
		this.clients.execute(() -> run(name, door, false));
		this.clients.execute(() -> run(name, door, false));
		this.clients.execute(() -> run(name, door, true));
	}

	private void run(String name, Door door, boolean takesLong) {
		while (!isStopped(0)) {
			try (Door.Session session = door.open()) {
				boolean complete = true;
				while (complete && !isStopped(0)) {
					complete = ask(name, session, takesLong);
				}
			}
			catch (IOException ex) {
				this.failures.add(name + ": " + ex);
			}
			isStopped(PAUSE_MILLIS);
		}
	}

	private boolean isStopped(int millis) {
		try {
			return this.stopped.await(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

	private boolean ask(String name, Door.Session session, boolean takesLong) {
		String id = UUID.randomUUID().toString();
		int millis = takesLong ? ThreadLocalRandom.current().nextInt(MIN_LONG_MILLIS, MAX_LONG_MILLIS) : SHORT_MILLIS;
		Response response;
		try {
			response = session.exchange(Request.get("/work/" + id + "/" + millis));
		}
		catch (IOException ex) {
			response = Response.none(ex.toString());
		}
		if (response.status() != 200 || !response.isComplete()) {
			this.failures.add(name + ": " + response);
			return false;
		}
		this.answered.add(id);
		this.instances.computeIfAbsent(name, (key) -> ConcurrentHashMap.newKeySet()).add(response.text());
		return true;
	}

	/**
	 * Return whether an instance of the application has answered through each door.
	 * @param instance the instance
	 * @param doors the names of the doors
	 * @return whether it has
	 */
	boolean isAnsweredBy(String instance, Set<String> doors) {
		return doors.stream().allMatch((door) -> this.instances.getOrDefault(door, Set.of()).contains(instance));
	}

	Set<String> answered() {
		return this.answered;
	}

	List<String> failures() {
		return new ArrayList<>(this.failures);
	}

	/**
	 * Ask no more, and wait for the answers.
	 * @throws InterruptedException if that is interrupted
	 */
	void stop() throws InterruptedException {
		this.stopped.countDown();
		this.clients.shutdown();
		if (!this.clients.awaitTermination(20, TimeUnit.SECONDS)) {
			throw new IllegalStateException("A request has not been answered");
		}
	}

	@Override
	public void close() {
		this.stopped.countDown();
		this.clients.shutdownNow();
	}

}
