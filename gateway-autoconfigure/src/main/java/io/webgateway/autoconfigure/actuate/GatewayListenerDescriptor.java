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

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.webgateway.autoconfigure.GatewayListenerControl;
import io.webgateway.autoconfigure.status.ListenerStatus;
import io.webgateway.autoconfigure.status.RequestInProgress;
import io.webgateway.codec.PeerProtocol;
import io.webgateway.server.ConnectionLimits;
import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.Limit;
import io.webgateway.server.ListenerStatistics;
import io.webgateway.server.Outcome;

/**
 * Description of a gateway listener: what it is and does.
 *
 * @param protocol the protocol that it speaks
 * @param bind where it is configured to listen
 * @param address where it does listen, {@code null} while it does not
 * @param state its state
 * @param paused whether it is paused
 * @param connections its connections
 * @param requests its requests
 * @param failures how often a request did not end with a complete response of the
 * application, by how it ended; ways in which none did are left out
 * @param malformed how often a peer sent what the protocol does not allow
 * @param otherProtocols how often that was another protocol, by its name; those that no
 * peer spoke are left out
 * @param limitsReached how often limits were reached, by the names of their properties;
 * those that were not are left out
 * @param distrusted how often something was not trusted, by reason; reasons that did not
 * occur are left out
 */
public record GatewayListenerDescriptor(String protocol, String bind, @Nullable String address,
		GatewayListener.State state, boolean paused, Connections connections, Requests requests,
		Map<String, Long> failures, long malformed, Map<String, Long> otherProtocols, Map<String, Long> limitsReached,
		Map<String, Long> distrusted) implements OperationResponseBody {

	private static final PeerProtocol[] OTHER_PROTOCOLS = Arrays.stream(PeerProtocol.values())
		.filter((protocol) -> protocol != PeerProtocol.OTHER)
		.toArray(PeerProtocol[]::new);

	static GatewayListenerDescriptor of(GatewayListenerControl control, ListenerStatus status) {
		GatewayListener listener = control.getListener();
		ListenerStatistics statistics = listener.getStatistics();
		ConnectionLimits limits = listener.getLimits().connections();
		return new GatewayListenerDescriptor(listener.getProtocol().toString(), listener.getListenAddress().toString(),
				text(listener.getLocalAddress()), listener.getState(), control.isPaused(),
				new Connections(statistics.getConnections(), statistics.getAcceptedConnections(),
						known(listener.getWaitingConnections()), known(listener.getMaxWaitingConnections()),
						limits.maxConnections()),
				new Requests(statistics.getActiveRequests(), statistics.getMaxActiveRequests(),
						statistics.getRequests(), statistics.getSlowRequests(), limits.maxConcurrentRequests(),
						status.getRequestsInProgress()),
				counts(Outcome.values(), Outcome::getLabel, status::getFailures), statistics.getMalformed(),
				counts(OTHER_PROTOCOLS, PeerProtocol::getKind, statistics::getMalformed),
				counts(Limit.values(), Limit::getProperty, statistics::getReached),
				counts(Distrust.values(), Distrust::getReason, statistics::getDistrusted));
	}

	private static @Nullable Integer known(int number) {
		return (number != -1) ? number : null;
	}

	private static @Nullable String text(@Nullable SocketAddress address) {
		if (address instanceof InetSocketAddress inetAddress) {
			String host = inetAddress.getAddress().getHostAddress();
			return ((host.indexOf(':') != -1) ? "[" + host + "]" : host) + ":" + inetAddress.getPort();
		}
		return (address != null) ? "unix:" + address : null;
	}

	private static <T> Map<String, Long> counts(T[] values, Function<T, String> name, ToLongFunction<T> count) {
		Map<String, Long> counts = new LinkedHashMap<>();
		for (T value : values) {
			long number = count.applyAsLong(value);
			if (number > 0) {
				counts.put(name.apply(value), number);
			}
		}
		return counts;
	}

	/**
	 * Connections of a listener.
	 *
	 * @param active the number of open connections
	 * @param accepted the number of connections that have been accepted
	 * @param waiting the number of connections that wait to be accepted, {@code null}
	 * where that is not known
	 * @param waitingLimit how many may wait, {@code null} where that is not known
	 * @param limit the maximum number of open connections
	 */
	public record Connections(int active, long accepted, @Nullable Integer waiting, @Nullable Integer waitingLimit,
			int limit) {

	}

	/**
	 * Requests of a listener.
	 *
	 * @param active the number of requests that the application is working on
	 * @param maxActive the highest number of them so far
	 * @param total the number of requests that have been handed to the application
	 * @param slow the number of requests that were found to be slow
	 * @param limit the maximum number of requests at the same time
	 * @param inProgress the oldest of those that the application is working on
	 */
	public record Requests(int active, int maxActive, long total, long slow, int limit,
			List<RequestInProgress> inProgress) {

	}

}
