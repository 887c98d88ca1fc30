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

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;

/**
 * One request and its response, in the messages of a protocol.
 */
interface ClientWire {

	/**
	 * Return the question whether the application is still there.
	 * @return the message, {@code null} if the protocol does not have it or nobody wants
	 * to know
	 */
	default @Nullable ByteBuf ping(ByteBufAllocator allocator) {
		return null;
	}

	/**
	 * Return the head of the request, and its end as well if it has no body.
	 * @throws IllegalArgumentException if the protocol cannot express it
	 */
	ByteBuf head(ByteBufAllocator allocator);

	/**
	 * Return the body of the request and its end.
	 */
	Publisher<ByteBuf> body(Flux<DataBuffer> body, ByteBufAllocator allocator);

	/**
	 * Return what tells the application that nobody waits for the response any more.
	 * @return the message, {@code null} if the protocol does not have it
	 */
	default @Nullable ByteBuf abort(ByteBufAllocator allocator) {
		return null;
	}

	/**
	 * Return whether a response is complete with the last byte that its head announces,
	 * because nothing else can say so but the end of the connection.
	 */
	default boolean isEndedByLength() {
		return false;
	}

	/**
	 * Handle a message of the application.
	 * @param message the message, which is the caller's
	 * @param receiver takes what it says
	 */
	void receive(Object message, ResponseReceiver receiver);

	/**
	 * The application has closed the connection.
	 * @param receiver is told if that completes the response
	 */
	default void closed(ResponseReceiver receiver) {
	}

}
