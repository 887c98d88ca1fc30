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

import java.util.concurrent.Semaphore;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

import io.webgateway.server.ThrottledWarning;

/**
 * An {@link HttpHandler} that answers the probes of the doctor before anything else of
 * the application sees them, and leaves all other requests alone.
 */
class ProbeHandler implements HttpHandler {

	static final int MAX_PROBES = 64;

	private static final Log logger = LogFactory.getLog(ProbeHandler.class);

	private final ThrottledWarning warning = new ThrottledWarning();

	private final Semaphore slots = new Semaphore(MAX_PROBES);

	private final HttpHandler application;

	private final ProbeGate gate;

	private final ProbeAnswer answer;

	ProbeHandler(HttpHandler application, ProbeGate gate, ProbeAnswer answer) {
		this.application = application;
		this.gate = gate;
		this.answer = answer;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		String value = request.getHeaders().getFirst(ProbeTicket.HEADER);
		ProbeTicket ticket = (value != null) ? ticket(value) : null;
		if (ticket == null) {
			return this.application.handle(request, response);
		}
		if (!this.slots.tryAcquire()) {
			response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
			return response.setComplete();
		}
		return this.answer.write(request, response, ticket).doFinally((signal) -> this.slots.release());
	}

	private @Nullable ProbeTicket ticket(String value) {
		ProbeTicket ticket = this.gate.open(value);
		if (ticket == null) {
			this.warning.log((suppressed) -> logger.warn("A request has the header field of the doctor, but is not "
					+ "answered: it is not signed with the '" + DoctorKey.PROPERTY + "' of this application, was sent "
					+ "more than " + ProbeGate.TOLERANCE.toSeconds()
					+ " seconds ago by the application's clock, or has been here before" + suppressed));
		}
		return ticket;
	}

}
