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

import reactor.core.publisher.Mono;

/**
 * Handles the requests of a listener.
 */
@FunctionalInterface
public interface GatewayHandler {

	/**
	 * Handle one request. Called on the event loop of the request's connection; must not
	 * block. The subscription to the result is cancelled when the web server hangs up.
	 * @param exchange the request and its response
	 * @return completes when the response has been handed over; an error before the
	 * response began is answered with status 500, one after that breaks the response off
	 */
	Mono<Void> handle(GatewayExchange exchange);

}
