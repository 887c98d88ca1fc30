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

package io.webgateway.autoconfigure.doctor;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.webgateway.autoconfigure.doctor.ProbeBody.Framing;

/**
 * Sends probes, each on a connection of its own and byte for byte as it is told: no other
 * client would send some of them as they are.
 */
class ProbeClient {

	static final Duration PAUSE = Duration.ofSeconds(1);

	private static final Duration EARLY_ANSWER = Duration.ofMillis(50);

	private static final Duration TIMEOUT = Duration.ofSeconds(15);

	private static final long LARGE = 1024 * 1024;

	private final DoctorOptions options;

	private final DoctorKey key;

	ProbeClient(DoctorOptions options, DoctorKey key) {
		this.options = options;
		this.key = key;
	}

	/**
	 * Send a probe and read its answer.
	 * @param request the probe
	 * @return the answer, whoever it is from
	 * @throws IOException if there is none
	 */
	ProbeResponse send(ProbeRequest request) throws IOException {
		try (Socket socket = this.options.connect()) {
			socket.setSoTimeout((int) TIMEOUT.toMillis());
			socket.setTcpNoDelay(true);
			InetSocketAddress localAddress = (InetSocketAddress) socket.getLocalSocketAddress();
			String nonce = DoctorKey.random();
			OutputStream output = new BufferedOutputStream(socket.getOutputStream(), ProbeBody.BLOCK);
			ResponseReader reader = new ResponseReader(socket.getInputStream());
			output.write(head(request, nonce).getBytes(StandardCharsets.ISO_8859_1));
			output.flush();
			if (request.body() != null) {
				writeBody(request.body(), output, socket, reader);
			}
			socket.setSoTimeout((int) TIMEOUT.plus(request.answer().delay()).toMillis());
			reader.readHead();
			boolean complete = reader.readBody(request.method().equals("HEAD"));
			return new ProbeResponse(reader.status(), reader.headers(), reader.pieces(), complete, nonce, localAddress,
					this.key);
		}
	}

	private String head(ProbeRequest request, String nonce) {
		String target = this.options.path() + request.path();
		ProbeTicket ticket = new ProbeTicket(Instant.now(), nonce, request.method(), target, request.answer());
		StringBuilder head = new StringBuilder();
		line(head, request.method() + " " + target + " HTTP/1.1");
		line(head, "Host: " + this.options.authority());
		line(head, "User-Agent: gateway-doctor");
		line(head, "Connection: close");
		line(head, ProbeTicket.HEADER + ": " + ticket.sign(this.key));
		String authorization = this.options.authorization();
		if (authorization != null && !request.hasHeader("Authorization")) {
			line(head, "Authorization: " + authorization);
		}
		request.headers().forEach((header) -> line(head, header));
		ProbeBody body = request.body();
		if (body != null) {
			line(head, "Content-Type: application/octet-stream");
			line(head, (body.framing() == Framing.CHUNKED) ? "Transfer-Encoding: chunked"
					: "Content-Length: " + body.size().toBytes());
		}
		return head.append("\r\n").toString();
	}

	private static void line(StringBuilder head, String line) {
		head.append(line).append("\r\n");
	}

	private void writeBody(ProbeBody body, OutputStream output, Socket socket, ResponseReader reader)
			throws IOException {
		long size = body.size().toBytes();
		// Who refuses a body that is too long says so at once, and reads no further
		if (size >= LARGE && isAnswered(socket, reader, EARLY_ANSWER)) {
			return;
		}
		try {
			for (long position = 0; position < size; position += ProbeBody.BLOCK) {
				if (body.framing() == Framing.LENGTH_AND_PAUSE && position == size / 2) {
					output.flush();
					if (isAnswered(socket, reader, PAUSE)) {
						return;
					}
				}
				write(body.block(position), body.framing(), output);
			}
			if (body.framing() == Framing.CHUNKED) {
				output.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
			}
			output.flush();
		}
		catch (IOException ex) {
			readDespite(ex, socket, reader);
		}
	}

	private static void write(byte[] block, Framing framing, OutputStream output) throws IOException {
		if (framing == Framing.CHUNKED) {
			output.write((Integer.toHexString(block.length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
		}
		output.write(block);
		if (framing == Framing.CHUNKED) {
			output.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
		}
	}

	private static boolean isAnswered(Socket socket, ResponseReader reader, Duration timeout) throws IOException {
		int before = socket.getSoTimeout();
		socket.setSoTimeout((int) timeout.toMillis());
		try {
			return reader.await();
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		finally {
			socket.setSoTimeout(before);
		}
	}

	/**
	 * Who closes a connection that is being written to may have answered before.
	 */
	private static void readDespite(IOException writeFailure, Socket socket, ResponseReader reader) throws IOException {
		@Nullable IOException failure = null;
		try {
			if (reader.await()) {
				return;
			}
		}
		catch (IOException ex) {
			failure = ex;
		}
		if (failure != null) {
			writeFailure.addSuppressed(failure);
		}
		throw writeFailure;
	}

}
