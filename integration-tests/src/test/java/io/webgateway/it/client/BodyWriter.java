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

package io.webgateway.it.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Writes the bodies of requests while their responses are read: neither side may wait for
 * the other to read first.
 */
final class BodyWriter {

	private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "body-writer");
		thread.setDaemon(true);
		return thread;
	});

	private BodyWriter() {
	}

	/**
	 * Write in the background. That the peer does not read everything is its right: it
	 * shows in the response.
	 * @param writer writes to the output
	 * @param output where to write to
	 */
	static void start(RequestBody.Writer writer, OutputStream output) {
		EXECUTOR.execute(() -> {
			try {
				writer.writeTo(output);
				output.flush();
			}
			catch (IOException ex) {
				// The peer answered early or hung up
			}
		});
	}

	static OutputStream buffered(OutputStream output, int size) {
		return new BufferedOutputStream(output, size);
	}

}
