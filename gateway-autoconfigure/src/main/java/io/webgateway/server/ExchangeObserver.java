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

/**
 * Told when requests begin and end. It is called on the event loops, which it must not
 * hold up, and whatever it throws is logged and changes nothing.
 */
public interface ExchangeObserver {

	/**
	 * A request is about to be handed to the application.
	 * @param exchange the exchange
	 */
	default void requestStarted(ObservedExchange exchange) {
	}

	/**
	 * An exchange has ended, which happens once after each start. Its response may still
	 * be on its way.
	 * @param exchange the exchange
	 * @param outcome how it ended
	 */
	default void requestEnded(ObservedExchange exchange, Outcome outcome) {
	}

	/**
	 * A request has been answered that the application never got, but whose head has
	 * arrived.
	 * @param request the request
	 */
	default void requestRefused(RefusedRequest request) {
	}

}
