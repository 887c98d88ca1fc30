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

package io.webgateway.it.access;

import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/**
 * Answers with what it is asked for, and with the trace of a request.
 */
@RestController
class AccessController {

	@RequestMapping("/answer/{status}/{length}/**")
	ResponseEntity<String> answer(@PathVariable int status, @PathVariable int length,
			@RequestBody(required = false) String body) {
		return ResponseEntity.status(status).body("x".repeat(length));
	}

	@GetMapping("/trace")
	String trace(ServerWebExchange exchange) {
		ServerRequestObservationContext context = ServerRequestObservationContext.findCurrent(exchange.getAttributes())
			.orElseThrow();
		TracingContext tracing = context.getRequired(TracingContext.class);
		return tracing.getSpan().context().traceId();
	}

}
