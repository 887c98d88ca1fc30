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

package io.webgateway.autoconfigure.actuate;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;

import io.webgateway.server.ExchangeObserver;
import io.webgateway.server.ExchangeObserverFactory;
import io.webgateway.server.ObservedExchange;
import io.webgateway.server.Outcome;

/**
 * Meters of the requests of gateway listeners, for which each request has to be looked
 * at.
 */
class GatewayExchangeMetrics implements ExchangeObserverFactory {

	private final MeterRegistry registry;

	GatewayExchangeMetrics(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public ExchangeObserver create(String listener) {
		return new Meters(this.registry, listener);
	}

	/**
	 * Meters of one listener.
	 */
	private static final class Meters implements ExchangeObserver {

		private final Timer headTime;

		private final Timer queueTime;

		private final Counter received;

		private final Counter sent;

		private final Map<Outcome, Counter> ended = new EnumMap<>(Outcome.class);

		Meters(MeterRegistry registry, String listener) {
			this.headTime = Timer.builder(GatewayListenerMetrics.PREFIX + "head.time")
				.description("Time that the heads of requests took to arrive")
				.tag(GatewayListenerMetrics.LISTENER, listener)
				.register(registry);
			this.queueTime = Timer.builder(GatewayListenerMetrics.PREFIX + "queue.time")
				.description("Time from when the web server got requests until the application did, where it tells")
				.tag(GatewayListenerMetrics.LISTENER, listener)
				.register(registry);
			this.received = bytes(registry, listener, "data.received",
					"Bytes of request bodies of requests that ended");
			this.sent = bytes(registry, listener, "data.sent", "Bytes of response bodies of requests that ended");
			for (Outcome outcome : Outcome.values()) {
				this.ended.put(outcome,
						Counter.builder(GatewayListenerMetrics.PREFIX + "requests.ended")
							.description("Number of requests that have ended after they were handed to the application")
							.baseUnit(GatewayListenerMetrics.REQUESTS)
							.tag(GatewayListenerMetrics.LISTENER, listener)
							.tag("outcome", outcome.getLabel())
							.register(registry));
			}
		}

		private static Counter bytes(MeterRegistry registry, String listener, String name, String description) {
			return Counter.builder(GatewayListenerMetrics.PREFIX + name)
				.description(description)
				.baseUnit(BaseUnits.BYTES)
				.tag(GatewayListenerMetrics.LISTENER, listener)
				.register(registry);
		}

		@Override
		public void requestStarted(ObservedExchange exchange) {
			this.headTime.record(exchange.getHeadTime(), TimeUnit.NANOSECONDS);
			if (exchange.getQueueTime() >= 0) {
				this.queueTime.record(exchange.getQueueTime(), TimeUnit.NANOSECONDS);
			}
		}

		@Override
		public void requestEnded(ObservedExchange exchange, Outcome outcome) {
			this.received.increment(exchange.getReceivedBytes());
			this.sent.increment(exchange.getSentBytes());
			Counter counter = this.ended.get(outcome);
			if (counter != null) {
				counter.increment();
			}
		}

	}

}
