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

package io.webgateway.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The HTTP port that Spring Boot opens: reactor-netty with Spring's own adapter.
 */
final class HttpDoor implements Door {

	private static final int TIMEOUT = 10_000;

	private final DisposableServer server;

	private HttpDoor(DisposableServer server) {
		this.server = server;
	}

	static HttpDoor open(HttpHandler handler) {
		return new HttpDoor(
				HttpServer.create().host("127.0.0.1").port(0).handle(new ReactorHttpHandlerAdapter(handler)).bindNow());
	}

	@Override
	public Answer send(RawRequest request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.server.port())) {
			socket.setSoTimeout(TIMEOUT);
			write(request, socket.getOutputStream());
			InputStream input = socket.getInputStream();
			Answer head = new AnswerReader(input).readHead();
			return new Answer(head.status(), head.headers(), readContent(request, head, input));
		}
	}

	private static void write(RawRequest request, OutputStream output) throws IOException {
		StringBuilder head = new StringBuilder();
		head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
		request.headersWithHost().forEach((header) -> head.append(header).append("\r\n"));
		byte[] content = request.content();
		if (content != null) {
			head.append("Content-Length: ").append(content.length).append("\r\n");
		}
		output.write(AnswerReader.bytes(head + "\r\n"));
		if (content != null) {
			output.write(content);
		}
	}

	private static byte[] readContent(RawRequest request, Answer head, InputStream input) throws IOException {
		int status = head.status();
		if (request.method().equals("HEAD") || status < 200 || status == 204 || status == 304) {
			return new byte[0];
		}
		String length = head.header("Content-Length");
		if (length != null) {
			return readFully(input, Integer.parseInt(length));
		}
		return (head.header("Transfer-Encoding") != null) ? readChunks(input) : input.readAllBytes();
	}

	private static byte[] readChunks(InputStream input) throws IOException {
		AnswerReader lines = new AnswerReader(input);
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		for (int size = readSize(lines); size != 0; size = readSize(lines)) {
			content.write(readFully(input, size));
			lines.readLine();
		}
		return content.toByteArray();
	}

	private static byte[] readFully(InputStream input, int length) throws IOException {
		byte[] bytes = input.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException("End after " + bytes.length + " of " + length + " bytes");
		}
		return bytes;
	}

	private static int readSize(AnswerReader lines) throws IOException {
		return Integer.parseInt(lines.readLine(), 16);
	}

	@Override
	public void close() {
		this.server.disposeNow();
	}

}
