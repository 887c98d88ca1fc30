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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.webgateway.server.ExchangeObserver;

/**
 * The requests in progress of the listeners of which somebody wants to know them.
 */
public final class ListenerActivities {

	private final Map<String, ListenerActivity> activities = new ConcurrentHashMap<>();

	private final Predicate<String> wanted;

	/**
	 * Create a new instance.
	 * @param wanted tells whether anybody wants to know the requests of a listener, by
	 * its name
	 */
	public ListenerActivities(Predicate<String> wanted) {
		this.wanted = wanted;
	}

	/**
	 * Return whether anybody wants to know the requests of a listener.
	 * @param listener the name of the listener
	 * @return whether it is to have an observer
	 */
	public boolean isWanted(String listener) {
		return this.wanted.test(listener);
	}

	/**
	 * Return what observes a listener.
	 * @param listener the name of the listener
	 * @return the observer
	 */
	public ExchangeObserver observer(String listener) {
		return of(listener);
	}

	ListenerActivity of(String listener) {
		return this.activities.computeIfAbsent(listener, (name) -> new ListenerActivity());
	}

}
