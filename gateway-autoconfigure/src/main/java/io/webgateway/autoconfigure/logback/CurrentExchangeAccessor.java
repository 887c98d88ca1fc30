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

package io.webgateway.autoconfigure.logback;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

import io.webgateway.server.CurrentExchange;
import io.webgateway.server.GatewayExchange;

/**
 * Lets the exchange follow the application from thread to thread, where
 * {@code spring.reactor.context-propagation} is {@code auto}.
 */
class CurrentExchangeAccessor implements ThreadLocalAccessor<GatewayExchange> {

	static void register() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(new CurrentExchangeAccessor());
	}

	@Override
	public Object key() {
		return CurrentExchange.KEY;
	}

	@Override
	public @Nullable GatewayExchange getValue() {
		return CurrentExchange.get();
	}

	@Override
	public void setValue(GatewayExchange exchange) {
		CurrentExchange.set(exchange);
	}

	@Override
	public void setValue() {
		CurrentExchange.set(null);
	}

}
