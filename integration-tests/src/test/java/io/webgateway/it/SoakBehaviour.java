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
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Random;

import tools.jackson.databind.JsonNode;

import io.webgateway.it.application.TestBytes;
import io.webgateway.it.client.Client;
import io.webgateway.it.client.IncomingResponse;
import io.webgateway.it.client.Pace;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.RequestBody;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients do to the application that is being soaked. Those that keep the rules get
 * the right answer, whatever the others do.
 */
enum SoakBehaviour {

	SMALL_REQUESTS {

		@Override
		void run(SoakTarget target, Random random) {
			for (int i = 0; i < 10; i++) {
				int length = random.nextInt(20_000);
				Response response = target.exchange(Request.get("/bytes/" + length), FAST);
				assertThat(Arrays.equals(response.body(), TestBytes.first(length))).isTrue();
			}
		}

	},

	DOWNLOAD {

		@Override
		void run(SoakTarget target, Random random) {
			download(target, random.nextInt(2_000_000), FAST);
		}

	},

	SLOW_READER {

		@Override
		void run(SoakTarget target, Random random) {
			download(target, 100_000 + random.nextInt(100_000), SLOW);
		}

	},

	UPLOAD {

		@Override
		void run(SoakTarget target, Random random) {
			upload(target, TestBytes.first(random.nextInt(2_000_000)), FAST);
		}

	},

	SLOW_WRITER {

		@Override
		void run(SoakTarget target, Random random) {
			upload(target, TestBytes.first(100_000 + random.nextInt(100_000)), SLOW);
		}

	},

	ECHO {

		@Override
		void run(SoakTarget target, Random random) {
			byte[] body = TestBytes.first(random.nextInt(64_000));
			Response response = target.exchange(binary("/echo", RequestBody.of(body)), FAST);
			assertThat(Arrays.equals(response.body(), body)).isTrue();
		}

	},

	ABORTED_DOWNLOAD {

		@Override
		void run(SoakTarget target, Random random) throws IOException {
			try (Client.Connection connection = target.client().connect()) {
				IncomingResponse response = connection.send(Request.get("/generated/2000000"));
				response.body().readNBytes(random.nextInt(1_000_000));
				end(target, connection, random);
			}
		}

	},

	ABORTED_UPLOAD {

		@Override
		void run(SoakTarget target, Random random) throws IOException {
			abortWaiting(target, random, binary("/digest", broken(1_000_000, random.nextInt(1_000_000))));
		}

	},

	UNREAD_UPLOAD {

		@Override
		void run(SoakTarget target, Random random) throws IOException {
			abortWaiting(target, random, binary(held(random), broken(1_000_000, random.nextInt(1_000_000))));
		}

	},

	ABORTED_WAIT {

		@Override
		void run(SoakTarget target, Random random) throws IOException {
			abortWaiting(target, random, Request.get(held(random)));
		}

	},

	CONNECTION_ONLY {

		@Override
		boolean isPossible(SoakTarget target) {
			return target.listener() != null;
		}

		@Override
		void run(SoakTarget target, Random random) throws IOException {
			try (Client.Connection connection = target.client().connect()) {
				if (random.nextBoolean()) {
					connection.reset();
				}
			}
		}

	},

	GARBAGE {

		@Override
		boolean isPossible(SoakTarget target) {
			return target.listener() != null;
		}

		@Override
		void run(SoakTarget target, Random random) throws IOException {
			byte[] bytes = new byte[random.nextInt(100_000)];
			random.nextBytes(bytes);
			if (random.nextBoolean() && bytes.length > 0) {
				// The version of FastCGI, the first digit of SCGI, the modifier of uwsgi,
				// and
				// half of AJP's magic number
				bytes[0] = new byte[] { 1, '1', 0, 0x12 }[random.nextInt(4)];
			}
			writeRaw(target, random, bytes);
		}

	},

	HEAD_WITHOUT_END {

		@Override
		boolean isPossible(SoakTarget target) {
			return target.listener() != null;
		}

		@Override
		void run(SoakTarget target, Random random) throws IOException {
			byte[][] beginnings = { { 1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 4, 0, 1, 1, 0 },
					{ '9', '9', ':', 'C', 'O' }, { 0, 0, 1, 0, 3 }, { 0x12, 0x34, 1, 0, 2, 2 } };
			writeRaw(target, random, beginnings[random.nextInt(beginnings.length)]);
		}

	};

	private static final long FAST = 100_000_000;

	private static final long SLOW = 50_000;

	/** The application forgets none of their names. */
	private static final int HELD_NAMES = 100;

	private static final int PATIENCE_MILLIS = 500;

	boolean isPossible(SoakTarget target) {
		return true;
	}

	/**
	 * Behave so once.
	 * @param target the way to the application
	 * @param random says how long and how much
	 * @throws IOException if the other side ends it, which is a failure only for those
	 * that keep the rules, and they throw something else
	 */
	abstract void run(SoakTarget target, Random random) throws IOException;

	private static void download(SoakTarget target, int length, long bytesPerSecond) {
		Response response = target.exchange(Request.get("/generated/" + length), bytesPerSecond);
		assertThat(Arrays.equals(response.body(), TestBytes.first(length))).isTrue();
	}

	private static void upload(SoakTarget target, byte[] body, long bytesPerSecond) {
		Response response = target.exchange(binary("/digest", Pace.body(body, bytesPerSecond)), FAST);
		JsonNode digest = Contract.JSON.readTree(response.body());
		assertThat(digest.at("/length").asInt()).isEqualTo(body.length);
		assertThat(digest.at("/sha256").asString()).isEqualTo(TestBytes.digest(body));
	}

	private static Request binary(String target, RequestBody body) {
		return Request.of("POST", target).header("Content-Type", "application/octet-stream").body(body);
	}

	private static RequestBody broken(int length, int sent) {
		return RequestBody.of(length, (output) -> output.write(new byte[sent]));
	}

	private static String held(Random random) {
		return "/held/soak-" + random.nextInt(HELD_NAMES) + "?seconds=2";
	}

	/** The answer comes later than the client has patience. */
	private static void abortWaiting(SoakTarget target, Random random, Request request) throws IOException {
		try (Client.Connection connection = target.client().connect()) {
			SoakTimer.schedule(random.nextInt(PATIENCE_MILLIS), () -> end(target, connection, random));
			connection.send(request).readFully();
		}
	}

	private static void end(SoakTarget target, Client.Connection connection, Random random) throws IOException {
		switch (random.nextInt(3)) {
			case 0 -> connection.reset();
			case 1 -> {
				if (target.listener() != null) {
					connection.endOutput();
				}
				else {
					connection.close();
				}
			}
			default -> connection.close();
		}
	}

	/** The listener has to close the connection, sooner or later. */
	private static void writeRaw(SoakTarget target, Random random, byte[] bytes) throws IOException {
		try (SocketChannel channel = SocketChannel.open(target.listener())) {
			for (ByteBuffer buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining();) {
				channel.write(buffer);
			}
			if (random.nextBoolean()) {
				channel.shutdownOutput();
			}
			ByteBuffer answer = ByteBuffer.allocate(64 * 1024);
			while (channel.read(answer) != -1) {
				answer.clear();
			}
		}
	}

}
