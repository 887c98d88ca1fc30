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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.webgateway.server.GatewayProtocol;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No buffer is lost when web servers hang up, whenever that is.
 */
@ParameterizedClass
@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "AJP", "AUTO" })
class HangUpTests {

	private static final int HANG_UPS = 60;

	@Parameter
	private GatewayProtocol protocol;

	@ParameterizedTest
	@MethodSource
	void whenWebServerHangsUpWhileItIsAnsweredThenBuffersAreReleased(Answering answering) throws IOException {
		Buffers buffers = new Buffers();
		HttpHandler handler = (request, response) -> answering.write(response, buffers);
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			for (int i = 0; i < HANG_UPS; i++) {
				try (GatewayClient client = door.connect()) {
					client.sendHead(GatewayDoor.variablesOf(RawRequest.get("/")));
					client.endContent();
					read(client, i);
				}
			}
		}
		buffers.assertReleased();
	}

	/**
	 * Hang up at once, or after more and more of the response.
	 */
	private static void read(GatewayClient client, int round) throws IOException {
		int length = switch (round % 3) {
			case 0 -> 0;
			case 1 -> 1;
			default -> round * 700;
		};
		try {
			client.response().readNBytes(length);
		}
		catch (IOException ex) {
			assertThat(length).isPositive();
		}
	}

	static Stream<Answering> whenWebServerHangsUpWhileItIsAnsweredThenBuffersAreReleased() {
		return Stream.of(new Answering("mono", (response, buffers) -> response.writeWith(buffers.one(response))),
				new Answering("flux", (response, buffers) -> response.writeWith(buffers.many(response))),
				new Answering("flux of another thread",
						(response, buffers) -> response
							.writeWith(buffers.many(response).subscribeOn(Schedulers.parallel()))),
				new Answering("flux after a late commit action", (response, buffers) -> {
					response.beforeCommit(() -> Mono.delay(Duration.ofNanos(200_000)).then());
					return response.writeWith(buffers.many(response));
				}), new Answering("groups", (response, buffers) -> response
					.writeAndFlushWith(buffers.many(response).map(HangUpTests::group))));
	}

	/**
	 * Return a group as the codecs of Spring make it.
	 */
	private static Mono<DataBuffer> group(DataBuffer buffer) {
		return Mono.just(buffer).doOnDiscard(DataBuffer.class, DataBufferUtils::release);
	}

	@ParameterizedTest
	@MethodSource
	void whenWebServerHangsUpWhileItIsReadThenBuffersAreReleased(Reading reading) throws IOException {
		Buffers buffers = new Buffers();
		HttpHandler handler = (request, response) -> reading.handle(request, response, buffers);
		byte[] part = new byte[5000];
		try (GatewayDoor door = GatewayDoor.open(this.protocol, handler)) {
			for (int i = 0; i < HANG_UPS; i++) {
				try (GatewayClient client = door.connect()) {
					client.sendHead(GatewayDoor.variablesOf(RawRequest.of("POST", "/").content(new byte[100_000])));
					for (int j = i % 4; j > 0; j--) {
						client.sendContent(part);
					}
				}
			}
		}
		buffers.assertReleased();
	}

	static Stream<Reading> whenWebServerHangsUpWhileItIsReadThenBuffersAreReleased() {
		return Stream.of(new Reading("each", (body) -> body.doOnNext(DataBufferUtils::release).then()),
				new Reading("joined", (body) -> DataBufferUtils.join(body).doOnNext(DataBufferUtils::release).then()),
				new Reading("one", (body) -> body.next().doOnNext(DataBufferUtils::release).then()),
				new Reading("late",
						(body) -> body.delaySubscription(Duration.ofMillis(1))
							.doOnNext(DataBufferUtils::release)
							.then()),
				new Reading("not at all", (body) -> Mono.never()), new Reading("until a timeout",
						(body) -> body.doOnNext(DataBufferUtils::release).then().timeout(Duration.ofMillis(1))));
	}

	/**
	 * Something that answers.
	 *
	 * @param name how it answers
	 * @param writer writes the response
	 */
	record Answering(String name, Writer writer) {

		Mono<Void> write(ServerHttpResponse response, Buffers buffers) {
			return this.writer.write(response, buffers);
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * Writes a response.
	 */
	@FunctionalInterface
	interface Writer {

		Mono<Void> write(ServerHttpResponse response, Buffers buffers);

	}

	/**
	 * Something that reads.
	 *
	 * @param name how it reads
	 * @param reader reads the body
	 */
	record Reading(String name, Function<Flux<DataBuffer>, Mono<Void>> reader) {

		Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response, Buffers buffers) {
			return this.reader.apply(request.getBody().doOnNext(buffers::add)).then(response.setComplete());
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	/**
	 * Buffers that have been created.
	 */
	static final class Buffers {

		private final Queue<ByteBuf> buffers = new ConcurrentLinkedQueue<>();

		Mono<DataBuffer> one(ServerHttpResponse response) {
			return Mono.fromSupplier(() -> create(response));
		}

		Flux<DataBuffer> many(ServerHttpResponse response) {
			return Flux.range(0, 40)
				.map((index) -> create(response))
				.doOnDiscard(DataBuffer.class, DataBufferUtils::release);
		}

		private DataBuffer create(ServerHttpResponse response) {
			// Not pooled: what has been released does not come back to life
			ByteBuf content = Unpooled.directBuffer(3000).writeZero(3000);
			DataBuffer buffer = ((NettyDataBufferFactory) response.bufferFactory()).wrap(content);
			add(buffer);
			return buffer;
		}

		void add(DataBuffer buffer) {
			this.buffers.add(((NettyDataBuffer) buffer).getNativeBuffer());
		}

		void assertReleased() {
			Awaitility.await().untilAsserted(() -> assertThat(this.buffers).allMatch((buffer) -> buffer.refCnt() == 0));
		}

	}

}
