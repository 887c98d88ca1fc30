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

package io.webgateway.autoconfigure.doctor;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;

import io.webgateway.http.GatewayRequest;

/**
 * Reports what has arrived of a probe, as the application would have seen it.
 */
final class Arrival {

	private final DoctorKey key;

	private final @Nullable ForwardedHeaderTransformer forwardedHeaders;

	/**
	 * Create a new arrival.
	 * @param key masks what the doctor may not read
	 * @param forwardedHeaders what the application does with forwarded header fields,
	 * {@code null} for nothing
	 */
	Arrival(DoctorKey key, @Nullable ForwardedHeaderTransformer forwardedHeaders) {
		this.key = key;
		this.forwardedHeaders = forwardedHeaders;
	}

	Report report(ServerHttpRequest arrived, ProbeTicket ticket) {
		ServerHttpRequest request = (this.forwardedHeaders != null) ? this.forwardedHeaders.apply(arrived) : arrived;
		URI uri = request.getURI();
		Report report = new Report();
		report.add(Report.METHOD, request.getMethod().name());
		report.add(Report.TARGET, uri.getRawPath() + ((uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : ""));
		report.add(Report.ORIGIN, uri.getScheme() + "://" + uri.getRawAuthority());
		report.add(Report.CONTEXT_PATH, request.getPath().contextPath().value());
		addAddress(report, request.getRemoteAddress());
		arrived.getHeaders()
			.forEach((name, values) -> values.forEach((value) -> report.addHeader(name,
					PublicFields.isPublicHeader(name) ? value : mask(value, ticket))));
		GatewayRequest gatewayRequest = GatewayRequest.of(arrived);
		if (gatewayRequest != null) {
			addVariables(report, gatewayRequest, ticket);
		}
		return report;
	}

	private static void addAddress(Report report, @Nullable InetSocketAddress address) {
		if (address != null) {
			report.add(Report.REMOTE_ADDRESS,
					(address.getAddress() != null) ? address.getAddress().getHostAddress() : address.getHostString());
			report.add(Report.REMOTE_PORT, address.getPort());
		}
	}

	private void addVariables(Report report, GatewayRequest request, ProbeTicket ticket) {
		report.add(Report.LISTENER, request.listener());
		report.add(Report.PROTOCOL, request.protocol());
		for (Map.Entry<String, String> variable : request.variables()) {
			String name = variable.getKey();
			// These are the header fields
			if (!name.startsWith("HTTP_")) {
				report.addVariable(name,
						PublicFields.isPublicVariable(name) ? variable.getValue() : mask(variable.getValue(), ticket));
			}
		}
	}

	private String mask(String value, ProbeTicket ticket) {
		return PublicFields.mask(value, this.key, ticket.nonce());
	}

}
