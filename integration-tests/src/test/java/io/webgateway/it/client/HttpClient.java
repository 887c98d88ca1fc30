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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * HTTP/1.1 without any manners: sends what it is told to and notices what a polite client
 * hides, above all a response that is cut off.
 */
public final class HttpClient implements Client {

	private static final int CONTINUE = 100;

	private static final int CONTINUE_LIMIT = 200;

	private final InetSocketAddress server;

	public HttpClient(InetSocketAddress server) {
		this.server = server;
	}

	@Override
	public Connection connect() throws IOException {
		return new HttpConnection(SocketStreams.connect(this.server));
	}

	private static final class HttpConnection implements Connection {

		private final SocketStreams socket;

		private final InetSocketAddress remoteAddress;

		private final InetSocketAddress localAddress;

		private boolean reusable = true;

		private HttpConnection(SocketStreams socket) throws IOException {
			this.socket = socket;
			this.remoteAddress = (InetSocketAddress) socket.channel().getLocalAddress();
			this.localAddress = (InetSocketAddress) socket.channel().getRemoteAddress();
		}

		@Override
		public IncomingResponse send(Request request) throws IOException {
			this.socket.output().write(head(request));
			boolean expectContinue = request.headers()
				.stream()
				.anyMatch((header) -> header.value().equals("100-continue"));
			if (!request.body().isAbsent() && !expectContinue) {
				startBody(request);
			}
			HeadReader reader = new HeadReader(this.socket.input());
			StatusLine statusLine;
			List<Header> headers;
			do {
				statusLine = StatusLine.parse(reader.readLine());
				headers = reader.readHeaders();
				if (statusLine.status() == CONTINUE && expectContinue) {
					startBody(request);
				}
			}
			while (statusLine.status() < CONTINUE_LIMIT);
			if (Response.values(headers, "Connection").contains("close")) {
				this.reusable = false;
			}
			InputStream body = body(request.method(), statusLine.status(), headers);
			return new IncomingResponse(statusLine.status(), statusLine.reason(), headers, body);
		}

		private void startBody(Request request) {
			BodyWriter.start((output) -> writeBody(request.body(), output), this.socket.output());
		}

		private byte[] head(Request request) {
			StringBuilder head = new StringBuilder();
			head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
			head.append("Host: ").append(request.host()).append("\r\n");
			request.headers().forEach((header) -> head.append(header).append("\r\n"));
			long length = request.body().length();
			if (length == RequestBody.UNKNOWN) {
				head.append("Transfer-Encoding: chunked\r\n");
			}
			else if (length != RequestBody.ABSENT) {
				head.append("Content-Length: ").append(length).append("\r\n");
			}
			return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
		}

		private void writeBody(RequestBody body, OutputStream output) throws IOException {
			if (body.length() == RequestBody.UNKNOWN) {
				ChunkedOutputStream chunked = new ChunkedOutputStream(output);
				body.writeTo(chunked);
				chunked.finish();
			}
			else {
				body.writeTo(output);
			}
		}

		private InputStream body(String method, int status, List<Header> headers) throws IOException {
			List<String> lengths = Response.values(headers, "Content-Length");
			if (lengths.size() > 1) {
				throw new IOException("repeated Content-Length: " + lengths);
			}
			if (method.equals("HEAD") || status == 204 || status == 304) {
				return InputStream.nullInputStream();
			}
			if (Response.values(headers, "Transfer-Encoding").contains("chunked")) {
				return new ChunkedInputStream(this.socket.input());
			}
			if (!lengths.isEmpty()) {
				return new FixedLengthInputStream(this.socket.input(), Long.parseLong(lengths.get(0)));
			}
			this.reusable = false;
			return this.socket.input();
		}

		@Override
		public boolean isReusable() {
			return this.reusable;
		}

		@Override
		public SocketChannel channel() {
			return this.socket.channel();
		}

		@Override
		public InetSocketAddress remoteAddress() {
			return this.remoteAddress;
		}

		@Override
		public InetSocketAddress localAddress() {
			return this.localAddress;
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

	}

	private static final class ChunkedOutputStream extends OutputStream {

		private final OutputStream output;

		private ChunkedOutputStream(OutputStream output) {
			this.output = new BufferedOutputStream(output);
		}

		@Override
		public void write(int value) throws IOException {
			write(new byte[] { (byte) value }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			if (length > 0) {
				this.output.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
				this.output.write(bytes, offset, length);
				this.output.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
				this.output.flush();
			}
		}

		private void finish() throws IOException {
			this.output.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
			this.output.flush();
		}

	}

	private static final class ChunkedInputStream extends BodyInputStream {

		private final InputStream input;

		private long remaining;

		private boolean first = true;

		private boolean end;

		private ChunkedInputStream(InputStream input) {
			this.input = input;
		}

		@Override
		protected int readSome(byte[] bytes, int offset, int length) throws IOException {
			if (this.remaining == 0 && !this.end) {
				nextChunk();
			}
			if (this.end) {
				return -1;
			}
			int count = this.input.read(bytes, offset, (int) Math.min(length, this.remaining));
			if (count == -1) {
				throw new IOException("closed within a chunk");
			}
			this.remaining -= count;
			return count;
		}

		private void nextChunk() throws IOException {
			HeadReader reader = new HeadReader(this.input);
			if (!this.first && !reader.readLine().isEmpty()) {
				throw new IOException("chunk is longer than it says");
			}
			this.first = false;
			String size = reader.readLine();
			int extension = size.indexOf(';');
			this.remaining = Long.parseLong(((extension != -1) ? size.substring(0, extension) : size).trim(), 16);
			if (this.remaining == 0) {
				reader.readHeaders();
				this.end = true;
			}
		}

	}

}
