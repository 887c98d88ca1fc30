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

package io.webgateway.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import io.webgateway.http.ContextPathResolver;
import io.webgateway.http.GatewayHttpHandlerAdapter;
import io.webgateway.server.GatewayListener;
import io.webgateway.server.GatewayProtocol;
import io.webgateway.server.ListenAddress;
import io.webgateway.server.ListenerLimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LoadGenerator} with the listeners that it is made for.
 */
class LoadGeneratorTests {

	private static final Duration SHORT = Duration.ofMillis(150);

	private static final Duration LONG = Duration.ofSeconds(20);

	private static final Request HELLO = Request.get("/hello?a=b", 13);

	private final LoopResources loops = LoopResources.create("test", 2, true);

	private final List<Runnable> servers = new ArrayList<>();

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.servers.forEach(Runnable::run);
		this.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "AJP")
	void whenServerAnswersRightlyThenEveryRequestCounts(Protocol protocol) throws IOException {
		Load load = Load.of(protocol, start(protocol, false), HELLO).connections(3).requests(200);
		LoadResult result = LoadGenerator.run(load, Duration.ZERO, LONG).orThrow();
		assertThat(result.requests()).isBetween(200L, 203L);
		assertThat(result.latencies().size()).isEqualTo(result.requests());
		assertThat(result.bodyBytes()).isEqualTo(result.requests() * 13);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "AJP")
	void whenEachRequestHasAConnectionThenEveryRequestCounts(Protocol protocol) throws IOException {
		Load load = Load.of(protocol, start(protocol, protocol != Protocol.HTTP), HELLO)
			.connections(3)
			.connectionPerRequest();
		assertThat(LoadGenerator.run(load, SHORT, SHORT).orThrow().requests()).isPositive();
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "AJP")
	void whenRequestHasALargeBodyThenTheServerGetsAllOfIt(Protocol protocol) throws IOException {
		Load load = Load.of(protocol, start(protocol, false), Request.post("/upload", 1_000_001, 7)).requests(3);
		assertThat(LoadGenerator.run(load, Duration.ZERO, LONG).orThrow().requests()).isEqualTo(3);
	}

	@Test
	void whenRequestsAreMultiplexedThenEachIsAnswered() throws IOException {
		Load load = Load.of(Protocol.FASTCGI, start(Protocol.FASTCGI, true), HELLO).multiplexed(8).requests(200);
		assertThat(LoadGenerator.run(load, Duration.ZERO, LONG).orThrow().requests()).isBetween(200L, 208L);
	}

	@Test
	void whenRateIsFixedThenAsManyRequestsAreStarted() throws IOException {
		Load load = Load.of(Protocol.FASTCGI, start(Protocol.FASTCGI, true), HELLO).connections(4).rate(200);
		LoadResult result = LoadGenerator.run(load, SHORT, Duration.ofSeconds(1)).orThrow();
		assertThat(result.requests()).isBetween(180L, 220L);
	}

	@Test
	void whenServerIsSlowerThanTheRateThenWaitingCountsAsLatency() throws IOException {
		Load load = Load.of(Protocol.HTTP, start(Protocol.HTTP, false), Request.get("/slow", 13)).rate(100);
		LoadResult result = LoadGenerator.run(load, Duration.ZERO, Duration.ofSeconds(1)).orThrow();
		assertThat(result.requests()).isLessThan(25);
		assertThat(result.latencies().max()).isGreaterThan(Duration.ofMillis(500).toNanos());
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "AJP")
	void whenResponseIsNotOfTheExpectedLengthThenRunIsWorthless(Protocol protocol) throws IOException {
		Load load = Load.of(protocol, start(protocol, false), Request.get("/hello", 12));
		LoadResult result = LoadGenerator.run(load, Duration.ZERO, SHORT);
		assertThat(result.requests()).isZero();
		assertThat(result.errors()).containsOnlyKeys("13 bytes instead of 12");
		assertThatIllegalStateException().isThrownBy(result::orThrow).withMessageContaining("13 bytes instead of 12");
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "AJP")
	void whenServerFailsThenRunIsWorthless(Protocol protocol) throws IOException {
		Load load = Load.of(protocol, start(protocol, false), Request.get("/failure", 13));
		assertThat(LoadGenerator.run(load, Duration.ZERO, SHORT).errors()).containsOnlyKeys("Status 500");
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "AJP")
	void whenResponseBreaksOffThenRunIsWorthless(Protocol protocol) throws IOException {
		Load load = Load.of(protocol, start(protocol, false), Request.get("/broken", 100));
		LoadResult result = LoadGenerator.run(load, Duration.ZERO, SHORT);
		assertThat(result.requests()).isZero();
		assertThat(result.errors()).isNotEmpty();
	}

	@Test
	void whenServerSpeaksAnotherProtocolThenRunIsWorthless() throws IOException {
		Load load = Load.of(Protocol.FASTCGI, start(Protocol.HTTP, false), HELLO);
		LoadResult result = LoadGenerator.run(load, Duration.ZERO, SHORT);
		assertThat(result.requests()).isZero();
		assertThatIllegalStateException().isThrownBy(result::orThrow);
	}

	@Test
	void whenNobodyListensThenRunIsWorthless() throws IOException {
		SocketAddress address = start(Protocol.SCGI, false);
		stop();
		this.servers.clear();
		assertThat(LoadGenerator.run(Load.of(Protocol.SCGI, address, HELLO), Duration.ZERO, SHORT).errors())
			.isNotEmpty();
	}

	@Test
	void whenConnectionsAreHeldThenServerHasThem() throws IOException {
		Load load = Load.of(Protocol.FASTCGI, start(Protocol.FASTCGI, true), HELLO).connections(20);
		try (HeldConnections held = HeldConnections.open(load)) {
			assertThat(held.size()).isEqualTo(20);
		}
	}

	private SocketAddress start(Protocol protocol, boolean unix) {
		HttpHandler handler = LoadGeneratorTests::answer;
		if (protocol == Protocol.HTTP) {
			DisposableServer server = HttpServer.create()
				.runOn(this.loops)
				.host("127.0.0.1")
				.port(0)
				.handle(new ReactorHttpHandlerAdapter(handler))
				.bindNow();
			this.servers.add(server::disposeNow);
			return new InetSocketAddress("127.0.0.1", server.port());
		}
		Path socket = this.directory.resolve("s");
		GatewayListener listener = new GatewayListener("test", GatewayProtocol.valueOf(protocol.name()),
				ListenAddress.parse(unix ? "unix:" + socket : "127.0.0.1:0"), ListenerLimits.DEFAULTS);
		listener.start(this.loops, new GatewayHttpHandlerAdapter(handler, ContextPathResolver.gatewayVariable()));
		this.servers.add(listener::stop);
		return unix ? UnixDomainSocketAddress.of(socket) : new InetSocketAddress("127.0.0.1", listener.getPort());
	}

	private static Mono<Void> answer(ServerHttpRequest request, ServerHttpResponse response) {
		return switch (request.getPath().value()) {
			case "/hello" -> write(response, "Hello, world!");
			case "/slow" -> Mono.delay(Duration.ofMillis(50)).then(Mono.defer(() -> write(response, "Hello, world!")));
			case "/upload" -> request.getBody().map((buffer) -> {
				int length = buffer.readableByteCount();
				DataBufferUtils.release(buffer);
				return length;
			}).reduce(0, Integer::sum).flatMap((length) -> write(response, String.valueOf(length)));
			case "/broken" -> {
				response.getHeaders().setContentLength(100);
				yield response.writeAndFlushWith(
						Flux.<Publisher<DataBuffer>>just(Mono.just(response.bufferFactory().wrap(new byte[50])))
							.concatWith(Mono.error(new IOException("broken"))));
			}
			default -> {
				response.setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);
				yield write(response, "Hello, world!");
			}
		};
	}

	private static Mono<Void> write(ServerHttpResponse response, String body) {
		response.getHeaders().setContentLength(body.length());
		return response.writeWith(Mono.just(response.bufferFactory().wrap(body.getBytes(StandardCharsets.US_ASCII))));
	}

}
