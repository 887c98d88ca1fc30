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

package io.webgateway.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An application that does what a test tells it, one connection after the other.
 */
final class ScriptedBackend implements AutoCloseable {

	private final ServerSocket server;

	private final List<Socket> connections = new CopyOnWriteArrayList<>();

	private final Thread thread;

	ScriptedBackend(Behaviour behaviour) throws IOException {
		this.server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
		this.thread = new Thread(() -> accept(behaviour));
		this.thread.setDaemon(true);
		this.thread.start();
	}

	private void accept(Behaviour behaviour) {
		try {
			for (int number = 0;; number++) {
				Socket socket = this.server.accept();
				this.connections.add(socket);
				behaviour.answer(socket, number);
			}
		}
		catch (IOException ex) {
			// The end of the test
		}
	}

	SocketAddress address() {
		return this.server.getLocalSocketAddress();
	}

	int connections() {
		return this.connections.size();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket connection : this.connections) {
			connection.close();
		}
	}

	/**
	 * Read the records of a FastCGI request up to the end of its body.
	 */
	static void readFastCgi(Socket socket) throws IOException {
		InputStream input = socket.getInputStream();
		while (true) {
			byte[] header = input.readNBytes(8);
			if (header.length < 8) {
				throw new IOException("closed");
			}
			int length = (header[4] & 0xFF) << 8 | header[5] & 0xFF;
			input.readNBytes(length + header[6]);
			if (header[1] == 5 && length == 0) {
				return;
			}
		}
	}

	/**
	 * Read whatever the first read brings.
	 */
	static void readSome(Socket socket) throws IOException {
		socket.getInputStream().read(new byte[8192]);
	}

	static byte[] record(int type, String content) {
		return record(type, content.getBytes(StandardCharsets.ISO_8859_1));
	}

	static byte[] record(int type, byte[] content) {
		ByteArrayOutputStream record = new ByteArrayOutputStream();
		record
			.writeBytes(new byte[] { 1, (byte) type, 0, 1, (byte) (content.length >> 8), (byte) content.length, 0, 0 });
		record.writeBytes(content);
		return record.toByteArray();
	}

	static byte[] end() {
		return record(3, new byte[8]);
	}

	static byte[] fastCgi(String stdout) {
		return concat(record(6, stdout), record(6, ""), end());
	}

	static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	static void write(Socket socket, byte[] bytes) {
		try {
			socket.getOutputStream().write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What the application does.
	 */
	@FunctionalInterface
	interface Behaviour {

		void answer(Socket socket, int number) throws IOException;

	}

}
