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

package io.webgateway.it;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.IncomingResponse;
import io.webgateway.it.client.Pace;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.RequestBody;
import io.webgateway.it.client.Response;
import io.webgateway.it.process.EstablishedConnections;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that share a connection do not disturb each other. HAProxy is the web server
 * that puts several at a time on one.
 */
class MultiplexingIT {

	private static final DoorDescription DOOR = DoorDescription.behind(WebServer.HAPROXY, Protocol.FASTCGI,
			"-multiplexed");

	private static final int CLIENTS = 60;

	private static final int LENGTH = 200_000;

	/** More than a window, and less than HAProxy and the sockets take in before it. */
	private static final int UNREAD_LENGTH = 256 * 1024;

	private static Doors doors;

	private static Door door;

	private static int port;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@BeforeAll
	static void open() throws Exception {
		WebServer.HAPROXY.require();
		doors = new Doors(EmbeddedApplication.withArguments("--gateway.listeners.fastcgi.stall-timeout=3s"));
		door = doors.open(DOOR);
		port = ((InetSocketAddress) doors.address(DOOR)).getPort();
	}

	@AfterAll
	static void close() throws Exception {
		if (doors != null) {
			doors.close();
		}
	}

	/** Requests that come at once and find no connection make one each. */
	@BeforeEach
	void makeHaproxyConnect() {
		exchange(Request.get("/greeting"));
	}

	@AfterEach
	void shutDown() {
		this.executor.shutdownNow();
	}

	@Test
	void whenManyShareOneConnectionThenEachGetsItsOwnAnswer() throws Exception {
		List<Future<Void>> answers = new ArrayList<>();
		for (int i = 0; i < CLIENTS; i++) {
			answers.add(this.executor.submit(client(i)));
		}
		long connections = 0;
		for (Future<Void> answer : answers) {
			connections = Math.max(connections, EstablishedConnections.count(port));
			answer.get();
		}
		assertThat(connections).isOne();
	}

	@Test
	void whenOneIsAbortedThenOthersGoOn() throws Exception {
		byte[] body = TestBytes.first(LENGTH);
		Future<Response> upload = this.executor.submit(() -> exchange(upload("/digest", Pace.body(body, LENGTH / 2))));
		try (Door.Session download = door.open(); Door.Session aborted = door.open()) {
			IncomingResponse response = download.send(Request.get("/generated/" + LENGTH));
			byte[] begin = response.body().readNBytes(LENGTH / 10);
			this.executor.submit(() -> aborted.send(upload("/held/aborted", beginning(body, 20_000))));
			awaitState("aborted", "HELD");
			assertThat(EstablishedConnections.count(port)).isOne();
			aborted.close();
			awaitState("aborted", "CANCELLED");
			assertThat(begin).isEqualTo(TestBytes.first(begin.length));
			assertThat(response.body().readAllBytes()).isEqualTo(TestBytes.slice(begin.length, LENGTH - begin.length));
		}
		assertDigest(upload.get(), body);
		assertThat(EstablishedConnections.count(port)).isOne();
	}

	@Test
	void whenBodyOfOneIsNotReadThenItIsRefusedAndOthersGoOn() throws Exception {
		byte[] body = TestBytes.first(LENGTH);
		Future<Response> companion = this.executor.submit(() -> exchange(Request.get("/held/companion")));
		awaitState("companion", "HELD");
		CountDownLatch begun = new CountDownLatch(10);
		CountDownLatch unreadBegun = new CountDownLatch(1);
		List<Future<Response>> others = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			others.add(this.executor.submit(() -> exchange(upload("/digest", RequestBody.of(LENGTH, (output) -> {
				output.write(body, 0, LENGTH / 2);
				begun.countDown();
				await(unreadBegun);
				output.write(body, LENGTH / 2, LENGTH / 2);
			})))));
		}
		await(begun);
		Future<Response> unread = this.executor
			.submit(() -> door.exchange(upload("/held/unread", RequestBody.of(UNREAD_LENGTH, (output) -> {
				writeZeros(output, UNREAD_LENGTH / 2);
				unreadBegun.countDown();
				writeZeros(output, UNREAD_LENGTH / 2);
			}))).response());
		for (Future<Response> other : others) {
			assertDigest(other.get(), body);
		}
		assertThat(unread.get().status()).isEqualTo(503);
		awaitState("unread", "CANCELLED");
		exchange(Request.post("/held/companion/release", new byte[0]));
		assertThat(companion.get().text()).isEqualTo("released");
		assertThat(EstablishedConnections.count(port)).isOne();
	}

	private static void writeZeros(OutputStream output, int length) throws IOException {
		byte[] zeros = new byte[64 * 1024];
		for (int i = 0; i < length; i += zeros.length) {
			output.write(zeros);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Each of them has a speed of its own, and some leave in the middle. */
	private Callable<Void> client(int number) {
		int length = LENGTH + number;
		byte[] bytes = TestBytes.slice(number * 1000L, length);
		long pace = 100_000L * (1 + number % 7);
		return switch (number % 5) {
			case 0 -> () -> {
				assertDigest(exchange(upload("/digest", Pace.body(bytes, pace))), bytes);
				return null;
			};
			case 1 -> () -> {
				Response response = exchange(upload("/echo", RequestBody.of(bytes)));
				assertThat(TestBytes.digest(response.body())).isEqualTo(TestBytes.digest(bytes));
				return null;
			};
			case 2 -> () -> {
				Response response = HaproxyRefusal.repeatWhenRefused(() -> download(length, 4 * pace));
				assertThat(response.isComplete()).isTrue();
				assertThat(TestBytes.digest(response.body())).isEqualTo(TestBytes.digest(TestBytes.first(length)));
				return null;
			};
			case 3 -> () -> {
				try (Door.Session session = door.open()) {
					session.send(Request.get("/generated/" + length)).body().readNBytes(number);
				}
				return null;
			};
			default -> () -> {
				for (int i = 0; i < 20; i++) {
					Response response = exchange(Request.get("/bytes/" + (number + i)));
					assertThat(response.body()).isEqualTo(TestBytes.first(number + i));
				}
				return null;
			};
		};
	}

	private static Response download(int length, long pace) {
		try (Door.Session session = door.open()) {
			IncomingResponse response = session.send(Request.get("/generated/" + length));
			return new IncomingResponse(response.status(), response.reason(), response.headers(),
					Pace.of(response.body(), pace))
				.readFully();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static RequestBody beginning(byte[] body, int length) {
		return RequestBody.of(body.length, (output) -> output.write(body, 0, length));
	}

	private static Request upload(String target, RequestBody body) {
		return Request.of("POST", target).header("Content-Type", "application/octet-stream").body(body);
	}

	private static Response exchange(Request request) {
		Response response = HaproxyRefusal.repeatWhenRefused(() -> door.exchange(request).response());
		Contract.assertOk(request, response);
		return response;
	}

	private static void assertDigest(Response response, byte[] body) {
		JsonNode digest = Contract.JSON.readTree(response.body());
		assertThat(digest.at("/length").asInt()).isEqualTo(body.length);
		assertThat(digest.at("/sha256").asString()).isEqualTo(TestBytes.digest(body));
	}

	private static void awaitState(String name, String state) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.until(() -> Contract.JSON.readTree(exchange(Request.get("/held/" + name + "/state")).body()).asString(),
					state::equals);
	}

}
