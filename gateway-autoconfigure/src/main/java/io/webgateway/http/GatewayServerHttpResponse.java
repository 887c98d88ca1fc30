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
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.support.Netty4HeadersAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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

	private final boolean headRequest;

	private boolean withoutBody;

	private boolean headCommitted;

	/**
	 * Create a new response.
	 * @param exchange the exchange
	 * @param bufferFactory creates the buffers of the body
	 * @param headRequest whether the method of the request is HEAD
	 */
	GatewayServerHttpResponse(GatewayExchange exchange, NettyDataBufferFactory bufferFactory, boolean headRequest) {
		this(exchange, bufferFactory, headRequest, HEADERS_FACTORY.newHeaders());
	}

	private GatewayServerHttpResponse(GatewayExchange exchange, NettyDataBufferFactory bufferFactory,
			boolean headRequest, io.netty.handler.codec.http.HttpHeaders nettyHeaders) {
		super(bufferFactory, new HttpHeaders(new Netty4HeadersAdapter(nettyHeaders)));
		this.exchange = exchange;
		this.nettyHeaders = nettyHeaders;
		this.headRequest = headRequest;
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
		AccelBuffering.apply(this.exchange, this.nettyHeaders);
		switch (getStatusCode().value()) {
			case 204, 304 -> this.nettyHeaders.remove(HttpHeaderNames.CONTENT_LENGTH);
			case 205 -> this.nettyHeaders.set(HttpHeaderNames.CONTENT_LENGTH, 0);
			default -> {
				// Spring answers an invalid range of a file with the length of the file
				if (this.withoutBody && !this.headRequest) {
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
		int status = getStatusCode().value();
		this.exchange.commit(new ResponseHead(HttpResponseStatus.valueOf(status), this.nettyHeaders,
				!this.headRequest && status != 204 && status != 205 && status != 304));
		this.headCommitted = true;
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
		return doCommit(() -> this.exchange.write(file, position, count));
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
