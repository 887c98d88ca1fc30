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
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What small handlers answer.
 */
final class Answers {

	private Answers() {
	}

	/**
	 * Answer with status 200 and a text.
	 */
	static Mono<Void> text(GatewayExchange exchange, String text) {
		return body(exchange, Mono.fromSupplier(() -> buffer(exchange, Bytes.of(text))));
	}

	/**
	 * Answer with status 200 and a body.
	 */
	static Mono<Void> body(GatewayExchange exchange, Publisher<ByteBuf> body) {
		exchange.commit(head(200));
		return exchange.write(body);
	}

	/**
	 * Answer with the body of the request as it comes.
	 */
	static Mono<Void> echo(GatewayExchange exchange) {
		return body(exchange, exchange.getRequestBody());
	}

	/**
	 * Read the body of the request and answer with its size.
	 */
	static Mono<Void> size(GatewayExchange exchange) {
		return size(exchange.getRequestBody()).flatMap((size) -> text(exchange, "size " + size));
	}

	static Mono<Long> size(Flux<ByteBuf> body) {
		return body.map(Answers::release).reduce(0L, Long::sum);
	}

	private static long release(ByteBuf buffer) {
		long size = buffer.readableBytes();
		buffer.release();
		return size;
	}

	/**
	 * Read the body of the request as text.
	 */
	static Mono<String> read(Flux<ByteBuf> body) {
		return body.map((buffer) -> {
			byte[] bytes = ByteBufUtil.getBytes(buffer);
			buffer.release();
			return Bytes.text(bytes);
		}).collectList().map((parts) -> String.join("", parts));
	}

	static ResponseHead head(int status) {
		return head(status, true);
	}

	/**
	 * Return a head with fields given as names and values.
	 */
	static ResponseHead head(int status, boolean bodyAllowed, String... fields) {
		HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
		for (int i = 0; i < fields.length; i += 2) {
			headers.add(fields[i], fields[i + 1]);
		}
		return new ResponseHead(HttpResponseStatus.valueOf(status), headers, bodyAllowed);
	}

	static ByteBuf buffer(GatewayExchange exchange, byte[] bytes) {
		return exchange.getAllocator().buffer(bytes.length).writeBytes(bytes);
	}

	static ByteBuf buffer(GatewayExchange exchange, String text) {
		return buffer(exchange, Bytes.of(text));
	}

}
