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

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.webgateway.codec.PeerProtocol;
import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.Limit;
import io.webgateway.server.ListenerStatistics;
import io.webgateway.server.Rejection;

/**
 * Meters of gateway listeners, tagged with the name of the listener. They read what is
 * counted anyway.
 */
class GatewayListenerMetrics implements MeterBinder {

	static final String PREFIX = "gateway.listener.";

	static final String LISTENER = "listener";

	static final String REQUESTS = "requests";

	private final Iterable<GatewayListener> listeners;

	GatewayListenerMetrics(Iterable<GatewayListener> listeners) {
		this.listeners = listeners;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (GatewayListener listener : this.listeners) {
			bindTo(registry, listener.getName(), listener.getStatistics());
		}
	}

	private void bindTo(MeterRegistry registry, String listener, ListenerStatistics statistics) {
		Gauge.builder(PREFIX + "connections", statistics, ListenerStatistics::getConnections)
			.description("Number of open connections")
			.baseUnit(BaseUnits.CONNECTIONS)
			.tag(LISTENER, listener)
			.register(registry);
		FunctionCounter.builder(PREFIX + "connections.accepted", statistics, ListenerStatistics::getAcceptedConnections)
			.description("Number of connections that have been accepted")
			.baseUnit(BaseUnits.CONNECTIONS)
			.tag(LISTENER, listener)
			.register(registry);
		Gauge.builder(PREFIX + "requests.active", statistics, ListenerStatistics::getActiveRequests)
			.description("Number of requests that the application is working on")
			.baseUnit(REQUESTS)
			.tag(LISTENER, listener)
			.register(registry);
		FunctionCounter.builder(PREFIX + "requests", statistics, ListenerStatistics::getRequests)
			.description("Number of requests that have been handed to the application")
			.baseUnit(REQUESTS)
			.tag(LISTENER, listener)
			.register(registry);
		for (PeerProtocol protocol : PeerProtocol.values()) {
			FunctionCounter.builder(PREFIX + "malformed", statistics, (counted) -> counted.getMalformed(protocol))
				.description("Number of mistakes that peers made in the protocol, by which they spoke instead")
				.tag(LISTENER, listener)
				.tag("kind", protocol.getKind())
				.register(registry);
		}
		FunctionCounter.builder(PREFIX + "files.offloaded", statistics, ListenerStatistics::getOffloadedFiles)
			.description("Number of files that were left to the web server to send")
			.baseUnit(BaseUnits.FILES)
			.tag(LISTENER, listener)
			.register(registry);
		FunctionCounter.builder(PREFIX + "instructions.refused", statistics, ListenerStatistics::getRefusedInstructions)
			.description("Number of header fields by which the application may not instruct the web server")
			.tag(LISTENER, listener)
			.register(registry);
		for (Limit limit : Limit.values()) {
			FunctionCounter.builder(PREFIX + "limit.reached", statistics, (reached) -> reached.getReached(limit))
				.description("How often a limit was reached")
				.tag(LISTENER, listener)
				.tag("limit", limit.getProperty())
				.register(registry);
		}
		for (Rejection rejection : Rejection.values()) {
			FunctionCounter
				.builder(PREFIX + "requests.rejected", statistics, (counted) -> counted.getRejected(rejection))
				.description("Number of requests that were answered in place of the application")
				.baseUnit(REQUESTS)
				.tag(LISTENER, listener)
				.tag("reason", rejection.getReason())
				.register(registry);
		}
		for (Distrust distrust : Distrust.values()) {
			FunctionCounter.builder(PREFIX + "distrusted", statistics, (counted) -> counted.getDistrusted(distrust))
				.description("Number of connections, requests and header fields that were not trusted")
				.tag(LISTENER, listener)
				.tag("reason", distrust.getReason())
				.register(registry);
		}
	}

}
