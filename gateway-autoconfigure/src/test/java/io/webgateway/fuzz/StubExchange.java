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

package io.webgateway.fuzz;

import java.net.SocketAddress;
import java.nio.file.Path;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.Distrust;
import io.webgateway.server.GatewayExchange;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ResponseHead;

/**
 * An exchange without a connection.
 */
final class StubExchange implements GatewayExchange {

	private final GatewayProtocol protocol;

	private final MetaVariables variables;

	private ResponseHead head;

	StubExchange(GatewayProtocol protocol, MetaVariables variables) {
		this.protocol = protocol;
		this.variables = variables;
	}

	/**
	 * Return the head of the response, or {@code null} if there is none yet.
	 */
	ResponseHead head() {
		return this.head;
	}

	@Override
	public String getId() {
		return "stub-1";
	}

	@Override
	public String getListener() {
		return "stub";
	}

	@Override
	public GatewayProtocol getProtocol() {
		return this.protocol;
	}

	@Override
	public MetaVariables getVariables() {
		return this.variables;
	}

	@Override
	public SocketAddress getPeerAddress() {
		return null;
	}

	@Override
	public void distrust(Distrust distrust) {
	}

	@Override
	public ByteBufAllocator getAllocator() {
		return ByteBufAllocator.DEFAULT;
	}

	@Override
	public Flux<ByteBuf> getRequestBody() {
		return Flux.empty();
	}

	@Override
	public void commit(ResponseHead head) {
		if (this.head != null) {
			throw new IllegalStateException("There is a head already");
		}
		this.head = head;
	}

	@Override
	public Mono<Void> write(Publisher<? extends ByteBuf> body) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Mono<Void> write(Path file, long position, long count) {
		throw new UnsupportedOperationException();
	}

}
