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

import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.file.Path;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.webgateway.codec.MetaVariables;

/**
 * One request of a web server and its response. Methods may be called on any thread.
 */
public interface GatewayExchange {

	/**
	 * Return an identifier of the exchange for logs, made of the connection and the
	 * number of the request on it.
	 * @return the identifier
	 */
	String getId();

	/**
	 * Return the name of the listener through which the request came.
	 * @return the name of the listener
	 */
	String getListener();

	/**
	 * Return the protocol by which the request came.
	 * @return the protocol, never {@link GatewayProtocol#AUTO}
	 */
	GatewayProtocol getProtocol();

	/**
	 * Return the meta-variables of the request.
	 * @return the meta-variables
	 */
	MetaVariables getVariables();

	/**
	 * Return the address of the peer, which is the web server, not its client.
	 * @return the address, or {@code null} where it has none that is of use
	 */
	@Nullable SocketAddress getPeerAddress();

	/**
	 * Count, and log where an administrator should know, that something of the request is
	 * not accepted or not believed.
	 * @param distrust what that is
	 */
	void distrust(Distrust distrust);

	/**
	 * Return the allocator of the connection.
	 * @return the allocator for buffers of the response
	 */
	ByteBufAllocator getAllocator();

	/**
	 * Return the body of the request, read as its subscriber demands. It can be
	 * subscribed once, and it fails with {@link reactor.netty.channel.AbortedException}
	 * when the web server hangs up before its end. The subscriber owns, and has to
	 * release, each buffer.
	 * @return the body, the same each time
	 */
	Flux<ByteBuf> getRequestBody();

	/**
	 * Set the head of the response. Nothing is sent yet: the head leaves together with
	 * the first bytes of the body, or with the end of the response.
	 * @param head the head
	 * @throws IllegalStateException if there is a head already
	 */
	void commit(ResponseHead head);

	/**
	 * Write the body of the response after its head was committed, demanding from the
	 * given publisher as fast as the web server reads. The publisher is subscribed to on
	 * the event loop, and not at all if the write has been cancelled or the exchange has
	 * ended.
	 * @param body the body, whose buffers are released; a {@code Mono} is taken for the
	 * whole body
	 * @return completes when the whole body has been handed to the connection
	 */
	Mono<Void> write(Publisher<? extends ByteBuf> body);

	/**
	 * Write part of a file as the body of the response after its head was committed,
	 * without copying it through the application.
	 * @param file the file
	 * @param position where to start in the file, in bytes
	 * @param count the number of bytes to write
	 * @return completes when the bytes have been written
	 */
	Mono<Void> write(Path file, long position, long count);

	/**
	 * Write a line to the error log of the web server, where the protocol has a way to
	 * and the listener is configured to. It leaves together with the response, and not
	 * after its end.
	 * @param level the level of the line
	 * @param line the line, which may be cut; control characters in it are escaped
	 */
	default void log(Level level, String line) {
	}

}
