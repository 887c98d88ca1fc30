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
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import tools.jackson.databind.JsonNode;

import io.webgateway.it.client.IncomingResponse;
import io.webgateway.it.client.Request;
import io.webgateway.it.client.RequestBody;

/**
 * A body on its way through a door, fast at its source and slow at its end.
 */
abstract class Flow implements AutoCloseable {

	/** Bytes in a second at the slow end. */
	static final int RATE = 64 * 1024;

	private final String path = "/flows/" + UUID.randomUUID();

	private final AtomicLong bytes = new AtomicLong();

	private final Door.Session session;

	private final Door observer;

	private Flow(Door door, Door observer) throws IOException {
		this.session = door.open();
		this.observer = observer;
	}

	/**
	 * Start to send as fast as possible to the application, which reads slowly.
	 * @param door the way to the application
	 * @param observer another way to the same application
	 * @param length the length of the body
	 * @param executor runs what waits for the response
	 * @return the upload
	 */
	static Flow upload(Door door, Door observer, long length, ExecutorService executor) throws IOException {
		Upload upload = new Upload(door, observer);
		executor.execute(() -> upload.run(length));
		return upload;
	}

	/**
	 * Start to read slowly what the application makes as fast as possible.
	 * @param door the way to the application
	 * @param observer another way to the same application
	 * @param scheduler reads now and then
	 * @return the download
	 */
	static Flow download(Door door, Door observer, ScheduledExecutorService scheduler) throws IOException {
		Download download = new Download(door, observer);
		download.run(scheduler);
		return download;
	}

	protected final String path() {
		return this.path;
	}

	protected final AtomicLong bytes() {
		return this.bytes;
	}

	protected final Door.Session session() {
		return this.session;
	}

	protected final long bytesOfApplication() {
		return progress().at("/bytes").asLong();
	}

	boolean isCancelled() {
		return progress().at("/cancelled").asBoolean();
	}

	private JsonNode progress() {
		Request request = Request.get(this.path);
		return Contract.JSON.readTree(this.observer.exchange(request).response().body());
	}

	/**
	 * Return how many bytes have left their source.
	 */
	abstract long sent();

	/**
	 * Return how many bytes have arrived.
	 */
	abstract long received();

	/**
	 * Return how many bytes have left their source and not arrived.
	 */
	final long inFlight() {
		long received = received();
		return sent() - received;
	}

	@Override
	public void close() throws IOException {
		this.session.close();
	}

	private static final class Upload extends Flow {

		private Upload(Door door, Door observer) throws IOException {
			super(door, observer);
		}

		private void run(long length) {
			RequestBody body = RequestBody.of(length, (output) -> {
				byte[] zeros = new byte[16 * 1024];
				for (long remaining = length; remaining > 0; remaining -= zeros.length) {
					// Over AJP a part may arrive before the rest is asked for
					bytes().addAndGet(zeros.length);
					output.write(zeros);
				}
			});
			Request request = Request.of("PUT", path() + "?rate=" + RATE)
				.header("Content-Type", "application/octet-stream")
				.body(body);
			try {
				session().send(request);
			}
			catch (IOException ex) {
				// The end of the test: nobody waits for the response
			}
		}

		@Override
		long sent() {
			return bytes().get();
		}

		@Override
		long received() {
			return bytesOfApplication();
		}

	}

	private static final class Download extends Flow {

		private static final int READS_PER_SECOND = 8;

		private Download(Door door, Door observer) throws IOException {
			super(door, observer);
		}

		private void run(ScheduledExecutorService scheduler) throws IOException {
			IncomingResponse response = session().send(Request.get(path() + "/endless"));
			scheduler.scheduleAtFixedRate(() -> read(response), 0, TimeUnit.SECONDS.toMillis(1) / READS_PER_SECOND,
					TimeUnit.MILLISECONDS);
		}

		private void read(IncomingResponse response) {
			try {
				bytes().addAndGet(response.body().readNBytes(RATE / READS_PER_SECOND).length);
			}
			catch (IOException ex) {
				// Nothing more arrives, and the test sees that
				throw new IllegalStateException(ex);
			}
		}

		@Override
		long sent() {
			return bytesOfApplication();
		}

		@Override
		long received() {
			return bytes().get();
		}

	}

}
