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

package io.webgateway.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import org.springframework.core.env.Environment;

import io.webgateway.server.GatewayListener;

/**
 * One request as a web server sends it over SCGI, and its response.
 */
final class ScgiExchange implements AutoCloseable {

	private static final int TIMEOUT = 20_000;

	private final Socket socket;

	private ScgiExchange(Socket socket) {
		this.socket = socket;
	}

	/**
	 * Send a request and wait for its response.
	 */
	static String get(GatewayListener listener, String path) throws IOException {
		try (ScgiExchange exchange = start(listener, "GET", path)) {
			return exchange.response();
		}
	}

	static String get(Environment environment, String listener, String path) throws IOException {
		int port = environment.getRequiredProperty("local.gateway." + listener + ".port", Integer.class);
		try (ScgiExchange exchange = start(port, "GET", path)) {
			return exchange.response();
		}
	}

	static ScgiExchange start(GatewayListener listener, String method, String path) throws IOException {
		return start(listener.getPort(), method, path);
	}

	private static ScgiExchange start(int port, String method, String path) throws IOException {
		String variables = "CONTENT_LENGTH\0" + "0\0SCGI\0" + "1\0REQUEST_METHOD\0" + method + "\0REQUEST_URI\0" + path
				+ "\0HTTP_HOST\0www.example.org\0";
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		socket.setSoTimeout(TIMEOUT);
		socket.getOutputStream()
			.write((variables.length() + ":" + variables + ",").getBytes(StandardCharsets.ISO_8859_1));
		return new ScgiExchange(socket);
	}

	/**
	 * Return the whole response, which begins with its status.
	 */
	String response() throws IOException {
		return new String(this.socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
