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

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.webgateway.fuzz.AjpFuzzer;
import io.webgateway.fuzz.FastCgiFuzzer;
import io.webgateway.fuzz.ScgiFuzzer;
import io.webgateway.fuzz.UwsgiFuzzer;
import io.webgateway.testsupport.RandomSeed;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a request arrives as it was sent, in whatever pieces and beside whatever
 * others.
 */
class RandomRequestsTests {

	private static final int REQUESTS = 20;

	private static final int IDS = 40;

	private static final int MAX_DECODED = 2000;

	private static final int MAX_PIECE_LENGTH = 20_000;

	private static final int CONNECTIONS = 16;

	/**
	 * The fuzzers compare with what the bytes mean, for several ways of cutting them.
	 */
	@ParameterizedTest
	@EnumSource(names = "AUTO", mode = EnumSource.Mode.EXCLUDE)
	void whenRequestIsCutAnywhereThenDecoderPassesOnTheSame(GatewayProtocol protocol) {
		RandomSeed.run((random) -> {
			for (int i = 0; i < REQUESTS / 2; i++) {
				byte[] bytes = RandomRequest.create(random, 1, MAX_DECODED).bytes(protocol);
				switch (protocol) {
					case FASTCGI -> FastCgiFuzzer.fuzzerTestOneInput(bytes);
					case SCGI -> ScgiFuzzer.fuzzerTestOneInput(bytes);
					case UWSGI -> UwsgiFuzzer.fuzzerTestOneInput(bytes);
					case AJP -> AjpFuzzer.fuzzerTestOneInput(bytes);
					case AUTO -> throw new IllegalArgumentException("No peer speaks " + protocol);
				}
			}
		});
	}

	@DoorTest
	void whenRequestIsCutAnywhereThenItArrivesAsItWas(Door door) {
		RandomSeed.run((random) -> {
			try (TestListener listener = door.open(RandomRequest::answer)) {
				for (int i = 0; i < REQUESTS; i++) {
					exchange(listener, RandomRequest.create(random, 1), random);
				}
			}
		});
	}

	@DoorTest
	void whenConnectionsAreUsedAtOnceThenTheirRequestsDoNotMix(Door door) {
		RandomSeed.run((random) -> {
			ExecutorService executor = Executors.newFixedThreadPool(CONNECTIONS);
			try (TestListener listener = door.open(RandomRequest::answer)) {
				List<Callable<Void>> tasks = new ArrayList<>();
				for (int i = 0; i < 2 * CONNECTIONS; i++) {
					Random own = new Random(random.nextLong());
					tasks.add(() -> exchange(listener, RandomRequest.create(own, 1), own));
				}
				for (Future<Void> task : executor.invokeAll(tasks)) {
					task.get();
				}
			}
			finally {
				executor.shutdownNow();
			}
		});
	}

	private static Void exchange(TestListener listener, RandomRequest request, Random random) throws Exception {
		ExecutorService sender = Executors.newSingleThreadExecutor();
		try (Peer peer = listener.connect()) {
			byte[][] pieces = request.pieces(listener.protocol(), random);
			Future<Peer> sent = sender.submit(() -> peer.send(pieces));
			request.assertAnswered(peer.readResponse());
			sent.get();
			return null;
		}
		finally {
			sender.shutdownNow();
		}
	}

	@DoorTest(GatewayProtocol.FASTCGI)
	void whenRequestsShareConnectionThenTheyDoNotMix(Door door) {
		RandomSeed.run((random) -> {
			Map<Integer, RandomRequest> requests = new HashMap<>();
			while (requests.size() < IDS) {
				int id = 1 + random.nextInt(65535);
				requests.put(id, RandomRequest.create(random, id));
			}
			byte[][] pieces = RandomRequest.cut(interleave(requests.values().stream().toList(), random), random,
					MAX_PIECE_LENGTH);
			ExecutorService sender = Executors.newSingleThreadExecutor();
			try (TestListener listener = door.open(RandomRequest::answer); Peer peer = listener.connect()) {
				Future<Peer> sent = sender.submit(() -> peer.send(pieces));
				Map<Integer, Response> responses = readResponses(peer, requests.size());
				sent.get();
				assertThat(responses.keySet()).isEqualTo(requests.keySet());
				responses.forEach((id, response) -> requests.get(id).assertAnswered(response));
			}
			finally {
				sender.shutdownNow();
			}
		});
	}

	private static byte[] interleave(List<RandomRequest> requests, Random random) {
		List<Deque<byte[]>> waiting = new ArrayList<>();
		requests.forEach((request) -> waiting.add(new ArrayDeque<>(request.records(random))));
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		while (!waiting.isEmpty()) {
			int index = random.nextInt(waiting.size());
			Deque<byte[]> records = waiting.get(index);
			bytes.writeBytes(records.remove());
			if (records.isEmpty()) {
				waiting.remove(index);
			}
		}
		return bytes.toByteArray();
	}

	private static Map<Integer, Response> readResponses(Peer peer, int count) throws Exception {
		Map<Integer, ByteArrayOutputStream> outputs = new HashMap<>();
		Map<Integer, Response> responses = new HashMap<>();
		while (responses.size() < count) {
			assertThat(peer.readMore()).as("the connection lasts").isTrue();
			int end = 0;
			for (FastCgi.Record record : FastCgi.records(peer.received())) {
				end = record.end();
				assertThat(responses).as("responses that have ended").doesNotContainKey(record.id());
				ByteArrayOutputStream output = outputs.computeIfAbsent(record.id(),
						(id) -> new ByteArrayOutputStream());
				if (record.type() == FastCgi.END_REQUEST) {
					responses.put(record.id(),
							Response.parse(GatewayProtocol.FASTCGI, output.toByteArray(), record.appStatus() == 0));
				}
				else {
					assertThat(record.type()).isEqualTo(FastCgi.STDOUT);
					output.writeBytes(record.content());
				}
			}
			peer.take(end);
		}
		return responses;
	}

}
