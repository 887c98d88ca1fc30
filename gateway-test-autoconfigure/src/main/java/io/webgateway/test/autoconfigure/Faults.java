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

package io.webgateway.test.autoconfigure;

import java.time.Duration;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

/**
 * What can go wrong between a web server and an application, for
 * {@link GatewayTestClients#webTestClient(String, java.util.function.UnaryOperator)}: the
 * bytes of requests arrive in pieces, slowly, or not all of them.
 */
public final class Faults {

	private Faults() {
	}

	/**
	 * Send requests in pieces.
	 * @param bytes the largest number of bytes of a piece
	 * @return what makes the fault
	 */
	public static Consumer<Channel> fragments(int bytes) {
		return drip(bytes, Duration.ZERO);
	}

	/**
	 * Send requests slowly.
	 * @param bytes the largest number of bytes of a piece
	 * @param pause the time between two pieces
	 * @return what makes the fault
	 */
	public static Consumer<Channel> drip(int bytes, Duration pause) {
		if (bytes < 1 || pause.isNegative()) {
			throw new IllegalArgumentException("A piece must have bytes, and a pause must not be negative");
		}
		return (channel) -> channel.pipeline().addFirst(new DripHandler(bytes, pause, Long.MAX_VALUE));
	}

	/**
	 * Break a connection off, with a reset where the socket has such a thing.
	 * @param bytes how many bytes are sent before
	 * @return what makes the fault
	 */
	public static Consumer<Channel> abortAfter(long bytes) {
		if (bytes < 0) {
			throw new IllegalArgumentException("A number of bytes must not be negative");
		}
		return (channel) -> {
			channel.config().setOption(ChannelOption.SO_LINGER, 0);
			channel.pipeline().addFirst(new DripHandler(Integer.MAX_VALUE, Duration.ZERO, bytes));
		};
	}

}
