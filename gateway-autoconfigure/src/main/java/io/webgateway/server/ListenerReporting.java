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

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who is told about the requests of one listener.
 *
 * @param webServerLog what of the log goes to the web server, {@code null} for nothing
 * @param observers who is told when requests begin and end
 */
public record ListenerReporting(@Nullable WebServerLog webServerLog, List<ExchangeObserver> observers) {

	/**
	 * Nobody.
	 */
	public static final ListenerReporting NONE = new ListenerReporting(null, List.of());

	/**
	 * Create a new instance.
	 * @param webServerLog what of the log goes to the web server, {@code null} for
	 * nothing
	 * @param observers who is told when requests begin and end
	 */
	public ListenerReporting {
		observers = List.copyOf(observers);
	}

	/**
	 * Return all observers as one.
	 * @return the observer, or {@code null} if there is none
	 */
	@Nullable ExchangeObserver observer() {
		return this.observers.isEmpty() ? null : new SafeExchangeObserver(this.observers);
	}

}
