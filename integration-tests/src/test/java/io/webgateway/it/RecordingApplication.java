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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * In the place of an application, takes down what web servers send, and answers each
 * request when nothing more comes for a while.
 */
final class RecordingApplication implements Application {

	private static final int QUIET_MILLIS = 300;

	private static final int READ_SIZE = 65536;

	private static final byte[] HEAD = "Status: 200 OK\r\nContent-Length: 0\r\n\r\n"
		.getBytes(StandardCharsets.ISO_8859_1);

	private static final byte STDOUT = 6;

	private static final byte[] AJP_GET_BODY_CHUNK = { 'A', 'B', 0, 3, 6, 0x1F, (byte) 0xFA };

	private static final int AJP_END_OF_BODY_LENGTH = 6;

	private static final byte[] AJP_ANSWER = "AB\0\20\4\0\310\0\2OK\0\0\1\240\3\0\0010\0AB\0\2\5\0"
		.getBytes(StandardCharsets.ISO_8859_1);

	private static final byte END_REQUEST = 3;

	private final Map<Protocol, ServerSocket> sockets = new EnumMap<>(Protocol.class);

	private final BlockingQueue<byte[]> recordings = new LinkedBlockingQueue<>();

	RecordingApplication() throws IOException {
		for (Protocol protocol : Protocol.OF_ALL_LISTENERS) {
			ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
			this.sockets.put(protocol, socket);
			Thread thread = new Thread(() -> accept(protocol, socket), "recorder-" + protocol.id());
			thread.setDaemon(true);
			thread.start();
		}
	}

	@Override
	public SocketAddress address(Protocol protocol) {
		return this.sockets.get(protocol).getLocalSocketAddress();
	}

	/**
	 * Return all bytes of the last connection that a web server has made, and forget
	 * about it and those before.
	 * @return the bytes, {@code null} if there was none
	 */
	byte[] take() throws InterruptedException {
		byte[] last = this.recordings.poll(1, TimeUnit.SECONDS);
		while (!this.recordings.isEmpty()) {
			last = this.recordings.take();
		}
		return last;
	}

	private void accept(Protocol protocol, ServerSocket serverSocket) {
		while (!serverSocket.isClosed()) {
			try (Socket socket = serverSocket.accept()) {
				record(protocol, socket);
			}
			catch (IOException ex) {
				if (!serverSocket.isClosed()) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

	private void record(Protocol protocol, Socket socket) throws IOException {
		socket.setSoTimeout(QUIET_MILLIS);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		InputStream input = socket.getInputStream();
		byte[] buffer = new byte[READ_SIZE];
		try {
			for (int length = input.read(buffer); length != -1; length = input.read(buffer)) {
				bytes.write(buffer, 0, length);
			}
		}
		catch (SocketTimeoutException ex) {
			// This was the request
		}
		if (protocol == Protocol.AJP && bytes.toString(StandardCharsets.ISO_8859_1).contains("chunked\0")) {
			recordAskedBody(socket, bytes);
		}
		if (bytes.size() > 0) {
			this.recordings.add(bytes.toByteArray());
			socket.getOutputStream().write(answer(protocol, bytes.toByteArray()));
		}
	}

	/**
	 * A body of unknown length comes packet by packet when it is asked for, and ends with
	 * one without data.
	 */
	private static void recordAskedBody(Socket socket, ByteArrayOutputStream bytes) throws IOException {
		byte[] packet = new byte[READ_SIZE];
		int length = 0;
		while (length != AJP_END_OF_BODY_LENGTH) {
			socket.getOutputStream().write(AJP_GET_BODY_CHUNK);
			length = socket.getInputStream().read(packet);
			bytes.write(packet, 0, length);
		}
	}

	private static byte[] answer(Protocol protocol, byte[] request) {
		if (protocol == Protocol.AJP) {
			return AJP_ANSWER;
		}
		if (protocol == Protocol.UWSGI) {
			return "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
		}
		if (protocol == Protocol.SCGI) {
			return HEAD;
		}
		byte high = request[2];
		byte low = request[3];
		ByteArrayOutputStream records = new ByteArrayOutputStream();
		records.writeBytes(new byte[] { 1, STDOUT, high, low, 0, (byte) HEAD.length, 0, 0 });
		records.writeBytes(HEAD);
		records.writeBytes(new byte[] { 1, STDOUT, high, low, 0, 0, 0, 0 });
		records.writeBytes(new byte[] { 1, END_REQUEST, high, low, 0, 8, 0, 0 });
		records.writeBytes(new byte[8]);
		return records.toByteArray();
	}

	@Override
	public void close() {
		this.sockets.values().forEach((socket) -> {
			try {
				socket.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
	}

}
