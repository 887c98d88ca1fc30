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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.webgateway.it.client.IncomingResponse;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.RequestBody;
import io.webgateway.it.client.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An answer that comes before the body of its request has been read arrives, while the
 * rest of the body is thrown away.
 */
@ResourceLock(SharedDoors.LOCK)
@ExtendWith(SharedDoors.class)
class EarlyAnswerIT {

	private static final int MEGABYTE = 1_000_000;

	private static final int CHUNK = 50_000;

	private static final int PIECE = 1000;

	private static final List<Upload> UPLOADS = uploads();

	private static final ResultTable results = new ResultTable("early-answers.txt", "Early answers through");

	private static List<Upload> uploads() {
		List<Upload> uploads = new ArrayList<>();
		for (int length : new int[] { 3 * MEGABYTE, 30 * MEGABYTE }) {
			for (int status : new int[] { 413, 401, 200 }) {
				for (boolean chunked : new boolean[] { false, true }) {
					for (boolean expectContinue : new boolean[] { false, true }) {
						// What the status is matters less, the more there is to throw
						// away
						if (length < 10 * MEGABYTE || status == 413) {
							uploads.add(new Upload(length, status, chunked, expectContinue));
						}
					}
				}
			}
		}
		return uploads;
	}

	static List<Passage> passages() {
		return Passage.all().stream().filter((passage) -> !passage.responseBuffered()).toList();
	}

	static Stream<Passage> streamingPassages() {
		return passages().stream()
			.filter((passage) -> passage.isRequestStreamed() && passage.variant().matches("|-streaming"));
	}

	@AfterAll
	static void writeResults() throws IOException {
		results.write();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("passages")
	@Timeout(60)
	void whenBodyIsNotReadThenAnswerArrives(Passage passage) {
		passage.webServer().require();
		Door door = SharedDoors.open(passage);
		for (Upload upload : UPLOADS) {
			Response response = door.exchange(upload.request()).response();
			boolean refused = upload.chunked() && isRefusingChunks(passage);
			int refusal = passage.isBehind(WebServer.HAPROXY) ? 400 : 411;
			boolean passed = response.isComplete() && (refused ? response.status() == refusal
					: response.status() == upload.status() && response.text().equals("status " + upload.status()));
			results.add(passage.toString(), passed ? (refused ? String.valueOf(refusal) : "arrived") : "failed");
			assertThat(passed).as("%s: %s -> %s, %s", passage, upload, response, door.log()).isTrue();
		}
	}

	/**
	 * Neither collects a body of unknown length for a protocol that needs the length, nor
	 * does lighttpd when it streams, nor HAProxy beyond one of its buffers.
	 */
	private static boolean isRefusingChunks(Passage passage) {
		return switch (passage.webServer()) {
			case APACHE -> isPushedByApache(passage);
			case LIGHTTPD -> passage.isRequestStreamed();
			case HAPROXY -> true;
			case NGINX -> false;
		};
	}

	/**
	 * The client goes on to send, bit by bit, until it has the answer. Over SCGI and
	 * uwsgi Apache looks for it only when it has passed on the whole body.
	 */
	@ParameterizedTest(name = "{0}")
	@MethodSource("streamingPassages")
	@Timeout(30)
	void whenUploadIsSlowThenAnswerDoesNotWaitForItsEnd(Passage passage) throws Exception {
		passage.webServer().require();
		boolean waiting = passage.isBehind(WebServer.APACHE) && isPushedByApache(passage);
		CountDownLatch answered = new CountDownLatch(1);
		AtomicInteger sent = new AtomicInteger();
		int pieces = waiting ? 20 : 400;
		RequestBody body = RequestBody.of(pieces * PIECE, (output) -> {
			for (int i = 0; i < pieces; i++) {
				output.write(new byte[PIECE]);
				output.flush();
				sent.incrementAndGet();
				await(answered);
			}
		});
		try (Door.Session session = SharedDoors.open(passage).open()) {
			IncomingResponse response = session.send(Request.of("POST", "/status/413").body(body));
			assertThat(response.status()).isEqualTo(413);
			if (waiting) {
				// The last is counted after it was sent, and the answer may be faster
				assertThat(sent).hasValueGreaterThanOrEqualTo(pieces - 1);
			}
			else {
				assertThat(sent).hasValueLessThan(pieces);
			}
			answered.countDown();
			assertThat(session.receive(response).text()).isEqualTo("status 413");
		}
	}

	private static boolean isPushedByApache(Passage passage) {
		return passage.protocol() == Protocol.SCGI || passage.protocol() == Protocol.UWSGI;
	}

	private static void await(CountDownLatch answered) {
		try {
			answered.await(20, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * An upload that is answered without being read.
	 *
	 * @param length its length in bytes
	 * @param status the status to ask the application for
	 * @param chunked whether the length is not told
	 * @param expectContinue whether the client waits before it sends the body
	 */
	private record Upload(int length, int status, boolean chunked, boolean expectContinue) {

		Request request() {
			RequestBody body = this.chunked ? RequestBody.chunked(this::write)
					: RequestBody.of(this.length, this::write);
			Request request = Request.of("POST", "/status/" + this.status)
				.header("Content-Type", "application/octet-stream")
				.body(body);
			return this.expectContinue ? request.header("Expect", "100-continue") : request;
		}

		private void write(OutputStream output) throws IOException {
			byte[] part = new byte[CHUNK];
			for (int written = 0; written < this.length; written += CHUNK) {
				output.write(part);
			}
		}

	}

}
