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

import java.util.concurrent.atomic.AtomicLong;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Watches over the body of a request: that it is as long as was said, and whether it has
 * begun.
 */
final class RequestBody {

	private final ClientRequest request;

	private volatile boolean subscribed;

	RequestBody(ClientRequest request) {
		Flux<DataBuffer> body = request.body();
		this.request = (body != null) ? request.withBody(watch(body, request.length())) : request;
	}

	ClientRequest request() {
		return this.request;
	}

	/**
	 * Return whether a part of the body may be gone.
	 */
	boolean isSubscribed() {
		return this.subscribed;
	}

	private Flux<DataBuffer> watch(Flux<DataBuffer> body, long length) {
		return Flux.defer(() -> {
			this.subscribed = true;
			return (length != ClientRequest.UNKNOWN) ? requireLength(body, length) : body;
		});
	}

	private static Flux<DataBuffer> requireLength(Flux<DataBuffer> body, long length) {
		AtomicLong missing = new AtomicLong(length);
		return body.<DataBuffer>handle((data, sink) -> {
			if (missing.addAndGet(-data.readableByteCount()) < 0) {
				DataBufferUtils.release(data);
				sink.error(new IllegalStateException("Body of the request is longer than Content-Length"));
			}
			else {
				sink.next(data);
			}
		})
			.concatWith(Mono.defer(() -> (missing.get() > 0)
					? Mono.error(new IllegalStateException("Body of the request is shorter than Content-Length"))
					: Mono.empty()));
	}

}
