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

package io.webgateway.benchmarks.micro;

import java.net.SocketAddress;
import java.nio.file.Path;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.webgateway.codec.MetaVariables;
import io.webgateway.server.GatewayExchange;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ResponseHead;

/**
 * A request that comes by no connection and gets no response.
 */
final class UnansweredExchange implements GatewayExchange {

	private final MetaVariables variables;

	UnansweredExchange(MetaVariables variables) {
		this.variables = variables;
	}

	@Override
	public String getId() {
		return "id";
	}

	@Override
	public String getListener() {
		return "fastcgi";
	}

	@Override
	public GatewayProtocol getProtocol() {
		return GatewayProtocol.FASTCGI;
	}

	@Override
	public MetaVariables getVariables() {
		return this.variables;
	}

	@Override
	public @Nullable SocketAddress getPeerAddress() {
		return null;
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
		throw new UnsupportedOperationException("No response is expected, but " + head.status());
	}

	@Override
	public Mono<Void> write(Publisher<? extends ByteBuf> body) {
		throw new UnsupportedOperationException("No response is expected");
	}

	@Override
	public Mono<Void> write(Path file, long position, long count) {
		throw new UnsupportedOperationException("No response is expected");
	}

}
