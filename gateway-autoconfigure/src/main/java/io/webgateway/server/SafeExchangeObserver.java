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

import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * Tells several observers, none of which can do harm to the others or to an exchange.
 */
final class SafeExchangeObserver implements ExchangeObserver {

	private static final Logger logger = Loggers.getLogger(SafeExchangeObserver.class);

	private final ExchangeObserver[] observers;

	SafeExchangeObserver(List<ExchangeObserver> observers) {
		this.observers = observers.toArray(ExchangeObserver[]::new);
	}

	@Override
	public void requestStarted(ObservedExchange exchange) {
		for (ExchangeObserver observer : this.observers) {
			try {
				observer.requestStarted(exchange);
			}
			catch (RuntimeException ex) {
				failed(observer, ex);
			}
		}
	}

	@Override
	public void requestEnded(ObservedExchange exchange, Outcome outcome) {
		for (ExchangeObserver observer : this.observers) {
			try {
				observer.requestEnded(exchange, outcome);
			}
			catch (RuntimeException ex) {
				failed(observer, ex);
			}
		}
	}

	@Override
	public void requestRefused(RefusedRequest request) {
		for (ExchangeObserver observer : this.observers) {
			try {
				observer.requestRefused(request);
			}
			catch (RuntimeException ex) {
				failed(observer, ex);
			}
		}
	}

	private static void failed(ExchangeObserver observer, RuntimeException failure) {
		logger.error("Exchange observer " + observer.getClass().getName() + " failed", failure);
	}

}
