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

package io.webgateway.client;

import io.netty.channel.ChannelHandler;
import org.jspecify.annotations.Nullable;

/**
 * A protocol, as a client speaks it.
 */
interface ClientProtocol {

	/**
	 * Return whether the length of a body has to be known before it is sent.
	 */
	boolean isLengthRequired();

	/**
	 * Return what makes messages of the bytes of a connection.
	 * @return a new decoder, {@code null} if there is nothing to be made
	 */
	@Nullable ChannelHandler newDecoder();

	/**
	 * Return how a request and its response are to be expressed.
	 */
	ClientWire newWire(ClientRequest request);

}
