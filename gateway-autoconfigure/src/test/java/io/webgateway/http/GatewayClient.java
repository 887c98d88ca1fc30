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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

import io.webgateway.server.GatewayProtocol;

/**
 * A web server's side of one connection that carries one request.
 */
abstract class GatewayClient implements AutoCloseable {

	private static final int TIMEOUT = 10_000;

	private final Socket socket;

	GatewayClient(Socket socket) throws IOException {
		this.socket = socket;
		this.socket.setSoTimeout(TIMEOUT);
		this.socket.setTcpNoDelay(true);
	}

	static GatewayClient connect(GatewayProtocol protocol, int port) throws IOException {
		Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
		return switch (protocol) {
			case FASTCGI -> new FastCgiClient(socket);
			case SCGI -> new ScgiClient(socket);
			case UWSGI -> new UwsgiClient(socket);
			case AJP ->
				throw new IllegalArgumentException("Variables have other forms there, see AjpForwardRequestTests");
			case AUTO -> throw new IllegalArgumentException("No web server speaks " + protocol);
		};
	}

	/**
	 * Send the meta-variables, among them the length of the content that follows.
	 */
	abstract void sendHead(List<Field> variables) throws IOException;

	/**
	 * Send a part of the content.
	 */
	abstract void sendContent(byte[] content) throws IOException;

	/**
	 * Tell that there is no more content, where the protocol has a way to tell.
	 */
	abstract void endContent() throws IOException;

	/**
	 * Return the bytes of the response. Reading fails if it was broken off.
	 */
	abstract InputStream response() throws IOException;

	/**
	 * Read the head of the response and leave the content in the stream.
	 */
	Answer readHead() throws IOException {
		return new AnswerReader(response()).readHead();
	}

	/**
	 * Read the whole response.
	 */
	Answer readAnswer() throws IOException {
		Answer head = readHead();
		return new Answer(head.status(), head.headers(), response().readAllBytes());
	}

	protected final InputStream input() throws IOException {
		return this.socket.getInputStream();
	}

	protected final OutputStream output() throws IOException {
		return this.socket.getOutputStream();
	}

	/**
	 * Say that nothing more will be sent.
	 */
	void shutdownOutput() throws IOException {
		this.socket.shutdownOutput();
	}

	/**
	 * Close the connection with a reset.
	 */
	void reset() throws IOException {
		this.socket.setSoLinger(true, 0);
		this.socket.close();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
