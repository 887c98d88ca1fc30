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

package io.webgateway.autoconfigure;

import io.webgateway.server.GatewayListener;

/**
 * Pauses and resumes a listener of a running application, of which every listener has
 * one.
 */
public interface GatewayListenerControl {

	/**
	 * Return the listener.
	 * @return the listener
	 */
	GatewayListener getListener();

	/**
	 * Let the listener accept no more connections, and its requests in progress end. It
	 * is stopped when they have. Others are refused, so that a balancer chooses another
	 * application. A listener that does not run is left alone.
	 */
	void pause();

	/**
	 * Let a paused listener listen again. Requests that have not ended by then are broken
	 * off. A listener that is not paused is left alone.
	 */
	void resume();

	/**
	 * Return whether the listener is paused.
	 * @return whether it has been paused and not resumed
	 */
	boolean isPaused();

}
