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

import io.netty.buffer.ByteBuf;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * Writes a body when it is subscribed to. The body itself is subscribed to on the event
 * loop, where exchanges are cancelled, and not at all if it is not wanted any more: who
 * has cancelled a write, or is told that it failed, owns what has not been taken.
 */
final class ResponseBodyMono extends Mono<Void> {

	private final Exchange exchange;

	private final Publisher<? extends ByteBuf> body;

	ResponseBodyMono(Exchange exchange, Publisher<? extends ByteBuf> body) {
		this.exchange = exchange;
		this.body = body;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> actual) {
		ResponseBodyWriter writer = new ResponseBodyWriter(this.exchange, actual, this.body instanceof Mono);
		actual.onSubscribe(writer);
		this.exchange.onEventLoop(() -> {
			if (writer.start()) {
				this.body.subscribe(writer);
			}
		});
	}

}
