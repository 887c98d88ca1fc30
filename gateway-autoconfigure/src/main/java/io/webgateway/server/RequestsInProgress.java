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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Exchanges that have not ended, by their ids. Only those are kept of which lines of the
 * log go to the web server.
 */
public final class RequestsInProgress {

	private final Map<String, GatewayExchange> exchanges = new ConcurrentHashMap<>();

	/**
	 * Create a new collection without exchanges.
	 */
	public RequestsInProgress() {
	}

	/**
	 * Find an exchange by its id.
	 * @param id the id
	 * @return the exchange, or {@code null} if none with this id is in progress
	 */
	public @Nullable GatewayExchange find(String id) {
		return this.exchanges.get(id);
	}

	void add(String id, GatewayExchange exchange) {
		this.exchanges.put(id, exchange);
	}

	void remove(String id) {
		this.exchanges.remove(id);
	}

}
