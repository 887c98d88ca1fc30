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
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A buffer is released once, by Spring or by the exchange, whoever owns it when the
 * exchange is cancelled.
 */
@ExtendWith(OutputCaptureExtension.class)
class BufferOwnershipTests {

	@Test
	void whenMonoIsWrittenToEndedExchangeThenItsBufferIsReleasedOnce(CapturedOutput output) throws Exception {
		CompletableFuture<ServerHttpResponse> ended = new CompletableFuture<>();
		HttpHandler handler = (request, response) -> request.getURI().getPath().equals("/never")
				? Mono.<Void>never().doOnCancel(() -> ended.complete(response)) : Mono.empty();
		try (GatewayDoor door = GatewayDoor.open(GatewayProtocol.SCGI, handler)) {
			try (GatewayClient client = door.connect()) {
				client.sendHead(GatewayDoor.variablesOf(RawRequest.get("/never")));
			}
			ServerHttpResponse response = ended.get(10, TimeUnit.SECONDS);
			ByteBuf content = Unpooled.directBuffer().writeZero(10);
			DataBuffer buffer = ((NettyDataBufferFactory) response.bufferFactory()).wrap(content);
			assertThat(response.writeWith(Mono.just(buffer)).toFuture()).failsWithin(Duration.ofSeconds(10));
			assertThat(content.refCnt()).isZero();
		}
		assertThat(output).doesNotContain("IllegalReferenceCountException");
	}

	@RepeatedTest(20)
	void whenExchangeIsCancelledWhileMonoIsWrittenOnAnotherThreadThenItsBufferIsReleasedOnce(CapturedOutput output)
			throws IOException {
		assertReleasedOnce(Duration.ofNanos(100_000), Duration.ZERO, output);
	}

	@RepeatedTest(20)
	void whenExchangeIsCancelledWhileCommitActionRunsThenBufferIsReleasedOnce(CapturedOutput output)
			throws IOException {
		assertReleasedOnce(Duration.ZERO, Duration.ofNanos(100_000), output);
	}

	private static void assertReleasedOnce(Duration delayOfBody, Duration delayOfCommit, CapturedOutput output)
			throws IOException {
		Queue<ByteBuf> buffers = new ConcurrentLinkedQueue<>();
		HttpHandler handler = (request, response) -> {
			response.beforeCommit(() -> Mono.delay(delayOfCommit).then());
			return response.writeWith(Mono.delay(delayOfBody).map((delay) -> {
				ByteBuf content = Unpooled.directBuffer().writeZero(10);
				buffers.add(content);
				return ((NettyDataBufferFactory) response.bufferFactory()).wrap(content);
			}));
		};
		try (GatewayDoor door = GatewayDoor.open(GatewayProtocol.SCGI, handler)) {
			for (int i = 0; i < 100; i++) {
				try (GatewayClient client = door.connect()) {
					client.sendHead(GatewayDoor.variablesOf(RawRequest.get("/")));
				}
			}
		}
		Awaitility.await().untilAsserted(() -> assertThat(buffers).allMatch((buffer) -> buffer.refCnt() == 0));
		assertThat(output).doesNotContain("IllegalReferenceCountException");
	}

}
