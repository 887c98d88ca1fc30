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

import org.jspecify.annotations.Nullable;

/**
 * The exchange that a thread works on, as far as that is known: while the handler is
 * called, and while it is given the body of the request. It is known only where lines of
 * the log go to the web server.
 */
public final class CurrentExchange {

	/**
	 * Key of the exchange in the Reactor context.
	 */
	public static final String KEY = CurrentExchange.class.getName();

	private static final ThreadLocal<@Nullable GatewayExchange> EXCHANGE = new ThreadLocal<>();

	private CurrentExchange() {
	}

	/**
	 * Return the exchange that this thread works on.
	 * @return the exchange, or {@code null} if there is none or it is not known
	 */
	public static @Nullable GatewayExchange get() {
		return EXCHANGE.get();
	}

	/**
	 * Set the exchange that this thread works on.
	 * @param exchange the exchange, or {@code null} for none
	 */
	public static void set(@Nullable GatewayExchange exchange) {
		if (exchange != null) {
			EXCHANGE.set(exchange);
		}
		else {
			EXCHANGE.remove();
		}
	}

	static void during(Runnable task, GatewayExchange exchange) {
		GatewayExchange previous = get();
		set(exchange);
		try {
			task.run();
		}
		finally {
			set(previous);
		}
	}

}
