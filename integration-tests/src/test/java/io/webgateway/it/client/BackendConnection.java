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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;

/**
 * A connection on which the client plays the web server.
 */
abstract class BackendConnection implements Client.Connection {

	protected static final int BUFFER_SIZE = 64 * 1024;

	private final SocketStreams socket;

	BackendConnection(SocketStreams socket) {
		this.socket = socket;
	}

	SocketStreams socket() {
		return this.socket;
	}

	/**
	 * Return the request with a body of known length, as web servers make one by
	 * collecting it where the protocol needs the length.
	 * @param request the request
	 * @return the request to send
	 * @throws IOException if its body cannot be written
	 */
	static Request collectBody(Request request) throws IOException {
		if (request.body().length() != RequestBody.UNKNOWN) {
			return request;
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		request.body().writeTo(bytes);
		return request.body(RequestBody.of(bytes.toByteArray()));
	}

	/**
	 * Return the response of which the head has been read, with its body cut to measure
	 * as a web server cuts it.
	 * @param method the method of the request
	 * @param status the status
	 * @param headers the headers
	 * @param rest what follows the head
	 * @return the response
	 * @throws IOException if the head is not one for a web server
	 */
	static IncomingResponse response(String method, StatusLine status, List<Header> headers, InputStream rest)
			throws IOException {
		for (String unwelcome : List.of("Transfer-Encoding", "Connection", "Keep-Alive", "Status")) {
			if (!Response.values(headers, unwelcome).isEmpty()) {
				throw new IOException("header '" + unwelcome + "' has no place in a response to a web server");
			}
		}
		InputStream body = rest;
		List<String> lengths = Response.values(headers, "Content-Length");
		if (lengths.size() > 1) {
			throw new IOException("repeated Content-Length: " + lengths);
		}
		if (method.equals("HEAD") || status.status() == 204 || status.status() == 304) {
			body = new ExactInputStream(rest, 0);
		}
		else if (!lengths.isEmpty()) {
			body = new ExactInputStream(rest, Long.parseLong(lengths.get(0)));
		}
		return new IncomingResponse(status.status(), status.reason(), headers, body);
	}

	@Override
	public boolean isReusable() {
		return false;
	}

	@Override
	public SocketChannel channel() {
		return this.socket.channel();
	}

	@Override
	public InetSocketAddress remoteAddress() {
		return CgiVariables.REMOTE_ADDRESS;
	}

	@Override
	public InetSocketAddress localAddress() {
		return CgiVariables.LOCAL_ADDRESS;
	}

	@Override
	public void endOutput() throws IOException {
		this.socket.channel().shutdownOutput();
	}

	@Override
	public void reset() throws IOException {
		this.socket.reset();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * A body that has to have a certain length: neither less nor more.
	 */
	private static final class ExactInputStream extends BodyInputStream {

		private final InputStream input;

		private long remaining;

		private ExactInputStream(InputStream input, long length) {
			this.input = input;
			this.remaining = length;
		}

		@Override
		protected int readSome(byte[] bytes, int offset, int length) throws IOException {
			int count = this.input.read(bytes, offset, length);
			if (count == -1) {
				if (this.remaining > 0) {
					throw new IOException("closed " + this.remaining + " bytes before the end");
				}
				return -1;
			}
			this.remaining -= count;
			if (this.remaining < 0) {
				throw new IOException("body is " + -this.remaining + " bytes longer than it should be");
			}
			return count;
		}

	}

}
