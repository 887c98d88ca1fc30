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

package io.webgateway.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.support.Netty4HeadersAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.webgateway.server.GatewayExchange;
import io.webgateway.server.ResponseHead;

/**
 * A response to a web server as Spring sees it.
 */
final class GatewayServerHttpResponse extends AbstractServerHttpResponse implements ZeroCopyHttpOutputMessage {

	private static final DefaultHttpHeadersFactory HEADERS_FACTORY = DefaultHttpHeadersFactory.headersFactory()
		.withValidation(true);

	private final GatewayExchange exchange;

	private final io.netty.handler.codec.http.HttpHeaders nettyHeaders;

	private final HttpRequest request;

	private final WebServerInstructions instructions;

	private @Nullable FileInstruction fileInstruction;

	private boolean fileOffloaded;

	private boolean withoutBody;

	private boolean headCommitted;

	/**
	 * Create a new response.
	 * @param exchange the exchange
	 * @param bufferFactory creates the buffers of the body
	 * @param request the request
	 * @param instructions what the web server may be told to do
	 */
	GatewayServerHttpResponse(GatewayExchange exchange, NettyDataBufferFactory bufferFactory, HttpRequest request,
			WebServerInstructions instructions) {
		this(exchange, bufferFactory, request, instructions, HEADERS_FACTORY.newHeaders());
	}

	private GatewayServerHttpResponse(GatewayExchange exchange, NettyDataBufferFactory bufferFactory,
			HttpRequest request, WebServerInstructions instructions,
			io.netty.handler.codec.http.HttpHeaders nettyHeaders) {
		super(bufferFactory, new HttpHeaders(new Netty4HeadersAdapter(nettyHeaders)));
		this.exchange = exchange;
		this.nettyHeaders = nettyHeaders;
		this.request = request;
		this.instructions = instructions;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> T getNativeResponse() {
		return (T) this.exchange;
	}

	@Override
	public HttpStatusCode getStatusCode() {
		HttpStatusCode status = super.getStatusCode();
		return (status != null) ? status : HttpStatus.OK;
	}

	@Override
	protected Mono<Void> doCommit(@Nullable Supplier<? extends Mono<Void>> writeAction) {
		if (!isCommitted()) {
			this.withoutBody = writeAction == null;
		}
		return super.doCommit(writeAction);
	}

	@Override
	protected void applyStatusCode() {
		if (getStatusCode().is1xxInformational()) {
			throw new IllegalStateException(
					"Status " + getStatusCode().value() + " does not end a response, and web servers do not relay it");
		}
	}

	@Override
	protected void applyHeaders() {
		this.instructions.checkApplication(this.nettyHeaders);
		AccelBuffering.apply(this.exchange, this.nettyHeaders);
		int status = getStatusCode().value();
		if (this.fileInstruction != null && this.fileInstruction.apply(status, this.nettyHeaders)) {
			this.fileOffloaded = true;
			this.instructions.fileOffloaded();
		}
		switch (status) {
			case 204, 304 -> this.nettyHeaders.remove(HttpHeaderNames.CONTENT_LENGTH);
			case 205 -> this.nettyHeaders.set(HttpHeaderNames.CONTENT_LENGTH, 0);
			default -> {
				// Spring answers an invalid range of a file with the length of the file
				if (this.withoutBody && !isHeadRequest()) {
					this.nettyHeaders.set(HttpHeaderNames.CONTENT_LENGTH, 0);
				}
			}
		}
	}

	/**
	 * Add the cookies, which come last, so that the head is complete.
	 */
	@Override
	protected void applyCookies() {
		for (List<ResponseCookie> cookies : getCookies().values()) {
			for (ResponseCookie cookie : cookies) {
				this.nettyHeaders.add(HttpHeaders.SET_COOKIE, cookie.toString());
			}
		}
		// Of a part of a file the web server tells
		int status = this.fileOffloaded ? HttpStatus.OK.value() : getStatusCode().value();
		this.exchange.commit(new ResponseHead(HttpResponseStatus.valueOf(status), this.nettyHeaders,
				!isHeadRequest() && !this.fileOffloaded && status != 204 && status != 205 && status != 304));
		this.headCommitted = true;
	}

	private boolean isHeadRequest() {
		return this.request.getMethod() == HttpMethod.HEAD;
	}

	/**
	 * Commit the response if nothing else did. It fails if something else tried to, but
	 * with a head that cannot be sent: a commit cannot be repeated.
	 */
	Mono<Void> end() {
		if (!isCommitted()) {
			return setComplete();
		}
		return this.headCommitted ? Mono.empty()
				: Mono.error(new IllegalStateException("The response was not committed to its end"));
	}

	@Override
	protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
		return this.exchange.write(toByteBufs(body));
	}

	@Override
	protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		// Whatever is written leaves when its publisher falls idle, if not before
		return this.exchange
			.write(Flux.from(body).concatMap(this::toGroup, 0).doOnDiscard(ByteBuf.class, ByteBuf::release));
	}

	/**
	 * Take the first buffer of a group at once. Those that Spring makes lose it if they
	 * are cancelled while they wait for demand.
	 */
	private Flux<ByteBuf> toGroup(Publisher<? extends DataBuffer> buffers) {
		return Flux.from(toByteBufs(buffers)).limitRate(1);
	}

	@Override
	public Mono<Void> writeWith(Path file, long position, long count) {
		FileOffload offload = this.instructions.fileOffload();
		if (offload == null || this.request.getMethod() != HttpMethod.GET) {
			return doCommit(() -> this.exchange.write(file, position, count));
		}
		return Mono.fromCallable(() -> offload.instruct(file, position, count, this.request.getHeaders()))
			.subscribeOn(Schedulers.boundedElastic())
			// What is wrong with the file shows when it is read
			.onErrorComplete(IOException.class)
			.doOnNext((instruction) -> this.fileInstruction = instruction)
			.then(Mono.defer(() -> doCommit(() -> Mono
				.defer(() -> this.fileOffloaded ? Mono.empty() : this.exchange.write(file, position, count)))));
	}

	private Publisher<ByteBuf> toByteBufs(Publisher<? extends DataBuffer> buffers) {
		return (buffers instanceof Mono) ? Mono.from(buffers).map(NettyDataBufferFactory::toByteBuf)
				: Flux.from(buffers).map(NettyDataBufferFactory::toByteBuf);
	}

	@Override
	protected void touchDataBuffer(DataBuffer buffer) {
		DataBufferUtils.touch(buffer, this.exchange);
	}

}
