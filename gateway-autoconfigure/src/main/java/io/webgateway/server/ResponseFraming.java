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

import java.nio.channels.FileChannel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import org.jspecify.annotations.Nullable;

/**
 * How one response becomes bytes on its connection. All methods are called on the event
 * loop of the connection.
 */
interface ResponseFraming {

	/**
	 * Write the head. It need not leave before the next call.
	 * @throws IllegalArgumentException if the head cannot be encoded; nothing has been
	 * written then
	 */
	void writeHead(ResponseHead head);

	/**
	 * Write a part of the body, taking ownership of the buffer.
	 */
	void writeBody(ByteBuf content);

	/**
	 * Write a part of a file that stays open until the returned future completes.
	 */
	ChannelFuture writeBody(FileChannel file, long position, long count);

	/**
	 * Write a line for the error log of the web server, where the protocol has a way to.
	 * It leaves with what is written next.
	 */
	default void log(String line) {
	}

	/**
	 * Let everything written so far leave.
	 */
	void flush();

	/**
	 * Mark the response as complete and flush.
	 */
	void end();

	/**
	 * Give the response up so that the web server cannot take it for complete.
	 * @return what it is answered in place of that, or {@code null} where the response
	 * has begun or the protocol has no way to
	 */
	@Nullable ResponseHead giveUp();

}
