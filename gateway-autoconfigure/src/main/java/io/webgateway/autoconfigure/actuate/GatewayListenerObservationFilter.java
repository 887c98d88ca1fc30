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

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

import io.webgateway.http.GatewayRequest;

/**
 * Adds to what is observed of each request by which listener it came, in whatever words
 * the application has it observed. A convention that has such a key itself is left alone.
 */
class GatewayListenerObservationFilter implements ObservationFilter {

	static final String KEY = "listener";

	/** Registries want the same keys of all requests, also of those of the HTTP port. */
	static final KeyValue NONE = KeyValue.of(KEY, "none");

	@Override
	public Observation.Context map(Observation.Context context) {
		if (context instanceof ServerRequestObservationContext request
				&& request.getLowCardinalityKeyValue(KEY) == null) {
			request.addLowCardinalityKeyValue(listener(request));
		}
		return context;
	}

	private static KeyValue listener(ServerRequestObservationContext context) {
		ServerHttpRequest carrier = context.getCarrier();
		GatewayRequest request = (carrier != null) ? GatewayRequest.of(carrier) : null;
		return (request != null) ? KeyValue.of(KEY, request.listener()) : NONE;
	}

}
